/** Syntax → TeX: shows how an expression was understood, with parentheses where precedence asks for them. */
import { type FunctionRow, functionNamed } from './functions';
import { CONSTANTS, type Syntax } from './syntax';
import { GREEK } from './words';

/** How tightly the outermost operator of a tree binds. */
const BINDING: Readonly<Record<string, number>> = {
  or: 1,
  and: 2,
  not: 3,
  less: 4,
  lessOrEqual: 4,
  greater: 4,
  greaterOrEqual: 4,
  equal: 4,
  notEqual: 4,
  add: 5,
  subtract: 5,
  // As tight as a product when read, but only at its left: a (b mod c) keeps its parentheses.
  mod: 5.5,
  multiply: 6,
  negate: 7,
  pow: 8,
};
const TIGHTEST = 9;
/** Rows whose TeX cannot carry an exponent as it stands: it would seem to belong to their last part. */
const UNFIT_FOR_EXPONENT: ReadonlySet<string> = new Set(['divide', 'exp', 'exp2', 'square']);
/** Rows of which an operand at their own level needs parentheses: on the right, or on both sides. */
const STRICT_RIGHT: ReadonlySet<string> = new Set(['subtract', 'mod']);
const STRICT: ReadonlySet<string> = new Set([
  ...['negate', 'less', 'lessOrEqual', 'greater', 'greaterOrEqual', 'equal', 'notEqual'],
]);

function binding(syntax: Syntax): number {
  if (syntax.kind === 'conditional') return 0;
  return syntax.kind === 'call' ? (BINDING[syntax.name] ?? TIGHTEST) : TIGHTEST;
}

/** TeX of a name: Greek letters by name, trailing digits and what follows _ as an index, long names upright. */
export function nameToTex(name: string): string {
  const [, stem = name, index] = /^([A-Za-z]+)_?([0-9A-Za-z_]*)$/.exec(name) ?? [];
  const split = /^([A-Za-z]+?)_?([0-9]*)$/.exec(name);
  const [base, below] = name.includes('_') ? [stem, index] : [split?.[1] ?? name, split?.[2]];
  const letter = GREEK.has(base)
    ? `\\${base}`
    : /^[A-Za-z]$/.test(base)
      ? base
      : `\\mathrm{${base.replaceAll('_', '\\_')}}`;
  return below ? `${letter}_{${below.replaceAll('_', '\\_')}}` : letter;
}

/** The TeX of `syntax`. */
export function toTex(syntax: Syntax): string {
  switch (syntax.kind) {
    case 'number':
      return numberToTex(syntax.text);
    case 'constant':
      return CONSTANTS[syntax.name]?.tex ?? syntax.name;
    case 'variable':
    case 'parameter':
      return nameToTex(syntax.name);
    case 'conditional':
      return (
        `\\begin{cases}${toTex(syntax.whenTrue)} & \\text{if } ${toTex(syntax.condition)} \\\\ ` +
        `${toTex(syntax.whenFalse)} & \\text{otherwise}\\end{cases}`
      );
    case 'derivative':
      return `${derivativeSign(syntax)}\\left[${toTex(syntax.operand)}\\right]`;
    case 'call':
      return callToTex(syntax);
    default:
      return syntax satisfies never;
  }
}

/** `\frac{d}{dx}`, or `\frac{∂}{∂x}` where there are other variables. */
function derivativeSign({ variable, partial }: { variable: string; partial: boolean }): string {
  const d = partial ? '\\partial' : '\\mathrm{d}';
  return `\\frac{${d}}{${d} ${nameToTex(variable)}}`;
}

function numberToTex(text: string): string {
  const [mantissa = text, exponent] = text.toLowerCase().split('e');
  return exponent === undefined ? mantissa : `${mantissa}\\cdot 10^{${exponent.replace(/^\+/, '')}}`;
}

function callToTex(syntax: Syntax & { kind: 'call' }): string {
  const { name, operands } = syntax;
  const [left, right] = operands;
  const level = BINDING[name];
  const row = functionNamed(name);
  if (row === undefined) throw new RangeError(`no row for ${name}`);
  if (left && right && name === 'multiply') return productToTex(left, right);
  if (left && right && name === 'pow') {
    const base = isFitForExponent(left) ? guard(left, TIGHTEST) : `\\left(${toTex(left)}\\right)`;
    return `{${base}}^{${toTex(right)}}`;
  }
  if (left && right && name === 'divide') return quotientToTex(left, right, row);
  if (left && name === 'negate') return row.tex(guardOpposite(left));
  if (left && name === 'not') return row.tex(guard(left, TIGHTEST));
  if (level === undefined) return row.tex(...operands.map(toTex));
  return row.tex(
    ...operands.map((operand, index) =>
      guard(operand, level + Number(STRICT.has(name) || (index > 0 && STRICT_RIGHT.has(name)))),
    ),
  );
}

/** A quotient's sign stands before the fraction where no operator stands before that. */
function quotientToTex(above: Syntax, below: Syntax, row: FunctionRow): string {
  const [opposite] = above.kind === 'call' && above.name === 'negate' ? above.operands : [];
  return opposite === undefined
    ? row.tex(toTex(above), toTex(below))
    : `-${row.tex(toTex(opposite), toTex(below))}`;
}

/** As `toTex` says, but a quotient keeps the sign of its numerator within. */
function operandToTex(syntax: Syntax): string {
  const row = syntax.kind === 'call' && syntax.name === 'divide' ? functionNamed('divide') : undefined;
  return row && syntax.kind === 'call' ? row.tex(...syntax.operands.map(toTex)) : toTex(syntax);
}

/** -(2x) needs no parentheses, -(-2x) and -(a + b) do. */
function guardOpposite(syntax: Syntax): string {
  // Typeset once: twice a sign would double the work of every further one.
  const tex = operandToTex(syntax);
  const isProduct = syntax.kind === 'call' && syntax.name === 'multiply' && !tex.startsWith('-');
  return isProduct ? tex : guarded(tex, syntax, (BINDING.negate ?? 0) + 1);
}

function isFitForExponent(syntax: Syntax): boolean {
  if (syntax.kind === 'number') return !/e/i.test(syntax.text);
  if (syntax.kind === 'derivative') return false;
  return syntax.kind !== 'call' || !UNFIT_FOR_EXPONENT.has(syntax.name);
}

function productToTex(left: Syntax, right: Syntax): string {
  const level = BINDING.multiply ?? 0;
  const a = guard(left, level);
  const b = guard(right, level);
  // Digits side by side would read as one number, a letter before a digit as an index.
  const separate = /^[\d.-]/.test(b) || (endsInNumber(left) && startsWithNumber(right));
  return separate ? `${a} \\cdot ${b}` : `${a}\\,${b}`;
}

function endsInNumber(syntax: Syntax): boolean {
  return syntax.kind === 'number';
}

function startsWithNumber(syntax: Syntax): boolean {
  if (syntax.kind === 'number') return true;
  const first = syntax.kind === 'call' && syntax.name === 'pow' ? syntax.operands[0] : undefined;
  return first?.kind === 'number';
}

function guard(syntax: Syntax, level: number): string {
  return guarded(operandToTex(syntax), syntax, level);
}

/** `tex`, which is `syntax` typeset, in parentheses where it binds less tightly than `level`. */
function guarded(tex: string, syntax: Syntax, level: number): string {
  return binding(syntax) < level ? `\\left(${tex}\\right)` : tex;
}
