/**
 * The binary format of WebAssembly, as much of it as the emitter writes: LEB128 numbers, sections, function bodies, and the
 * opcodes of SIMD arithmetic (WebAssembly Core Specification 2.0, chapter 5). It knows nothing of expressions.
 */

/** Growing bytes, with the number formats of the specification (5.2.2). */
export class ByteWriter {
  #bytes = new Uint8Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  byte(value: number): this {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
    return this;
  }

  bytes(values: ArrayLike<number>): this {
    this.#reserve(values.length);
    this.#bytes.set(values, this.#length);
    this.#length += values.length;
    return this;
  }

  /** LEB128 of a whole number from 0 to 2^32 - 1. */
  unsigned(value: number): this {
    let rest = value;
    while (rest >= 0x80) {
      this.byte((rest & 0x7f) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    return this.byte(rest);
  }

  /** Signed LEB128 of an i32. */
  signed(value: number): this {
    let rest = value;
    for (;;) {
      const low = rest & 0x7f;
      rest >>= 7;
      // The last byte's bit 6 is extended as the sign.
      if (rest === (low & 0x40 ? -1 : 0)) return this.byte(low);
      this.byte(low | 0x80);
    }
  }

  /** A name: its length in bytes, then UTF-8. */
  name(text: string): this {
    return this.vector(new TextEncoder().encode(text));
  }

  /** Bytes preceded by their number. */
  vector(values: ArrayLike<number>): this {
    return this.unsigned(values.length).bytes(values);
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#length);
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(needed, 2 * this.#bytes.length));
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

/** Value types (5.3). */
export const TYPE = { i32: 0x7f, f64: 0x7c, v128: 0x7b } as const;
export type ValueType = keyof typeof TYPE;

/** Instructions without immediates (5.4), those of SIMD as their number behind the prefix. */
export const SCALAR_OP = {
  return: 0x0f,
  end: 0x0b,
  select: 0x1b,
  i32Eqz: 0x45,
  i32Equal: 0x46,
  i32LessUnsigned: 0x49,
  i32Add: 0x6a,
} as const;

export const SIMD_OP = {
  f64x2Splat: 0x14,
  f32x4Less: 0x43,
  f64x2Equal: 0x47,
  f64x2NotEqual: 0x48,
  f64x2Less: 0x49,
  f64x2Greater: 0x4a,
  f64x2LessOrEqual: 0x4b,
  f64x2GreaterOrEqual: 0x4c,
  not: 0x4d,
  and: 0x4e,
  andNot: 0x4f,
  or: 0x50,
  xor: 0x51,
  bitselect: 0x52,
  f32x4DemoteF64x2Zero: 0x5e,
  f64x2PromoteLowF32x4: 0x5f,
  f64x2Ceil: 0x74,
  f64x2Floor: 0x75,
  i32x4Add: 0xae,
  i32x4Subtract: 0xb1,
  i64x2Negate: 0xc1,
  i64x2Bitmask: 0xc4,
  i64x2Add: 0xce,
  i64x2Subtract: 0xd1,
  f32x4Abs: 0xe0,
  f32x4Add: 0xe4,
  f32x4PseudoMin: 0xea,
  f32x4PseudoMax: 0xeb,
  f64x2Abs: 0xec,
  f64x2Negate: 0xed,
  f64x2Sqrt: 0xef,
  f64x2Add: 0xf0,
  f64x2Subtract: 0xf1,
  f64x2Multiply: 0xf2,
  f64x2Divide: 0xf3,
  f64x2Min: 0xf4,
  f64x2Max: 0xf5,
  f64x2PseudoMin: 0xf6,
  f64x2PseudoMax: 0xf7,
} as const;

/** Shifts of each lane by an i32. */
export const SHIFT_OP = { i64x2ShiftLeft: 0xcb, i64x2ShiftRightUnsigned: 0xcd } as const;

const SIMD_PREFIX = 0xfd;
const V128_LOAD = 0x00;
const V128_LOAD64_SPLAT = 0x0a;
const V128_STORE = 0x0b;
const V128_CONST = 0x0c;
const I8X16_SHUFFLE = 0x0d;
const F64X2_EXTRACT_LANE = 0x21;
const F64X2_REPLACE_LANE = 0x22;
const BLOCK = 0x02;
const BLOCK_IF = 0x04;
const BLOCK_LOOP = 0x03;
const BRANCH = 0x0c;
const BRANCH_IF = 0x0d;
const NO_RESULT = 0x40;
/** Alignment hints, as powers of two: records are aligned to 16 bytes, rows of results to 8. */
const ALIGNED_8 = 3;

/** The body of one function: instructions in order, and locals behind the parameters. */
export class FunctionBody {
  readonly #code = new ByteWriter();
  readonly #locals: ValueType[] = [];
  /** What is open, outermost first. */
  readonly #open: ('block' | 'when' | 'loop')[] = [];

  constructor(readonly parameters: readonly ValueType[]) {}

  /** A new local of `type`, zero at first; its index. */
  local(type: ValueType): number {
    return this.parameters.length + this.#locals.push(type) - 1;
  }

  op(name: keyof typeof SCALAR_OP): this {
    this.#code.byte(SCALAR_OP[name]);
    return this;
  }

  simd(name: keyof typeof SIMD_OP): this {
    return this.#simd(SIMD_OP[name]);
  }

  /** Shifts both 64-bit lanes of the v128 on the stack by `count`. */
  shift(name: keyof typeof SHIFT_OP, count: number): this {
    return this.i32(count).#simd(SHIFT_OP[name]);
  }

  get(local: number): this {
    this.#code.byte(0x20).unsigned(local);
    return this;
  }

  set(local: number): this {
    this.#code.byte(0x21).unsigned(local);
    return this;
  }

  i32(value: number): this {
    this.#code.byte(0x41).signed(value);
    return this;
  }

  call(functionIndex: number): this {
    this.#code.byte(0x10).unsigned(functionIndex);
    return this;
  }

  /** Loads 16 bytes at the address on the stack plus `offset`. */
  load(offset: number): this {
    return this.#memory(V128_LOAD, offset);
  }

  /** Loads the f64 at the address on the stack plus `offset` into both lanes. */
  loadSplat(offset: number): this {
    return this.#memory(V128_LOAD64_SPLAT, offset);
  }

  /** Stores the v128 on the stack at the address below it plus `offset`. */
  store(offset: number): this {
    return this.#memory(V128_STORE, offset);
  }

  /** Two equal 64-bit lanes. */
  constant(bits: bigint): this {
    this.#simd(V128_CONST);
    const lane = new DataView(new ArrayBuffer(8));
    lane.setBigUint64(0, BigInt.asUintN(64, bits), true);
    for (let copy = 0; copy < 2; copy++) this.#code.bytes(new Uint8Array(lane.buffer));
    return this;
  }

  /** Of the 32 bytes of the two v128 on the stack, those with the 16 numbers `bytes`. */
  shuffle(bytes: readonly number[]): this {
    this.#simd(I8X16_SHUFFLE).#code.bytes(bytes);
    return this;
  }

  extractLane(lane: 0 | 1): this {
    this.#simd(F64X2_EXTRACT_LANE).#code.byte(lane);
    return this;
  }

  /** Replaces `lane` of the v128 below by the f64 on the stack. */
  replaceLane(lane: 0 | 1): this {
    this.#simd(F64X2_REPLACE_LANE).#code.byte(lane);
    return this;
  }

  /** Leaves a v128 on the stack: what `inner` leaves there, or what a `leaveBlock` within finds. */
  block(inner: () => void): this {
    this.#code.byte(BLOCK).byte(TYPE.v128);
    return this.#within('block', inner);
  }

  /** Goes to the end of the innermost block. */
  leaveBlock(): this {
    const depth = this.#open.length - 1 - this.#open.lastIndexOf('block');
    this.#code.byte(BRANCH).unsigned(depth);
    return this;
  }

  /** Runs `inner` where the i32 on the stack is not 0. */
  when(inner: () => void): this {
    this.#code.byte(BLOCK_IF).byte(NO_RESULT);
    return this.#within('when', inner);
  }

  /** Runs `inner`, which leaves an i32 on the stack, again as long as that is not 0. */
  repeat(inner: () => void): this {
    this.#code.byte(BLOCK_LOOP).byte(NO_RESULT);
    return this.#within('loop', () => {
      inner();
      this.#code.byte(BRANCH_IF).unsigned(0);
    });
  }

  finish(): Uint8Array<ArrayBuffer> {
    const body = new ByteWriter();
    const runs: [count: number, type: ValueType][] = [];
    for (const type of this.#locals) {
      const last = runs[runs.length - 1];
      if (last?.[1] === type) last[0]++;
      else runs.push([1, type]);
    }
    body.unsigned(runs.length);
    for (const [count, type] of runs) body.unsigned(count).byte(TYPE[type]);
    return body.bytes(this.#code.finish()).byte(SCALAR_OP.end).finish();
  }

  #within(kind: 'block' | 'when' | 'loop', inner: () => void): this {
    this.#open.push(kind);
    inner();
    this.#open.pop();
    return this.op('end');
  }

  /** Numbers of SIMD instructions are LEB128 too. */
  #simd(opcode: number): this {
    this.#code.byte(SIMD_PREFIX).unsigned(opcode);
    return this;
  }

  #memory(opcode: number, offset: number): this {
    this.#simd(opcode).#code.unsigned(ALIGNED_8).unsigned(offset);
    return this;
  }
}

export interface Signature {
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
}

export interface ImportedFunction extends Signature {
  readonly name: string;
}

export interface DefinedFunction extends Signature {
  readonly body: FunctionBody;
}

export interface ModuleParts {
  /** Imported functions have the first indices, those defined the following. */
  readonly imports: readonly ImportedFunction[];
  readonly functions: readonly DefinedFunction[];
  /** Indices of the functions that are exported, by the names they have outside. */
  readonly exported: Readonly<Record<string, number>>;
  /** The memory's size at first, in pages of 64 KiB. */
  readonly pages: number;
}

/** The module of all imports, and what is exported. */
export const IMPORT_MODULE = 'row';
export const EXPORTED_MEMORY = 'memory';

const SECTION = { type: 1, import: 2, function: 3, memory: 5, export: 7, code: 10 } as const;
const FUNCTION_TYPE = 0x60;
const KIND_FUNCTION = 0x00;
const KIND_MEMORY = 0x02;
const NO_MAXIMUM = 0x00;

/** The bytes of a module with one memory, which it exports. */
export function encodeModule({ imports, functions, exported, pages }: ModuleParts): Uint8Array<ArrayBuffer> {
  const module = new ByteWriter().bytes([0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]);
  const section = (id: number, count: number, entries: (writer: ByteWriter) => void): void => {
    const content = new ByteWriter().unsigned(count);
    entries(content);
    module.byte(id).vector(content.finish());
  };
  const types = (writer: ByteWriter, list: readonly ValueType[]): void => {
    writer.vector(list.map((type) => TYPE[type]));
  };
  const all: readonly Signature[] = [...imports, ...functions];
  section(SECTION.type, all.length, (writer) => {
    for (const { parameters, results } of all) {
      writer.byte(FUNCTION_TYPE);
      types(writer, parameters);
      types(writer, results);
    }
  });
  section(SECTION.import, imports.length, (writer) => {
    imports.forEach(({ name }, index) => {
      writer.name(IMPORT_MODULE).name(name).byte(KIND_FUNCTION).unsigned(index);
    });
  });
  section(SECTION.function, functions.length, (writer) => {
    functions.forEach((_, index) => {
      writer.unsigned(imports.length + index);
    });
  });
  section(SECTION.memory, 1, (writer) => writer.byte(NO_MAXIMUM).unsigned(pages));
  const names = Object.entries(exported);
  section(SECTION.export, names.length + 1, (writer) => {
    for (const [name, index] of names) writer.name(name).byte(KIND_FUNCTION).unsigned(index);
    writer.name(EXPORTED_MEMORY).byte(KIND_MEMORY).unsigned(0);
  });
  section(SECTION.code, functions.length, (writer) => {
    for (const { body } of functions) writer.vector(body.finish());
  });
  return module.finish();
}
