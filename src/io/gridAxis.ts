/** Evenly spaced coordinates of a grid, found in a list of them or among those of points. */
import type { Interval } from '../fields/grid';
import { DataFileError, type FilePlace } from './dataFileError';

/** Where number `index` of a list or matrix stands in the file, for messages. */
export type Locate = (index: number) => FilePlace;

/** Evenly spaced coordinates: `order` has the numbers of the samples in the order of rising coordinates. */
export interface Axis {
  readonly range: Interval;
  readonly order: readonly number[];
}

/**
 * How far a coordinate may lie from its even place, in parts of the spacing: coordinates printed with three significant
 * digits a step pass, and differences are off by no more than this part.
 */
const UNEVEN = 0.01;

/** Throws DataFileError at the first of them that is no finite number. */
export function checkCoordinates(
  file: string,
  name: string,
  coordinates: Float64Array,
  locate: Locate,
): void {
  const odd = coordinates.findIndex((value) => !Number.isFinite(value));
  if (odd >= 0)
    throw new DataFileError(
      file,
      locate(odd),
      `the coordinate ${name} is no finite number`,
      'expected a number',
    );
}

/** Coordinates that rise or fall evenly. Throws DataFileError naming the step that differs most from the others. */
export function evenAxis(file: string, name: string, coordinates: Float64Array, locate: Locate): Axis {
  const length = coordinates.length;
  checkCoordinates(file, name, coordinates, locate);
  const [first = 0] = coordinates;
  const last = coordinates[length - 1] ?? first;
  const step = (last - first) / (length - 1);
  const isEven = coordinates.every(
    (value, index) => Math.abs(value - (first + index * step)) <= UNEVEN * Math.abs(step),
  );
  if (step === 0 || !isEven) throw unevenStep(file, name, coordinates, locate);
  const order = Array.from({ length }, (_, index) => (step > 0 ? index : length - 1 - index));
  return { range: step > 0 ? [first, last] : [last, first], order };
}

function unevenStep(file: string, name: string, coordinates: Float64Array, locate: Locate): DataFileError {
  const steps = coordinates.subarray(1).map((value, index) => value - (coordinates[index] ?? 0));
  const usual = steps.toSorted()[(steps.length - 1) >> 1] ?? 0;
  let worst = 0;
  steps.forEach((step, index) => {
    if (Math.abs(step - usual) > Math.abs((steps[worst] ?? 0) - usual)) worst = index;
  });
  const [from = 0, to = 0] = coordinates.subarray(worst, worst + 2);
  return new DataFileError(
    file,
    locate(worst + 1),
    `the coordinate ${name} goes from ${from} to ${to}`,
    usual === 0
      ? 'expected coordinates that rise evenly'
      : `expected even steps of about ${Number(usual.toPrecision(4))}`,
  );
}

/** Coordinates closer than this part of their whole range are one: far below the finest spacing that fits. */
const SAME = 1e-6;

/** The different values among `coordinates` in rising order, and the number of each one's. */
export function levels(coordinates: Float64Array): {
  readonly values: Float64Array;
  readonly numberOf: Int32Array;
} {
  const order = Array.from(coordinates.keys()).sort((a, b) => (coordinates[a] ?? 0) - (coordinates[b] ?? 0));
  const range = (coordinates[order.at(-1) ?? 0] ?? 0) - (coordinates[order[0] ?? 0] ?? 0);
  const values: number[] = [];
  const numberOf = new Int32Array(coordinates.length);
  for (const index of order) {
    const value = coordinates[index] ?? 0;
    const previous = values.at(-1);
    if (previous === undefined || value - previous > SAME * range) values.push(value);
    numberOf[index] = values.length - 1;
  }
  return { values: Float64Array.from(values), numberOf };
}
