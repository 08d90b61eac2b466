/** Pieces of formulas with the signs that people write: 3x, -x, x - 2, no 1x and no + -2. */

/** 3x^2, -x^2, x^2; the number alone where `what` is empty. */
export function times(factor: number, what: string): string {
  if (what === '') return `${factor}`;
  if (factor === 1) return what;
  return factor === -1 ? `-${what}` : `${factor}${what}`;
}

/** Terms joined by their signs; those of factor 0 are left out. */
export function sum(...terms: readonly (readonly [factor: number, what: string])[]): string {
  const [first, ...rest] = terms.filter(([factor]) => factor !== 0);
  if (first === undefined) return '0';
  return rest.reduce(
    (text, [factor, what]) => `${text} ${factor < 0 ? '-' : '+'} ${times(Math.abs(factor), what)}`,
    times(...first),
  );
}

/** x^n without the exponent 1. */
export function powerOf(name: string, exponent: number): string {
  return exponent === 1 ? name : `${name}^${exponent}`;
}
