/**
 * A measurement as text, to be kept somewhere that anyone may write to: what is read back is believed only where it has
 * the shape of a measurement of this library.
 */
import type { DeviceMeasurement, FormMeasurement, FunctionMeasurement } from './measureDevice';
import { PROBED_FUNCTIONS } from './probedFunctions';
import type { TransformErrors } from './transforms';

/** JSON has no word for these. */
const NAMED_NUMBERS: ReadonlyMap<unknown, number> = new Map([
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
  ['NaN', Number.NaN],
]);

export function measurementToText(measurement: DeviceMeasurement): string {
  return JSON.stringify(measurement, (_, value) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );
}

/** Null where `text` is not a measurement of the functions that are measured now. */
export function measurementFromText(text: string): DeviceMeasurement | null {
  try {
    return measurementOf(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Thrown and caught within this file. */
class ShapeError extends Error {}

function measurementOf(value: unknown): DeviceMeasurement {
  const { twoSum, twoProduct, fusedFma, subnormals, functions } = recordOf(value);
  const { operands, results } = recordOf(subnormals);
  return {
    twoSum: transformOf(twoSum),
    twoProduct: transformOf(twoProduct),
    fusedFma: numberOf(fusedFma),
    subnormals: { operands: keptOf(operands), results: keptOf(results) },
    functions: functionsOf(functions),
  };
}

function functionsOf(value: unknown): readonly FunctionMeasurement[] {
  const list = listOf(value).map((one): FunctionMeasurement => {
    const { name, small, bound, own, native } = recordOf(one);
    if (typeof name !== 'string' || typeof small !== 'boolean') throw new ShapeError();
    const ofNative = native === null ? null : formOf(native);
    return { name, small, bound: numberOf(bound), own: formOf(own), native: ofNative };
  });
  const matches = PROBED_FUNCTIONS.every(({ name, small, bound }, i) => {
    const found = list[i];
    return found?.name === name && found.small === small && found.bound === bound;
  });
  if (!matches || list.length !== PROBED_FUNCTIONS.length) throw new ShapeError();
  return list;
}

function formOf(value: unknown): FormMeasurement {
  const { error, at, wrongAt } = recordOf(value);
  return { error: numberOf(error), at: listOf(at).map(numberOf), wrongAt: listOf(wrongAt).map(numberOf) };
}

function transformOf(value: unknown): TransformErrors {
  const { guarded, unguarded } = recordOf(value);
  return { guarded: numberOf(guarded), unguarded: numberOf(unguarded) };
}

function keptOf(value: unknown): 'kept' | 'flushed' {
  if (value !== 'kept' && value !== 'flushed') throw new ShapeError();
  return value;
}

function numberOf(value: unknown): number {
  const number = NAMED_NUMBERS.get(value) ?? value;
  if (typeof number !== 'number') throw new ShapeError();
  return number;
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new ShapeError();
  return value;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw new ShapeError();
  return value as Readonly<Record<string, unknown>>;
}
