/**
 * What a row of the table of elementary functions holds. Parser, emitters, differentiation, help and tests iterate the
 * table; to add a function is to add a row.
 */
import type { Builder } from '../builder';
import type { NodeId } from '../graph';

/** Why a value is undefined: bit masks, so that several reasons can be carried at once. 0 means defined. */
export const FAULTS = {
  logOfNonPositive: { bit: 1, text: 'log of a number that is not positive' },
  rootOfNegative: { bit: 2, text: 'square root of a negative number' },
  divisionByZero: { bit: 4, text: 'division by zero' },
  outsideUnitInterval: { bit: 8, text: 'inverse sine or cosine of a number outside [-1, 1]' },
  powerOfNegative: {
    bit: 16,
    text: 'a negative number to a power that is not whole, or zero to a negative power',
  },
  outsideHyperbolicDomain: { bit: 32, text: 'inverse hyperbolic function outside its domain' },
  notFinite: { bit: 64, text: 'the result is too large to be represented' },
} as const;

export type FaultName = keyof typeof FAULTS;

/** Where a partial function is defined, in both engines' words. */
export interface Domain {
  readonly fault: FaultName;
  /** f64: whether the operands lie in the domain. NaN operands must give false. */
  readonly holds: (...operands: number[]) => boolean;
  /** WGSL: a bool expression of the operands' names. */
  readonly wgsl: (...operands: string[]) => string;
  /** Operands inside the domain that stand in for faulty ones, so that the device never computes an undefined value. */
  readonly safe: readonly number[];
}

/** `seed · ∂f/∂operand` as graph, or null where the partial derivative is zero wherever it exists. */
export type Pullback =
  | ((b: Builder, seed: NodeId, operands: readonly NodeId[], self: NodeId) => NodeId)
  | null;

interface RowBase {
  readonly name: string;
  readonly aliases?: readonly string[];
  /** For the help: how it is written, and what it is in one line. */
  readonly form: string;
  readonly meaning: string;
  /** TeX of the application, given the TeX of the operands (each safe to juxtapose inside parentheses or braces). */
  readonly tex: (...operands: string[]) => string;
  /** Operand lists inside the domain and away from kinks, for tests. */
  readonly samples: readonly (readonly number[])[];
}

/** Operands in [from, to]: `bits` takes all f32 as equally likely, and so every exponent; `even` is uniform. */
export interface OperandRange {
  readonly from: number;
  readonly to: number;
  readonly spacing: 'bits' | 'even';
}

/** One range an operand. */
export type OperandRanges = readonly OperandRange[];

/** Operands that `wgslSmall` takes: where the reduction of angles in three parts ends (angleReduction.wgsl). */
export const SMALL_OPERAND = 6400;

/** A row's function in double-single: WGSL's `dd_` and the row's name, of as many operands. */
export interface DoubleSingleForm {
  readonly library: string;
  /** Largest relative error, as measured where the result is within 2^±100 (tests/shaders/doubleSingle.test.ts). */
  readonly bound: number;
}

/** A rounded number that an error-free transform takes, in WGSL. */
export interface RoundedWord {
  readonly value: string;
  /** Of a number that is known beforehand. */
  readonly constant?: number;
  /** Whether it has no more than 12 bits. */
  readonly isShort: boolean;
  /** What it lacks, where it is known to lack anything. */
  readonly loss?: string;
  /** Its leading 12 bits, and the rest, which has no more either. */
  readonly parts: () => readonly [head: string, rest: string];
}

/** What a rounded result lost, as error-free transforms find it: WGSL of shaders/math/roundoff.wgsl. */
export interface Roundoff {
  /** The exact result less the rounded one; or, of one that solves an equation, what it leaves of that. */
  readonly wgsl: (result: RoundedWord, ...operands: RoundedWord[]) => string;
  /** The result may be far smaller than its operands, so that what they lacked may be most of it. */
  readonly cancels?: true;
  readonly equation?: {
    /** What the losses of the operands leave. */
    readonly left: (result: RoundedWord, ...operands: RoundedWord[]) => readonly string[];
    /** What the result lacks where `rest` is left. */
    readonly solved: (rest: string, result: RoundedWord, ...operands: RoundedWord[]) => string;
  };
}

/** WGSL expressions of the operands' names. */
export interface WgslCode {
  readonly wgsl: (...operands: string[]) => string;
  /** At a fraction of the cost for operands of a magnitude up to SMALL_OPERAND; as exact. */
  readonly wgslSmall?: (operand: string) => string;
  /** Of f(factor·operand) for a whole number `factor`, where the product would round away what f looks at. */
  readonly wgslOfMultiple?: (factor: string, operand: string) => string;
}

/**
 * A function of the shader library that has the row's value, bit by bit, and those of others for the same operand: for less than
 * one after the other costs. Its result is a struct.
 */
export interface JointForm extends WgslCode {
  /** The row's. */
  readonly member: string;
}

/** A function the engines know. */
export interface Primitive extends RowBase, WgslCode {
  readonly kind: 'primitive';
  readonly arity: number;
  /** f64. NaN outside the domain and for NaN operands: the CPU engine carries NaN as its mark of an undefined value. */
  readonly evaluate: (...operands: number[]) => number;
  readonly domain?: Domain;
  /** The files of the shader library that its WGSL needs. */
  readonly libraries?: readonly string[];
  /**
   * Largest error of the row's own WGSL function in ulp of f32, as measured; absent where `wgsl` is not one function
   * of the shader library but built-in operations.
   */
  readonly bound?: number;
  /** Where that function is measured: the whole of its domain, and its interesting parts more densely. With `bound`. */
  readonly measured?: readonly OperandRanges[];
  /** WGSL's built-in function of the same meaning, which a device may compute as exactly, and faster. */
  readonly wgslNative?: (...operands: string[]) => string;
  /** The built-in one serves until the device has been measured: WGSL itself promises it to a few ulp. */
  readonly nativeUnlessMeasured?: true;
  readonly joint?: JointForm;
  readonly doubleSingle: DoubleSingleForm;
  /** Where an error-free transform finds it. */
  readonly roundoff?: Roundoff;
  readonly pullbacks: readonly Pullback[];
  readonly commutative?: boolean;
  /** Jumps or has poles inside or at the edge of its domain, so that surfaces through it may have to be cut. */
  readonly singular?: boolean;
}

/** A function written in terms of others. */
export interface Macro extends RowBase {
  readonly kind: 'macro';
  readonly minArity: number;
  readonly maxArity: number;
  readonly expand: (b: Builder, operands: readonly NodeId[]) => NodeId;
}

export type FunctionRow = Primitive | Macro;

/** `\name\left(a, b\right)`. */
export function texCall(command: string): (...operands: string[]) => string {
  return (...operands) => `${command}\\left(${operands.join(', ')}\\right)`;
}
