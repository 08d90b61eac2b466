/** Derivatives as they come out when one rule is applied wrongly: by the same machinery as the right ones. */
import type { Syntax } from '../../expression';
import { applyRule, differentiateSyntax, type Pending } from '../../expression/explain';
import * as tree from '../../expression/explain/trees';
import type { Slip } from './exercise';
import { SLIPS, type SlipName } from './slipNames';

/** What one makes of a derivative, or undefined where the slip has no place. */
type WrongRule = (target: Pending) => Syntax | undefined;

/** The slips in differentiating, the likeliest first. */
const WRONG_RULES: readonly { readonly name: SlipName; readonly rule: WrongRule }[] = [
  {
    name: 'exponentialInner',
    rule: (target) => (isExponential(target.operand) ? withoutInner(target) : undefined),
  },
  { name: 'forgotInner', rule: withoutInner },
  {
    name: 'productOfDerivatives',
    rule: (target) => {
      const [first, ...rest] = factorsThatVary(target);
      if (first === undefined || rest.length === 0 || hasConstantFactor(target)) return undefined;
      return tree.multiply(part(target, first), part(target, rest.reduce(tree.multiply)));
    },
  },
  {
    name: 'quotientOfDerivatives',
    rule: (target) => ofQuotient(target, (u, v) => tree.divide(part(target, u), part(target, v))),
  },
  {
    name: 'quotientSwapped',
    rule: (target) =>
      ofQuotient(target, (u, v) =>
        tree.divide(
          tree.subtract(tree.multiply(u, part(target, v)), tree.multiply(part(target, u), v)),
          tree.power(v, tree.number(2)),
        ),
      ),
  },
  {
    name: 'quotientNotSquared',
    rule: (target) =>
      ofQuotient(target, (u, v) =>
        tree.divide(tree.subtract(tree.multiply(part(target, u), v), tree.multiply(u, part(target, v))), v),
      ),
  },
  {
    name: 'powerNotLowered',
    rule: (target) =>
      ofPower(target, (base, exponent, inner) =>
        tree.multiply(tree.multiply(exponent, tree.power(base, exponent)), inner),
      ),
  },
  {
    name: 'forgotExponentFactor',
    rule: (target) =>
      ofPower(target, (base, exponent, inner) =>
        tree.multiply(tree.power(base, tree.subtract(exponent, tree.number(1))), inner),
      ),
  },
  {
    name: 'signOfTrigonometric',
    rule: ({ operand, ...target }) =>
      tree.isCall(operand, 'sin') || tree.isCall(operand, 'cos')
        ? tree.negate(applyRule({ ...target, operand }).result)
        : undefined,
  },
  {
    name: 'exponentialAsPower',
    rule: (target) => {
      const exponent = exponentOf(target);
      return exponent && tree.multiply(exponent, tree.call('exp', tree.subtract(exponent, tree.number(1))));
    },
  },
  {
    name: 'logarithmInverted',
    rule: (target) => {
      if (!tree.isCall(target.operand, 'log')) return undefined;
      const argument = tree.operandOf(target.operand);
      return tree.multiply(argument, part(target, argument));
    },
  },
  {
    name: 'otherVariableDropped',
    rule: (target) => (hasConstantFactor(target, isSymbol) ? withoutConstants(target, isSymbol) : undefined),
  },
  {
    name: 'forgotConstantFactor',
    rule: (target) => (hasConstantFactor(target) ? withoutConstants(target) : undefined),
  },
  {
    name: 'constantKept',
    rule: ({ operand }) => (operand.kind === 'number' ? operand : undefined),
  },
];

/** Single places at which a slip is tried, besides all of them at once. */
const MOST_PLACES = 4;

/** The wrong derivatives of `expression`, each with its slip. */
export function wrongDerivatives(expression: Syntax, variable: string): readonly Slip[] {
  const start = tree.pending(expression, variable, false);
  return WRONG_RULES.flatMap(({ name, rule }) => {
    const places = countPlaces(start, rule);
    if (places === 0) return [];
    const choices = places === 1 ? [everywhere] : [everywhere, ...singlePlaces(places)];
    return choices.map((choose) => ({
      name,
      message: SLIPS[name],
      wrong: [differentiateWrongly(start, rule, choose)],
    }));
  });
}

function everywhere(): boolean {
  return true;
}

function singlePlaces(places: number): readonly ((place: number) => boolean)[] {
  return Array.from(
    { length: Math.min(places, MOST_PLACES) },
    (_, only) => (place: number) => place === only,
  );
}

function differentiateWrongly(start: Syntax, rule: WrongRule, choose: (place: number) => boolean): Syntax {
  let place = 0;
  return differentiateSyntax(start, (target) => {
    const wrong = rule(target);
    if (wrong !== undefined && choose(place++)) return wrong;
    return applyRule(target).result;
  });
}

function countPlaces(start: Syntax, rule: WrongRule): number {
  let places = 0;
  differentiateSyntax(start, (target) => {
    if (rule(target) !== undefined) places++;
    return applyRule(target).result;
  });
  return places;
}

function part({ variable, partial }: Pending, operand: Syntax): Syntax {
  return tree.pending(operand, variable, partial);
}

/** The outer derivative alone, where a chain rule applies. */
function withoutInner(target: Pending): Syntax | undefined {
  const { name, result } = applyRule(target);
  const isChain = name === 'chain' || name === 'powerChain' || name === 'exponentialChain';
  return isChain ? withInner(result, tree.number(1)) : undefined;
}

function withInner(result: Syntax, inner: Syntax): Syntax {
  if (result.kind === 'derivative') return inner;
  const [left, right] = tree.childrenOf(result);
  if (tree.isCall(result, 'multiply') && left && right) {
    return tree.multiply(withInner(left, inner), withInner(right, inner));
  }
  return tree.mapChildren(result, (child) => withInner(child, inner));
}

function isExponential(syntax: Syntax): boolean {
  if (tree.isCall(syntax, 'exp')) return true;
  const [base] = tree.isCall(syntax, 'pow') ? syntax.operands : [];
  return base?.kind === 'constant' && base.name === 'e';
}

function exponentOf({ operand, variable }: Pending): Syntax | undefined {
  if (operand.kind !== 'call' || !isExponential(operand) || !tree.dependsOn(operand, variable))
    return undefined;
  return operand.operands.at(-1);
}

function ofQuotient(
  { operand, variable }: Pending,
  form: (above: Syntax, below: Syntax) => Syntax,
): Syntax | undefined {
  if (!tree.isCall(operand, 'divide')) return undefined;
  const [above, below] = tree.operandsOf(operand);
  return tree.dependsOn(above, variable) && tree.dependsOn(below, variable) ? form(above, below) : undefined;
}

function ofPower(
  target: Pending,
  form: (base: Syntax, exponent: Syntax, inner: Syntax) => Syntax,
): Syntax | undefined {
  const { operand, variable } = target;
  if (!tree.isCall(operand, 'pow')) return undefined;
  const [base, exponent] = tree.operandsOf(operand);
  if (!tree.dependsOn(base, variable) || tree.dependsOn(exponent, variable)) return undefined;
  return form(base, exponent, base.kind === 'variable' ? tree.number(1) : part(target, base));
}

function factorsOf(syntax: Syntax): readonly Syntax[] {
  return tree.isCall(syntax, 'multiply') ? syntax.operands.flatMap(factorsOf) : [syntax];
}

function factorsThatVary({ operand, variable }: Pending): readonly Syntax[] {
  return factorsOf(operand).filter((factor) => tree.dependsOn(factor, variable));
}

function isSymbol(syntax: Syntax): boolean {
  return syntax.kind === 'variable' || syntax.kind === 'parameter' || tree.childrenOf(syntax).some(isSymbol);
}

/** Whether a product has a factor that is held constant, of the kind that `counts`; else a number. */
function hasConstantFactor(
  target: Pending,
  counts: (factor: Syntax) => boolean = (factor) => !isSymbol(factor),
): boolean {
  const { operand, variable } = target;
  const constants = factorsOf(operand).filter((factor) => !tree.dependsOn(factor, variable));
  return factorsThatVary(target).length > 0 && constants.some(counts);
}

/** The derivative of a product without its constant factors, of those that `counts` alone where given. */
function withoutConstants(target: Pending, counts: (factor: Syntax) => boolean = () => true): Syntax {
  const { operand, variable } = target;
  const kept = factorsOf(operand).filter((factor) => tree.dependsOn(factor, variable) || !counts(factor));
  return part(target, kept.reduce(tree.multiply));
}
