/** Functions at points, worked out exactly: fractions and roots stay what they are. */
import type { Syntax } from '../../expression';
import { simplify } from '../../expression/explain';
import * as tree from '../../expression/explain/trees';

/** What stands at `at` for each of the variables. */
export function pointOf(
  variables: readonly string[],
  at: readonly number[],
): Readonly<Record<string, Syntax>> {
  return Object.fromEntries(variables.map((name, index) => [name, tree.number(at[index] ?? 0)]));
}

/** `syntax` with numbers in place of its variables, worked out exactly where that is possible. */
export function valueAt(syntax: Syntax, point: Readonly<Record<string, Syntax>>): Syntax {
  return simplify(tree.substitute(syntax, point));
}

export function scalarProduct(a: readonly Syntax[], b: readonly Syntax[]): Syntax {
  const products = a.map((left, index) => tree.multiply(left, b[index] ?? tree.number(0)));
  return products.reduce((left, right) => tree.add(left, right));
}
