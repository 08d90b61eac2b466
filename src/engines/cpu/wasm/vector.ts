/**
 * Expressions over pairs of f64 (v128), written as they are read: `add(multiply(a, b), c)`. A value is a function that puts
 * it on the stack of the body at hand; `keep` holds one in a local, for values used more than once.
 */
import { FunctionBody, type SIMD_OP, type ValueType } from './encoder';

export const F64_BYTES = 8;
export const PAIR_BYTES = 16;

/** `bytes`, or the next number of bytes that pairs fill. */
export function wholePairs(bytes: number): number {
  return PAIR_BYTES * Math.ceil(bytes / PAIR_BYTES);
}

/** Writes instructions that leave one v128 on the stack. */
export type Vector = (body: FunctionBody) => void;

/** Where a module keeps its constants and its other functions. */
export interface ModuleContext {
  /** Byte address of two 64-bit lanes with the bits of `pattern`. */
  constantAddress(pattern: bigint): number;
  /** Index of the function on pairs (v128, … → v128) that computes the row `name`. */
  vectorFunction(name: string): number;
  /** Index of the imported function (f64, … → f64) that computes the row `name`. */
  scalarFunction(name: string): number;
}

/** Writes a function of the operands of a scope, and what it returns. */
export type FunctionWriter = (scope: FunctionScope) => Vector;

function operation(name: keyof typeof SIMD_OP): (...operands: readonly Vector[]) => Vector {
  return (...operands) =>
    (body) => {
      for (const operand of operands) operand(body);
      body.simd(name);
    };
}

export const add = operation('f64x2Add');
export const subtract = operation('f64x2Subtract');
export const multiply = operation('f64x2Multiply');
export const divide = operation('f64x2Divide');
export const negate = operation('f64x2Negate');
export const abs = operation('f64x2Abs');
export const sqrt = operation('f64x2Sqrt');
export const floor = operation('f64x2Floor');
export const ceil = operation('f64x2Ceil');
/** As Math.min and Math.max: NaN where either is, and -0 < 0. */
export const min = operation('f64x2Min');
export const max = operation('f64x2Max');
/** b < a ? b : a, one instruction of the machine: a where either is NaN. */
export const pseudoMin = operation('f64x2PseudoMin');
/** a < b ? b : a. */
export const pseudoMax = operation('f64x2PseudoMax');
/* Comparisons give lanes of all ones or all zeros. */
export const equal = operation('f64x2Equal');
export const notEqual = operation('f64x2NotEqual');
export const less = operation('f64x2Less');
export const lessOrEqual = operation('f64x2LessOrEqual');
export const greater = operation('f64x2Greater');
export const greaterOrEqual = operation('f64x2GreaterOrEqual');
export const and = operation('and');
/** a & ~b. */
export const andNot = operation('andNot');
export const or = operation('or');
export const xor = operation('xor');
export const addIntegers = operation('i64x2Add');
export const subtractIntegers = operation('i64x2Subtract');
export const not = operation('not');
const bitselect = operation('bitselect');

/* Four f32, the first two made of a pair of f64, the others 0; and four i32. */
export const toSingles = operation('f32x4DemoteF64x2Zero');
export const toDoubles = operation('f64x2PromoteLowF32x4');
export const absSingles = operation('f32x4Abs');
export const addSingles = operation('f32x4Add');
export const lessSingles = operation('f32x4Less');
export const pseudoMinSingles = operation('f32x4PseudoMin');
export const pseudoMaxSingles = operation('f32x4PseudoMax');
export const addIntegers32 = operation('i32x4Add');
export const subtractIntegers32 = operation('i32x4Subtract');

/** mask ? whenTrue : whenFalse, bit by bit. */
export const choose = (mask: Vector, whenTrue: Vector, whenFalse: Vector): Vector =>
  bitselect(whenTrue, whenFalse, mask);

export const shiftLeft =
  (value: Vector, count: number): Vector =>
  (body) => {
    value(body);
    body.shift('i64x2ShiftLeft', count);
  };

export const shiftRight =
  (value: Vector, count: number): Vector =>
  (body) => {
    value(body);
    body.shift('i64x2ShiftRightUnsigned', count);
  };

export const ZERO: Vector = (body) => {
  body.constant(0n);
};

const SIGN_BIT = 1n << 63n;

/** Chooses words of `wordBytes` bytes by their numbers, of which the first operand has the lower half. */
function shuffle(wordBytes: number, words: readonly number[]): (a: Vector, b: Vector) => Vector {
  const bytes = words.flatMap((word) => Array.from({ length: wordBytes }, (_, k) => wordBytes * word + k));
  return (a, b) => (body) => {
    a(body);
    b(body);
    body.shuffle(bytes);
  };
}

/** (a0, b0, a1, b1) of four lanes each. */
export const interleaveSingles = shuffle(4, [0, 4, 1, 5]);
/** (a0, b0) of two lanes each, and (a1, b1). */
export const lowHalves = shuffle(8, [0, 2]);
export const highHalves = shuffle(8, [1, 3]);

/** What is written into one function, or in its place where it would be called: operands, and the module around. */
export class FunctionScope {
  private constructor(
    readonly context: ModuleContext,
    readonly body: FunctionBody,
    private readonly operands: readonly Vector[],
    /** Ends the function with the v128 on the stack, from within a `when`. */
    private readonly leave: () => void,
  ) {}

  static ofFunction(context: ModuleContext, parameters: readonly ValueType[]): FunctionScope {
    const body = new FunctionBody(parameters);
    const operands = parameters.map(
      (_, index): Vector =>
        (writing) =>
          writing.get(index),
    );
    return new FunctionScope(context, body, operands, () => body.op('return'));
  }

  operand(index: number): Vector {
    const operand = this.operands[index];
    if (operand === undefined) throw new RangeError(`there is no operand ${index}`);
    return operand;
  }

  /** What `write` computes of `operands`, without a call, which costs up to a fifth of a function's time. */
  inline(write: FunctionWriter, operands: readonly Vector[]): Vector {
    const { body } = this;
    const held = operands.map((operand) => this.keep(operand));
    const scope = new FunctionScope(this.context, body, held, () => body.leaveBlock());
    return this.keep(() => body.block(() => write(scope)(body)));
  }

  /** Computes `value` now, and holds it. */
  keep(value: Vector): Vector {
    const local = this.body.local('v128');
    value(this.body);
    this.body.set(local);
    return (body) => body.get(local);
  }

  /**
   * The 64 bits of `pattern` in both lanes, from the module's constants: one load, where an immediate, or an f64 put into both
   * lanes, costs the machine two to four steps.
   */
  bits(pattern: bigint): Vector {
    const address = this.context.constantAddress(pattern);
    return (body) => body.i32(0).load(address);
  }

  /** `value` in both lanes. */
  number(value: number): Vector {
    return this.bits(new BigUint64Array(new Float64Array([value]).buffer)[0] ?? 0n);
  }

  /** The f32 nearest to `value` in four lanes. */
  single(value: number): Vector {
    const lane = BigInt(new Uint32Array(new Float32Array([value]).buffer)[0] ?? 0);
    return this.bits((lane << 32n) | lane);
  }

  /** The sign bits of `value`. */
  signOf(value: Vector): Vector {
    return and(value, this.bits(SIGN_BIT));
  }

  /**
   * c0 + c1·x + c2·x² + …, of at least one coefficient: neighbours joined by x, their sums by x², and so on (Estrin, 1960), as the
   * machine waits for results rather than for free units.
   */
  polynomial(x: Vector, coefficients: readonly number[]): Vector {
    let terms = coefficients.map((coefficient) => this.number(coefficient));
    for (let power = x; ; power = this.keep(multiply(power, power))) {
      terms = terms.flatMap((low, k) => {
        const high = terms[k + 1];
        if (k % 2 === 1) return [];
        return [high ? this.keep(add(low, multiply(power, high))) : low];
      });
      const [sum] = terms;
      if (terms.length === 1 && sum) return sum;
    }
  }

  /** The row `name` of `operands`, by its function on pairs. */
  apply(name: string, ...operands: readonly Vector[]): Vector {
    const index = this.context.vectorFunction(name);
    return (body) => {
      for (const operand of operands) operand(body);
      body.call(index);
    };
  }

  /** The row `name` of each lane, by the function of the table. */
  applyToLanes(name: string, ...operands: readonly Vector[]): Vector {
    const index = this.context.scalarFunction(name);
    const lane = (body: FunctionBody, which: 0 | 1): void => {
      for (const operand of operands) {
        operand(body);
        body.extractLane(which);
      }
      body.call(index);
    };
    return (body) => {
      lane(body, 0);
      body.simd('f64x2Splat');
      lane(body, 1);
      body.replaceLane(1);
    };
  }

  /** Returns what `result` computes where a lane of `mask` has its sign bit set. */
  returnWhereAny(mask: Vector, result: () => Vector): void {
    const { body } = this;
    mask(body);
    body.simd('i64x2Bitmask').when(() => {
      result()(body);
      this.leave();
    });
  }

  /**
   * The sign bits of both lanes, set where `x` is NaN or not in [low, high], where 0 < low. The bits of positive numbers are
   * ordered as integers; of negative numbers the first difference is negative or, where it overflows, the second.
   */
  outside(x: Vector, low: number, high: number): Vector {
    return or(subtractIntegers(x, this.number(low)), subtractIntegers(this.number(high), x));
  }
}
