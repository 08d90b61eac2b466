/**
 * Answer minus truth as numbers for a picture: a curve over the only variable, or a map over two. What else it depends on is
 * held where the answer is furthest from the truth.
 */
import { Walk } from '../../engines/cpu/walk';
import { Builder } from '../../expression';
import { namesIn } from '../../expression/explain';
import { lower } from '../../expression/lower';
import { DEFAULT_INTERVAL, pointsIn } from '../../lessons/check/domain';
import type { WrongAnswer } from '../../ui/exercise/exerciseCard';

/** Samples of a curve that is drawn a few hundred pixels wide. */
const LINE_SAMPLES = 201;
/** Cells of a map along each side: finer ones could not be told apart in its size. */
const MAP_CELLS = 72;
/** Decimals of a value that is held, where the answer is about as wrong there. */
const HELD_DECIMALS = 1;
/** "About as wrong": at least this share of the difference at the value with all its digits. */
const KEPT_SHARE = 0.5;

type Interval = readonly [low: number, high: number];

export interface HeldValue {
  readonly name: string;
  readonly value: number;
}

export type DifferencePicture =
  | {
      readonly kind: 'line';
      readonly variable: string;
      readonly held: readonly HeldValue[];
      readonly coordinates: Float64Array;
      readonly values: Float64Array;
    }
  | {
      readonly kind: 'plane';
      readonly variables: readonly [string, string];
      readonly held: readonly HeldValue[];
      readonly x: Interval;
      readonly y: Interval;
      readonly cells: number;
      /** At the middles of cells × cells cells, row-major, x fastest, the lowest row first. */
      readonly values: Float64Array;
    };

export function differencePicture(wrong: WrongAnswer): DifferencePicture {
  const { variables, parameters, box } = wrong.exercise;
  const names = [...variables, ...parameters];
  const used = namesIn(wrong.difference);
  const matters = (name: string): boolean => used.includes(name);
  const [first = 'x', second] =
    variables.length === 1
      ? variables
      : [...names.filter(matters), ...names.filter((name) => !matters(name))];
  const others = names.filter((name) => name !== first && name !== second && matters(name));
  const evaluate = evaluatorOf(wrong, names);
  const held = heldValues(wrong, names, others, evaluate);
  const at = (coordinates: Readonly<Record<string, number>>): number => {
    const values = { ...Object.fromEntries(held.map(({ name, value }) => [name, value])), ...coordinates };
    return evaluate(names.map((name) => values[name] ?? 0));
  };
  const intervalOf = (name: string): Interval => box[name] ?? DEFAULT_INTERVAL;
  if (second === undefined) {
    const coordinates = spread(intervalOf(first), LINE_SAMPLES, 0);
    return {
      kind: 'line',
      variable: first,
      held,
      coordinates,
      values: coordinates.map((x) => at({ [first]: x })),
    };
  }
  const [x, y] = [intervalOf(first), intervalOf(second)];
  const [columns, rows] = [spread(x, MAP_CELLS, 0.5), spread(y, MAP_CELLS, 0.5)];
  const values = new Float64Array(MAP_CELLS * MAP_CELLS);
  rows.forEach((v, row) => {
    columns.forEach((u, column) => {
      values[row * MAP_CELLS + column] = at({ [first]: u, [second]: v });
    });
  });
  return { kind: 'plane', variables: [first, second], held, x, y, cells: MAP_CELLS, values };
}

type PointFunction = (point: readonly number[]) => number;

function evaluatorOf({ difference }: WrongAnswer, names: readonly string[]): PointFunction {
  const b = new Builder();
  const walk = new Walk(b.graph, [lower(difference, b)], names, names);
  return (point) => {
    walk.setParameters(point);
    walk.evaluate(...point);
    return walk.value(0);
  };
}

/** The values of `others` at the worst point, with few digits where that does not hide what is wrong. */
function heldValues(
  { exercise: { box }, worst }: WrongAnswer,
  names: readonly string[],
  others: readonly string[],
  evaluate: PointFunction,
): readonly HeldValue[] {
  const [anywhere = []] = pointsIn(box, names, 1);
  const exact = worst ?? anywhere;
  const rounded = exact.map((value, index) =>
    others.includes(names[index] ?? '') ? Number(value.toFixed(HELD_DECIMALS)) : value,
  );
  const isKept = Math.abs(evaluate(rounded)) >= KEPT_SHARE * Math.abs(evaluate(exact));
  const values = isKept ? rounded : exact;
  return others.map((name) => ({ name, value: values[names.indexOf(name)] ?? 0 }));
}

function spread([low, high]: Interval, count: number, offset: number): Float64Array {
  return Float64Array.from(
    { length: count },
    (_, index) => low + ((high - low) * (index + offset)) / (count - 1 + 2 * offset),
  );
}
