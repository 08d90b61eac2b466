/** Answer minus truth as numbers for a picture. */
import { Walk } from '../../engines/cpu/walk';
import { Builder } from '../../expression';
import { lower } from '../../expression/lower';
import { DEFAULT_INTERVAL } from '../../lessons/check/domain';
import type { WrongAnswer } from '../../ui/exercise/exerciseCard';

/** Samples of a curve that is drawn a few hundred pixels wide. */
const LINE_SAMPLES = 201;
/** Cells of a map along each side: finer ones could not be told apart in its size. */
const MAP_CELLS = 72;

type Interval = readonly [low: number, high: number];

function evaluatorOf(
  { difference }: WrongAnswer,
  names: readonly string[],
): (point: readonly number[]) => number {
  const b = new Builder();
  const walk = new Walk(b.graph, [lower(difference, b)], names, []);
  return (point) => {
    walk.evaluate(...point);
    return walk.value(0);
  };
}

function spread([low, high]: Interval, count: number, offset: number): Float64Array {
  return Float64Array.from(
    { length: count },
    (_, index) => low + ((high - low) * (index + offset)) / (count - 1 + 2 * offset),
  );
}

export function differenceOnLine(
  wrong: WrongAnswer,
  variable: string,
): { readonly variable: string; readonly coordinates: Float64Array; readonly values: Float64Array } {
  const evaluate = evaluatorOf(wrong, [variable]);
  const coordinates = spread(wrong.exercise.box[variable] ?? DEFAULT_INTERVAL, LINE_SAMPLES, 0);
  return { variable, coordinates, values: coordinates.map((x) => evaluate([x])) };
}

/** Values at the middles of MAP_CELLS × MAP_CELLS cells, row-major, x fastest, the lowest row first. */
export function differenceOnPlane(
  wrong: WrongAnswer,
  variables: readonly [string, string],
): {
  readonly variables: readonly [string, string];
  readonly x: Interval;
  readonly y: Interval;
  readonly cells: number;
  readonly values: Float64Array;
} {
  const evaluate = evaluatorOf(wrong, variables);
  const { box } = wrong.exercise;
  const [x, y] = [box[variables[0]] ?? DEFAULT_INTERVAL, box[variables[1]] ?? DEFAULT_INTERVAL];
  const [columns, rows] = [spread(x, MAP_CELLS, 0.5), spread(y, MAP_CELLS, 0.5)];
  const values = new Float64Array(MAP_CELLS * MAP_CELLS);
  rows.forEach((v, row) => {
    columns.forEach((u, column) => {
      values[row * MAP_CELLS + column] = evaluate([u, v]);
    });
  });
  return { variables, x, y, cells: MAP_CELLS, values };
}
