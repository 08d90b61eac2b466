/** The registry of data drawn from a seed. */
import type { DataTable } from '../../fields/dataTable';
import { Random } from '../../fields/random';
import { blobs } from './blobs';
import { circles } from './circles';
import { cubic } from './cubic';
import { type Dataset, tableOf } from './dataset';
import { lineWithOutliers } from './lineWithOutliers';
import { moons } from './moons';
import { noisyLine } from './noisyLine';
import { sine } from './sine';
import { spiral } from './spiral';
import { twoBlobs } from './twoBlobs';

export type { Dataset, DatasetTask } from './dataset';

export const DATASETS: readonly Dataset[] = [
  moons,
  circles,
  spiral,
  blobs,
  twoBlobs,
  noisyLine,
  lineWithOutliers,
  sine,
  cubic,
];

/** The set called `id`, or undefined. */
export function datasetNamed(id: string): Dataset | undefined {
  return DATASETS.find((dataset) => dataset.id === id);
}

export interface DatasetChoice {
  readonly rows: number;
  readonly noise: number;
  readonly seed: number;
}

/**
 * The rows of `dataset`, with columns for its features and y. Throws RangeError where the number of rows or the noise is out of
 * its range.
 */
export function generate(
  { name, features, size, noise: range, draw }: Dataset,
  choice: DatasetChoice,
): DataTable {
  const { rows, noise, seed } = choice;
  if (!Number.isInteger(rows) || rows < size.min || rows > size.max)
    throw new RangeError(`${name} has ${size.min} to ${size.max} rows, not ${rows}`);
  if (!(noise >= 0 && noise <= range.max))
    throw new RangeError(`the noise of ${name} is 0 to ${range.max}, not ${noise}`);
  const random = new Random(seed);
  const drawn = Array.from({ length: rows }, (_, row) => draw(random, row, rows, noise));
  return tableOf(
    Object.fromEntries(
      [...features, 'y'].map((column, index) => [column, drawn.map((row) => row[index] ?? Number.NaN)]),
    ),
  );
}
