/** The one table of functions. */
import { ARITHMETIC } from './arithmetic';
import { ELEMENTARY } from './elementary';
import { MACROS } from './macros';
import type { FunctionRow, Primitive } from './row';

export { need } from './arithmetic';
export * from './row';

export const FUNCTIONS: readonly FunctionRow[] = [...ARITHMETIC, ...ELEMENTARY, ...MACROS];

export const PRIMITIVES: readonly Primitive[] = [...ARITHMETIC, ...ELEMENTARY];

const BY_NAME: ReadonlyMap<string, FunctionRow> = new Map(
  FUNCTIONS.flatMap((row) => [row.name, ...(row.aliases ?? [])].map((name) => [name, row] as const)),
);

const PRIMITIVE_BY_NAME: ReadonlyMap<string, Primitive> = new Map(PRIMITIVES.map((row) => [row.name, row]));

/** Rows that are written with operator signs; their names are no words of the language. */
const OPERATOR_ONLY: ReadonlySet<string> = new Set([
  ...['add', 'subtract', 'negate', 'multiply', 'divide', 'logBase', 'sech2'],
  ...['less', 'lessOrEqual', 'greater', 'greaterOrEqual', 'equal', 'notEqual', 'and', 'or', 'not'],
]);

/** The row called `name` or known by it as an alias, or undefined. */
export function functionNamed(name: string): FunctionRow | undefined {
  return BY_NAME.get(name);
}

/** The row of a call node. Throws RangeError where there is none. */
export function primitiveNamed(name: string): Primitive {
  const row = PRIMITIVE_BY_NAME.get(name);
  if (row === undefined) throw new RangeError(`${name} is not an elementary function`);
  return row;
}

/** Whether `name` can be written as `name(…)` in the language. */
export function isCallable(name: string): boolean {
  return BY_NAME.has(name) && !OPERATOR_ONLY.has(name);
}

/** How the row called `name` is spoken of: `sin`, `a / b`. */
export function writtenName(name: string): string {
  return isCallable(name) ? name : primitiveNamed(name).form.replace(/\(.*\)$/, '');
}

/** Every word that can stand before a parenthesis, aliases included. */
export const CALLABLE_NAMES: readonly string[] = [...BY_NAME.keys()].filter(isCallable);

/** What the bits of `faults` mean, in words. */
export { describeFaults } from './describeFaults';
