/**
 * How numbers are written in WGSL and what is done with them: in f32, where the code depends on what is known of operands and
 * device, and in double-single, where every function has one form. The order of operations and faults are the emitter's.
 */
import { need, type Primitive, type WgslCode } from './functions';
import type { Graph, NodeId } from './graph';
import { roundedMultiple } from './rounding';
import type { WgslForm, WgslForms } from './wgslForms';

export type SmallNodes = (id: NodeId) => boolean;

export interface WgslArithmetic {
  literal(value: number): string;
  parameter(index: number): string;
  /** The number of a column of the data in the row of the loop around. */
  column(index: number): string;
  /** An f32 with the sign of `value` and on the same side of the edges of domains. */
  leading(value: string): string;
  /** `value` as the compiler cannot know it. */
  opaque(value: string): string;
  select(no: string, yes: string, holds: string): string;
  /**
   * The application of `row` to `operands`, whose values these are; `codeOf` has the values of all nodes before, but of those
   * that are more than one f32.
   */
  call(
    row: Primitive,
    operands: readonly NodeId[],
    values: readonly string[],
    codeOf: (id: NodeId) => string | undefined,
  ): string;
  /** The same by the row's joint form, a struct; undefined where there is none for these operands. */
  joint(
    row: Primitive,
    operands: readonly NodeId[],
    values: readonly string[],
    codeOf: (id: NodeId) => string | undefined,
  ): string | undefined;
}

export class SingleArithmetic implements WgslArithmetic {
  readonly literal = literal;
  readonly opaque = opaque;

  /** Names of the files that calls need are added to `libraries`. */
  constructor(
    private readonly graph: Graph,
    private readonly isSmall: SmallNodes,
    private readonly forms: WgslForms,
    private readonly libraries: Set<string>,
  ) {}

  parameter(index: number): string {
    return `parameter(${index}u)`;
  }

  column(index: number): string {
    return `column(${index}u, row)`;
  }

  leading(value: string): string {
    return value;
  }

  select(no: string, yes: string, holds: string): string {
    return `select(${no}, ${yes}, ${holds})`;
  }

  call(
    row: Primitive,
    [operand]: readonly NodeId[],
    values: readonly string[],
    codeOf: (id: NodeId) => string | undefined,
  ): string {
    const form = this.#formOf(row, operand);
    if (form === 'native' && row.wgslNative) return row.wgslNative(...values);
    for (const library of row.libraries ?? []) this.libraries.add(library);
    return this.#ownCode(row, form, operand, values, codeOf);
  }

  joint(
    row: Primitive,
    [operand]: readonly NodeId[],
    values: readonly string[],
    codeOf: (id: NodeId) => string | undefined,
  ): string | undefined {
    const form = this.#formOf(row, operand);
    if (!row.joint || form === 'native') return undefined;
    for (const library of row.libraries ?? []) this.libraries.add(library);
    return this.#ownCode(row.joint, form, operand, values, codeOf);
  }

  #formOf(row: Primitive, operand: NodeId | undefined): WgslForm | 'small' {
    const ofSmall = row.wgslSmall && operand !== undefined && this.isSmall(operand);
    const small = ofSmall ? this.forms.ofSmall(row.name) : null;
    return small === 'own' ? 'small' : (small ?? this.forms.of(row.name));
  }

  #ownCode(
    { wgsl, wgslSmall, wgslOfMultiple }: WgslCode,
    form: WgslForm | 'small',
    operand: NodeId | undefined,
    values: readonly string[],
    codeOf: (id: NodeId) => string | undefined,
  ): string {
    if (form === 'small' && wgslSmall) return wgslSmall(need(values[0]));
    const multiple = operand === undefined ? undefined : roundedMultiple(this.graph, operand);
    const of = multiple && codeOf(multiple.of);
    if (wgslOfMultiple && multiple && of !== undefined) return wgslOfMultiple(literal(multiple.factor), of);
    return wgsl(...values);
  }
}

/** Values are DoubleWords, names or constructors of them: see shaders/math/doubleSingle.wgsl. */
export class DoubleSingleArithmetic implements WgslArithmetic {
  constructor(private readonly libraries: Set<string>) {}

  literal(value: number): string {
    const { high, low } = split(value);
    return `DoubleWord(${literal(high)}, ${literal(low)})`;
  }

  /** Parameters come in f32, as everything else that the GPU is given. */
  parameter(index: number): string {
    return `wordOf(parameter(${index}u))`;
  }

  column(index: number): string {
    return `wordOf(column(${index}u, row))`;
  }

  leading(value: string): string {
    return `${value}.high`;
  }

  opaque(value: string): string {
    return `DoubleWord(barrier(${value}.high), barrier(${value}.low))`;
  }

  select(no: string, yes: string, holds: string): string {
    return `dd_select(${no}, ${yes}, ${holds})`;
  }

  call({ name, doubleSingle }: Primitive, _: readonly NodeId[], values: readonly string[]): string {
    this.libraries.add(doubleSingle.library);
    return `dd_${name}(${values.join(', ')})`;
  }

  joint(): undefined {
    return undefined;
  }
}

/** `value` rounded to f32, and what that lost. */
export function split(value: number): { readonly high: number; readonly low: number } {
  const high = Math.fround(value);
  return { high, low: Number.isFinite(high) ? value - high : 0 };
}

/** Largest f32. */
const LARGEST_F32 = 3.4028234663852886e38;

/** An f32 literal; infinity, which WGSL has no literal for, by its bits. */
function literal(value: number): string {
  const rounded = Math.fround(value);
  if (Math.abs(rounded) > LARGEST_F32) {
    return `bitcast<f32>(${value > 0 ? '0x7f800000u' : '0xff800000u'} ^ opaqueZero())`;
  }
  const digits = String(rounded);
  const written = /[.e]/.test(digits) ? digits : `${digits}.0`;
  return rounded < 0 || Object.is(rounded, -0) ? `(${Object.is(rounded, -0) ? '-0.0' : written})` : written;
}

function opaque(value: string): string {
  return `bitcast<f32>(bitcast<u32>(${value}) ^ opaqueZero())`;
}
