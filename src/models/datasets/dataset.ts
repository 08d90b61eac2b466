/** A set of data that is drawn from a seed. One declaration each; a new one is a file here and a line in `index.ts`. */
import type { DataTable } from '../../fields/dataTable';
import type { Random } from '../../fields/random';

/** What the target is: a number, or the number of a class from 0. */
export type DatasetTask = 'regression' | 'classification';

export interface Dataset {
  /** Stable identifier: stands in addresses. */
  readonly id: string;
  readonly name: string;
  readonly task: DatasetTask;
  /** Names of the columns a model reads; the target is always y. */
  readonly features: readonly string[];
  /** How many classes there are; 0 for a regression. */
  readonly classes: number;
  readonly size: { readonly initial: number; readonly min: number; readonly max: number };
  /** Width of the normal noise. */
  readonly noise: { readonly initial: number; readonly max: number };
  /** Row number `row` of `rows`: the features, then y. Draws from `random` in the same order whatever the noise. */
  draw(random: Random, row: number, rows: number, noise: number): readonly number[];
  /** Where it comes from, or what it shows. */
  readonly source: string;
}

/** The size that most sets offer. */
export const USUAL_SIZE = { initial: 200, min: 10, max: 5000 } as const;

/** A table of named columns of equal length. */
export function tableOf(columns: Readonly<Record<string, readonly number[]>>): DataTable {
  const entries = Object.entries(columns);
  return {
    rows: entries[0]?.[1].length ?? 0,
    columns: entries.map(([name, values]) => ({ name, values: Float64Array.from(values) })),
  };
}
