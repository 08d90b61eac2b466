/** Builds Syntax that nobody typed. The constructors drop what a reader would not write: 1·u, u + 0, u^1, u^0, -(-u). */
import type { SourceSpan } from '../expressionError';
import type { Syntax } from '../syntax';

/** The place of what was derived, not typed. */
export const NOWHERE: SourceSpan = { start: 0, end: 0 };

/** Digits of numbers that come out of arithmetic in f64: one less than would show its rounding. */
const DIGITS = 15;

export function number(value: number): Syntax {
  if (value < 0) return call('negate', number(-value));
  const text = Number(value.toPrecision(DIGITS)).toString().replace('e+', 'e');
  return { kind: 'number', value, text, span: NOWHERE };
}

export function call(name: string, ...operands: readonly Syntax[]): Syntax {
  return { kind: 'call', name, operands, span: NOWHERE };
}

export function conditional(condition: Syntax, whenTrue: Syntax, whenFalse: Syntax): Syntax {
  return { kind: 'conditional', condition, whenTrue, whenFalse, span: NOWHERE };
}

export function pending(operand: Syntax, variable: string, partial: boolean): Syntax {
  return { kind: 'derivative', operand, variable, partial, span: NOWHERE };
}

export function isNumber(syntax: Syntax, value?: number): boolean {
  return syntax.kind === 'number' && (value === undefined || syntax.value === value);
}

export function isCall(syntax: Syntax | undefined, name: string): syntax is Syntax & { kind: 'call' } {
  return syntax?.kind === 'call' && syntax.name === name;
}

export function add(a: Syntax, b: Syntax): Syntax {
  if (isNumber(a, 0)) return b;
  if (isNumber(b, 0)) return a;
  return isCall(b, 'negate') ? subtract(a, operandOf(b)) : call('add', a, b);
}

export function subtract(a: Syntax, b: Syntax): Syntax {
  if (isNumber(b, 0)) return a;
  if (isNumber(a, 0)) return negate(b);
  return isCall(b, 'negate') ? call('add', a, operandOf(b)) : call('subtract', a, b);
}

export function negate(a: Syntax): Syntax {
  if (isNumber(a, 0)) return a;
  return isCall(a, 'negate') ? operandOf(a) : call('negate', a);
}

export function multiply(a: Syntax, b: Syntax): Syntax {
  if (isNumber(a, 0) || isNumber(b, 0)) return number(0);
  if (isNumber(a, 1)) return b;
  if (isNumber(b, 1)) return a;
  if (isCall(a, 'negate')) return negate(multiply(operandOf(a), b));
  if (isCall(b, 'negate')) return negate(multiply(a, operandOf(b)));
  return call('multiply', a, b);
}

export function divide(a: Syntax, b: Syntax): Syntax {
  if (isNumber(b, 1)) return a;
  return isCall(a, 'negate') ? negate(divide(operandOf(a), b)) : call('divide', a, b);
}

export function power(base: Syntax, exponent: Syntax): Syntax {
  if (isNumber(exponent, 0)) return number(1);
  return isNumber(exponent, 1) ? base : call('pow', base, exponent);
}

/** The only operand of a unary call. Throws RangeError where there is none. */
export function operandOf(syntax: Syntax & { kind: 'call' }): Syntax {
  const [only] = syntax.operands;
  if (only === undefined) throw new RangeError(`${syntax.name} has no operand`);
  return only;
}

/** Both operands of a binary call. Throws RangeError where one is missing. */
export function operandsOf(syntax: Syntax & { kind: 'call' }): readonly [Syntax, Syntax] {
  const [left, right] = syntax.operands;
  if (left === undefined || right === undefined) throw new RangeError(`${syntax.name} lacks an operand`);
  return [left, right];
}

/** The tree with each child replaced. */
export function mapChildren(syntax: Syntax, change: (child: Syntax) => Syntax): Syntax {
  switch (syntax.kind) {
    case 'number':
    case 'constant':
    case 'variable':
    case 'parameter':
      return syntax;
    case 'call':
      return { ...syntax, operands: syntax.operands.map(change) };
    case 'conditional':
      return {
        ...syntax,
        condition: change(syntax.condition),
        whenTrue: change(syntax.whenTrue),
        whenFalse: change(syntax.whenFalse),
      };
    case 'derivative':
      return { ...syntax, operand: change(syntax.operand) };
    default:
      return syntax satisfies never;
  }
}

export function childrenOf(syntax: Syntax): readonly Syntax[] {
  switch (syntax.kind) {
    case 'number':
    case 'constant':
    case 'variable':
    case 'parameter':
      return [];
    case 'call':
      return syntax.operands;
    case 'conditional':
      return [syntax.condition, syntax.whenTrue, syntax.whenFalse];
    case 'derivative':
      return [syntax.operand];
    default:
      return syntax satisfies never;
  }
}

/** Every variable and parameter in the tree, in order of appearance. */
export function namesIn(syntax: Syntax): readonly string[] {
  if (syntax.kind === 'variable' || syntax.kind === 'parameter') return [syntax.name];
  return [...new Set(childrenOf(syntax).flatMap(namesIn))];
}

/** Whether the variable stands anywhere in the tree. */
export function dependsOn(syntax: Syntax, variable: string): boolean {
  if (syntax.kind === 'variable') return syntax.name === variable;
  return childrenOf(syntax).some((child) => dependsOn(child, variable));
}

/** The number of nodes: how long it is to read. */
export function sizeOf(syntax: Syntax): number {
  return childrenOf(syntax).reduce((sum, child) => sum + sizeOf(child), 1);
}

/** Replaces variables by trees. */
export function substitute(syntax: Syntax, trees: Readonly<Record<string, Syntax>>): Syntax {
  if (syntax.kind === 'variable' && Object.hasOwn(trees, syntax.name)) return trees[syntax.name] ?? syntax;
  return mapChildren(syntax, (child) => substitute(child, trees));
}

/** One text for equal trees, whatever their places. */
export function keyOf(syntax: Syntax): string {
  switch (syntax.kind) {
    case 'number':
      return syntax.text;
    case 'constant':
    case 'variable':
    case 'parameter':
      return syntax.name;
    case 'call':
      return `${syntax.name}(${syntax.operands.map(keyOf).join(',')})`;
    case 'conditional':
      return `(${keyOf(syntax.condition)}?${keyOf(syntax.whenTrue)}:${keyOf(syntax.whenFalse)})`;
    case 'derivative':
      return `d/d${syntax.variable}[${keyOf(syntax.operand)}]`;
    default:
      return syntax satisfies never;
  }
}
