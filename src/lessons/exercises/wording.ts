/** Hints and formulas that several kinds of question share. */
import { nameToTex, type Syntax, toTex } from '../../expression';
import type { Explanation } from '../../expression/explain';

/** Hints of a worked differentiation: the first rule, its first line, and a line about half-way; never the last. */
export function hintsOf({ steps }: Explanation): readonly string[] {
  const [first] = steps;
  if (first === undefined) return [];
  const hints = [`Begin with: ${first.rule.title.toLowerCase()}, $${first.rule.statement}$.`];
  const lines = steps.slice(0, -2);
  const [line] = lines;
  const middle = lines[lines.length >> 1];
  if (line !== undefined) hints.push(`$${toTex(line.subject)} = ${toTex(line.whole)}$`);
  if (middle !== undefined && middle !== line) hints.push(`Further on: $${toTex(middle.whole)}$`);
  return hints;
}

export function partialSign(name: string, by: string): string {
  return `\\frac{\\partial ${name}}{\\partial ${nameToTex(by)}}`;
}

export function vectorTex(components: readonly Syntax[]): string {
  const [only] = components;
  if (components.length === 1 && only) return toTex(only);
  return `\\left(${components.map(toTex).join(',\\ ')}\\right)`;
}

export function tupleTex(values: readonly (number | string)[]): string {
  return values.length === 1 ? String(values[0]) : `(${values.join(', ')})`;
}

export function namesOf(variables: readonly string[]): string {
  return variables.map(nameToTex).join(', ');
}

export function heldConstant(others: readonly string[]): string {
  const names = others.map((name) => `$${nameToTex(name)}$`).join(' and ');
  return `Hold ${names} constant: ${others.length === 1 ? 'it counts' : 'they count'} as a number.`;
}
