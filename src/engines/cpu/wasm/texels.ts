/**
 * Results as texels of f32, (f, ∂f/∂x, ∂f/∂y, validity) a sample, with their extent before them: what packTexels does, at a tenth
 * of its time, without planes of f64 between. Lanes 0 and 1 of four hold the pair's samples, where they are f32.
 */
import { VALIDITY } from '../../../fields/gridRequest';
import type { Extent } from '../extent';
import type { ResultFormat } from './resultFormat';
import * as v from './vector';
import { type FunctionScope, PAIR_BYTES, type Vector } from './vector';

const TEXEL_BYTES = 4 * Float32Array.BYTES_PER_ELEMENT;

/** Where the parts of the extent stand. */
const [MINIMUM, MAXIMUM, SQUARED, DEFINED] = [0, PAIR_BYTES, 2 * PAIR_BYTES, 3 * PAIR_BYTES] as const;
/** Before the first texel. */
export const EXTENT_BYTES = 4 * PAIR_BYTES;

/** Lane 1 of four, that of the second sample. */
const SECOND_SAMPLE = 0xffffffff00000000n;

export const TEXELS: ResultFormat = {
  pairBytes: 2 * TEXEL_BYTES,
  open(scope, { results, offset }) {
    const { body } = scope;
    const minimum = accumulator(scope, scope.single(Infinity));
    const maximum = accumulator(scope, scope.single(-Infinity));
    const squared = accumulator(scope, v.ZERO);
    const defined = accumulator(scope, v.ZERO);
    const lastDefined = accumulator(scope, v.ZERO);
    const infinity = scope.keep(scope.single(Infinity));
    const negativeInfinity = scope.keep(scope.single(-Infinity));
    const valueCounts = scope.keep(scope.single(VALIDITY.value));
    const gradientAdds = scope.keep(scope.single(VALIDITY.gradient - VALIDITY.value));
    const single = (root: Vector): Vector => scope.keep(v.toSingles(root));
    /** What f32 cannot hold is undefined too. */
    const holds = (single: Vector): Vector => v.lessSingles(v.absSingles(single), infinity);
    return {
      pair([f, fx, fy]) {
        if (f === undefined || fx === undefined || fy === undefined)
          throw new RangeError('texels are written of three roots');
        const [value, dx, dy] = [single(f), single(fx), single(fy)];
        const hasValue = scope.keep(holds(value));
        const hasGradient = scope.keep(v.and(hasValue, v.and(holds(dx), holds(dy))));
        const shown = scope.keep(v.and(value, hasValue));
        const alongX = scope.keep(v.and(dx, hasGradient));
        const alongY = scope.keep(v.and(dy, hasGradient));
        const validity = v.addSingles(v.and(hasValue, valueCounts), v.and(hasGradient, gradientAdds));
        const front = scope.keep(v.interleaveSingles(shown, alongX));
        const back = scope.keep(v.interleaveSingles(alongY, validity));
        const store = (texel: Vector, sample: number): void => {
          body.get(results).get(offset).op('i32Add');
          texel(body);
          body.store(EXTENT_BYTES + TEXEL_BYTES * sample);
        };
        store(v.lowHalves(front, back), 0);
        store(v.highHalves(front, back), 1);
        minimum.set(v.pseudoMinSingles(minimum.value, v.choose(hasValue, value, infinity)));
        maximum.set(v.pseudoMaxSingles(maximum.value, v.choose(hasValue, value, negativeInfinity)));
        const [slopeX, slopeY] = [scope.keep(v.toDoubles(alongX)), scope.keep(v.toDoubles(alongY))];
        const square = v.add(v.multiply(slopeX, slopeX), v.multiply(slopeY, slopeY));
        squared.set(v.pseudoMax(squared.value, square));
        // A mask is -1.
        defined.set(v.subtractIntegers32(defined.value, hasValue));
        lastDefined.set(hasValue);
      },
      endOddRow() {
        defined.set(v.addIntegers32(defined.value, v.and(lastDefined.value, scope.bits(SECOND_SAMPLE))));
      },
      end() {
        const store = (part: Vector, at: number): void => {
          body.get(results);
          part(body);
          body.store(at);
        };
        store(minimum.value, MINIMUM);
        store(maximum.value, MAXIMUM);
        store(squared.value, SQUARED);
        store(defined.value, DEFINED);
      },
    };
  },
};

/** A local that is set again and again. */
function accumulator(
  { body }: FunctionScope,
  first: Vector,
): { readonly value: Vector; readonly set: (value: Vector) => void } {
  const local = body.local('v128');
  const set = (value: Vector): void => {
    value(body);
    body.set(local);
  };
  set(first);
  return { value: (writing) => writing.get(local), set };
}

/** The extent that a run left at `address`. */
export function readExtent(buffer: ArrayBuffer, address: number): Extent {
  const pair = <T>(values: ArrayLike<T>): [T, T] => [values[0] as T, values[1] as T];
  const [lowest, highest, squares, counts] = [
    pair(new Float32Array(buffer, address + MINIMUM, 2)),
    pair(new Float32Array(buffer, address + MAXIMUM, 2)),
    pair(new Float64Array(buffer, address + SQUARED, 2)),
    pair(new Int32Array(buffer, address + DEFINED, 2)),
  ];
  return {
    minimum: Math.min(...lowest),
    maximum: Math.max(...highest),
    steepest: Math.sqrt(Math.max(...squares)),
    defined: counts[0] + counts[1],
  };
}
