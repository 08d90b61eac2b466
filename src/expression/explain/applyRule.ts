/** One rule of differentiation applied to one tree: what is left to differentiate is marked as pending. */
import { functionNamed } from '../functions';
import { parseExpression } from '../parse';
import type { Syntax } from '../syntax';
import { toTex } from '../typeset';
import { FUNCTION_RULES } from './functionRules';
import { RULES, type Rule, type RuleName } from './rule';
import * as tree from './trees';

/** A derivative that one rule takes a step further. */
export type Pending = Syntax & { readonly kind: 'derivative' };

export interface Application {
  /**
   * 'function': a row of the table of derivatives, by itself; 'chain': such a row around an inner function;
   * 'expansion': a function replaced by what it is written for.
   */
  readonly name: RuleName | 'function' | 'chain' | 'expansion';
  readonly rule: Rule;
  /** What the derivative is equal to, with derivatives of parts pending. */
  readonly result: Syntax;
}

/** Applies the rule for the outermost operation of what `target` is the derivative of. */
export function applyRule(target: Pending): Application {
  const { operand, variable } = target;
  if (!tree.dependsOn(operand, variable)) return by('constant', tree.number(0));
  switch (operand.kind) {
    case 'number':
    case 'constant':
    case 'parameter':
      return by('constant', tree.number(0));
    case 'variable':
      return by('variable', tree.number(1));
    case 'derivative':
      throw new RangeError('a derivative within a derivative has to be taken first');
    case 'conditional':
      return by('piecewise', {
        ...operand,
        whenTrue: part(target, operand.whenTrue),
        whenFalse: part(target, operand.whenFalse),
      });
    case 'call':
      return applyToCall(target, operand);
    default:
      return operand satisfies never;
  }
}

function by(name: RuleName, result: Syntax): Application {
  return { name, rule: RULES[name], result };
}

/** The derivative of a part of what `target` differentiates. */
function part({ variable, partial }: Pending, operand: Syntax): Syntax {
  return tree.pending(operand, variable, partial);
}

type Call = Syntax & { readonly kind: 'call' };

function applyToCall(target: Pending, call: Call): Application {
  switch (call.name) {
    case 'add':
    case 'subtract':
      return applyToSum(target, call);
    case 'negate':
      return by('constantMultiple', tree.negate(part(target, tree.operandOf(call))));
    case 'multiply':
      return applyToProduct(target, call);
    case 'divide':
      return applyToQuotient(target, call);
    case 'pow':
      return applyToPower(target, call);
    default:
      return applyToFunction(target, call);
  }
}

function applyToSum(target: Pending, call: Call): Application {
  const hasMinus = termsOf(call).some(({ negative }) => negative);
  const distribute = (term: Syntax): Syntax => {
    if (tree.isCall(term, 'add')) return overBoth(term, tree.add);
    if (tree.isCall(term, 'subtract')) return overBoth(term, tree.subtract);
    return part(target, term);
  };
  const overBoth = (term: Call, join: (a: Syntax, b: Syntax) => Syntax): Syntax => {
    const [left, right] = tree.operandsOf(term);
    return join(distribute(left), distribute(right));
  };
  return by(hasMinus ? 'difference' : 'sum', distribute(call));
}

function termsOf(syntax: Syntax, negative = false): readonly { readonly negative: boolean }[] {
  if (!tree.isCall(syntax, 'add') && !tree.isCall(syntax, 'subtract')) return [{ negative }];
  const [left, right] = tree.operandsOf(syntax);
  return [...termsOf(left, negative), ...termsOf(right, negative !== (syntax.name === 'subtract'))];
}

function applyToProduct(target: Pending, call: Call): Application {
  const factors = factorsOf(call);
  const constants = factors.filter((factor) => !tree.dependsOn(factor, target.variable));
  const others = factors.filter((factor) => tree.dependsOn(factor, target.variable));
  const [first, ...rest] = others;
  if (first === undefined) return by('constant', tree.number(0));
  if (constants.length > 0) {
    const product = others.reduce(tree.multiply);
    return by('constantMultiple', tree.multiply(constants.reduce(tree.multiply), part(target, product)));
  }
  const second = rest.reduce(tree.multiply);
  return by(
    'product',
    tree.add(tree.multiply(part(target, first), second), tree.multiply(first, part(target, second))),
  );
}

function factorsOf(syntax: Syntax): readonly Syntax[] {
  if (!tree.isCall(syntax, 'multiply')) return [syntax];
  return tree.operandsOf(syntax).flatMap(factorsOf);
}

function applyToQuotient(target: Pending, call: Call): Application {
  const [above, below] = tree.operandsOf(call);
  if (!tree.dependsOn(below, target.variable)) {
    return by('constantMultiple', tree.divide(part(target, above), below));
  }
  if (!tree.dependsOn(above, target.variable)) {
    const power = asPowerOfVariable(below);
    if (power !== undefined) {
      const raised = tree.power(power.base, tree.negate(power.exponent));
      return by('negativePower', part(target, tree.multiply(above, raised)));
    }
    const slope = tree.multiply(above, part(target, below));
    return by('reciprocal', tree.negate(tree.divide(slope, tree.power(below, tree.number(2)))));
  }
  const difference = tree.subtract(
    tree.multiply(part(target, above), below),
    tree.multiply(above, part(target, below)),
  );
  return by('quotient', tree.divide(difference, tree.power(below, tree.number(2))));
}

function asPowerOfVariable(syntax: Syntax): { base: Syntax; exponent: Syntax } | undefined {
  if (syntax.kind === 'variable') return { base: syntax, exponent: tree.number(1) };
  if (!tree.isCall(syntax, 'pow')) return undefined;
  const [base, exponent] = tree.operandsOf(syntax);
  return base.kind === 'variable' && exponent.kind === 'number' ? { base, exponent } : undefined;
}

function applyToPower(target: Pending, call: Call): Application {
  const [base, exponent] = tree.operandsOf(call);
  if (!tree.dependsOn(exponent, target.variable)) return applyToConstantPower(target, base, exponent);
  if (!tree.dependsOn(base, target.variable)) {
    const isEuler = base.kind === 'constant' && base.name === 'e';
    if (isEuler) return applyToFunction(target, { ...call, name: 'exp', operands: [exponent] });
    const slope = tree.multiply(call, tree.call('log', base));
    if (exponent.kind === 'variable') return by('exponential', slope);
    return by('exponentialChain', tree.multiply(slope, part(target, exponent)));
  }
  const first = tree.multiply(part(target, exponent), tree.call('log', base));
  const second = tree.multiply(exponent, tree.divide(part(target, base), base));
  return by('generalPower', tree.multiply(call, tree.add(first, second)));
}

function applyToConstantPower(target: Pending, base: Syntax, exponent: Syntax): Application {
  const lowered = tree.multiply(exponent, tree.power(base, lessOne(exponent)));
  if (base.kind === 'variable') return by('power', lowered);
  return by('powerChain', tree.multiply(lowered, part(target, base)));
}

/** n - 1, worked out where n is a number. */
function lessOne(exponent: Syntax): Syntax {
  if (exponent.kind === 'number') return tree.number(exponent.value - 1);
  if (tree.isCall(exponent, 'negate')) {
    const size = tree.operandOf(exponent);
    if (size.kind === 'number') return tree.number(-size.value - 1);
  }
  if (tree.isCall(exponent, 'divide')) {
    const [above, below] = tree.operandsOf(exponent);
    const whole = above.kind === 'number' && below.kind === 'number' && Number.isInteger(above.value);
    if (whole) return tree.divide(tree.number(above.value - below.value), below);
  }
  return tree.subtract(exponent, tree.number(1));
}

function applyToFunction(target: Pending, call: Call): Application {
  const rule = FUNCTION_RULES[call.name];
  if (rule === undefined || rule.kind === 'structure') {
    throw new RangeError(`no rule of differentiation for ${call.name}`);
  }
  if (rule.kind === 'expansion') {
    const form = rule.forms[call.operands.length];
    if (form === undefined) throw new RangeError(`${call.name} of ${call.operands.length} has no expansion`);
    return {
      name: 'expansion',
      rule: { title: rule.title, statement: definitionOf(call, form) },
      result: part(target, instantiate(form, call.operands)),
    };
  }
  const terms = rule.partials.flatMap((partial, index) => {
    const operand = call.operands[index];
    if (operand === undefined || partial === '0' || !tree.dependsOn(operand, target.variable)) return [];
    const outer = instantiate(partial, call.operands);
    return [{ outer, inner: operand }];
  });
  const isPlain = terms.every(({ inner }) => inner.kind === 'variable');
  const statement = call.operands
    .map((_, index) => statementOf(call, rule.partials, index, isPlain))
    .filter((text) => text !== undefined)
    .join(',\\quad ');
  const factors = terms.map(({ outer, inner }) =>
    inner.kind === 'variable' ? outer : tree.multiply(outer, part(target, inner)),
  );
  return {
    name: isPlain ? 'function' : 'chain',
    rule: { title: isPlain ? rule.title : `Chain rule: ${lowerFirst(rule.title)}`, statement },
    result: factors.length === 0 ? tree.number(0) : factors.reduce(tree.add),
  };
}

function lowerFirst(title: string): string {
  return title.charAt(0).toLowerCase() + title.slice(1);
}

const OPERAND_NAMES = ['a', 'b', 'c'] as const;

const formulas = new Map<string, Syntax>();

/** The tree of a formula of the table, read once. */
function formulaOf(text: string): Syntax {
  const known = formulas.get(text);
  if (known !== undefined) return known;
  const { syntax } = parseExpression(text, { variables: OPERAND_NAMES });
  formulas.set(text, syntax);
  return syntax;
}

/** A formula of the table with trees in place of its letters. */
function instantiate(formula: string, operands: readonly Syntax[]): Syntax {
  const syntax = formulaOf(formula);
  const trees = Object.fromEntries(OPERAND_NAMES.map((name, index) => [name, operands[index]] as const));
  return tree.substitute(syntax, withoutGaps(trees));
}

function withoutGaps(trees: Readonly<Record<string, Syntax | undefined>>): Readonly<Record<string, Syntax>> {
  return Object.fromEntries(
    Object.entries(trees).flatMap(([name, syntax]) => (syntax === undefined ? [] : [[name, syntax]])),
  );
}

/** Letters for the operands of a rule as it is stated: x where it stands alone, else u, v, w. */
function letters(count: number, plain: boolean): readonly Syntax[] {
  const names = plain && count === 1 ? ['x'] : ['u', 'v', 'w'];
  return names.map((name) => ({ kind: 'variable', name, span: tree.NOWHERE }));
}

function statementOf(
  call: Call,
  partials: readonly string[],
  index: number,
  plain: boolean,
): string | undefined {
  const formula = partials[index];
  if (formula === undefined) return undefined;
  const operands = letters(call.operands.length, plain);
  const stated = toTex({ ...call, operands: operands.slice(0, call.operands.length) });
  const slope = instantiate(formula, operands);
  if (call.operands.length === 1) {
    const inner = plain || formula === '0' ? '' : "\\,u'";
    const isSum = tree.isCall(slope, 'add') || tree.isCall(slope, 'subtract');
    return `\\left(${stated}\\right)' = ${isSum && inner !== '' ? `\\left(${toTex(slope)}\\right)` : toTex(slope)}${inner}`;
  }
  const by = ['u', 'v', 'w'][index] ?? 'u';
  return `\\frac{\\partial}{\\partial ${by}} ${stated} = ${toTex(slope)}`;
}

function definitionOf(call: Call, form: string): string {
  const operands = letters(call.operands.length, false);
  const stated = functionNamed(call.name)?.tex(
    ...operands.slice(0, call.operands.length).map((operand) => toTex(operand)),
  );
  return `${stated ?? call.name} = ${toTex(instantiate(form, operands))}`;
}
