import { describe, expect, it } from 'vitest';
import {
  ByteWriter,
  EXPORTED_MEMORY,
  encodeModule,
  FunctionBody,
  type ModuleParts,
  SIMD_OP,
} from '../../src/engines/cpu/wasm/encoder';

function bytesOf(write: (writer: ByteWriter) => unknown): number[] {
  const writer = new ByteWriter();
  write(writer);
  return [...writer.finish()];
}

/** A module of one function from addresses to nothing. */
function moduleOf(body: FunctionBody, rest: Partial<ModuleParts> = {}): Uint8Array<ArrayBuffer> {
  const exported = { parameters: body.parameters, results: [], body };
  return encodeModule({ imports: [], functions: [exported], exported: { run: 0 }, pages: 1, ...rest });
}

describe('numbers', () => {
  // The specification's own example: 624485 = 0x98765.
  it.each([
    [0, [0]],
    [127, [0x7f]],
    [128, [0x80, 0x01]],
    [624485, [0xe5, 0x8e, 0x26]],
    [2 ** 32 - 1, [0xff, 0xff, 0xff, 0xff, 0x0f]],
  ])('without sign: %i', (value, bytes) => {
    expect(bytesOf((writer) => writer.unsigned(value))).toEqual(bytes);
  });

  it.each([
    [0, [0]],
    [63, [0x3f]],
    [64, [0xc0, 0x00]],
    [-1, [0x7f]],
    [-64, [0x40]],
    [-123456, [0xc0, 0xbb, 0x78]],
    [-(2 ** 31), [0x80, 0x80, 0x80, 0x80, 0x78]],
  ])('with sign: %i', (value, bytes) => {
    expect(bytesOf((writer) => writer.signed(value))).toEqual(bytes);
  });

  it('grow the writer past its first size', () => {
    const many = Array.from({ length: 1000 }, (_, i) => i % 256);
    expect(bytesOf((writer) => writer.vector(many))).toEqual([0xe8, 0x07, ...many]);
  });
});

describe('modules', () => {
  it('run a loop over pairs in memory', () => {
    // Doubles every pair from address 0 up to the operand.
    const body = new FunctionBody(['i32']);
    const at = body.local('i32');
    body.repeat(() => {
      body.get(at).get(at).load(0).get(at).load(0).simd('f64x2Add').store(0);
      body.get(at).i32(16).op('i32Add').set(at);
      body.get(at).get(0).op('i32LessUnsigned');
    });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(moduleOf(body)));
    const numbers = new Float64Array((exports[EXPORTED_MEMORY] as WebAssembly.Memory).buffer, 0, 6);
    numbers.set([1, 2, 3, 4, 5, 6]);
    (exports.run as (end: number) => void)(32);
    expect([...numbers]).toEqual([2, 4, 6, 8, 5, 6]);
  });

  it('call functions that they import, and their own', () => {
    const negated = new FunctionBody(['v128']);
    negated.get(0).extractLane(1).call(0).simd('f64x2Splat').get(0).extractLane(0).replaceLane(1);
    const body = new FunctionBody(['i32']);
    body.get(0).get(0).load(0).call(1).store(16);
    const bytes = encodeModule({
      imports: [{ name: 'half', parameters: ['f64'], results: ['f64'] }],
      functions: [
        { parameters: ['v128'], results: ['v128'], body: negated },
        { parameters: ['i32'], results: [], body },
      ],
      exported: { run: 2 },
      pages: 1,
    });
    const imports = { row: { half: (x: number) => x / 2 } };
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports);
    const numbers = new Float64Array((exports[EXPORTED_MEMORY] as WebAssembly.Memory).buffer, 0, 4);
    numbers.set([3, 7]);
    (exports.run as (address: number) => void)(0);
    expect([...numbers]).toEqual([3, 7, 3.5, 3]);
  });

  it.each(Object.keys(SIMD_OP) as (keyof typeof SIMD_OP)[])('may contain %s', (name) => {
    const valid = [1, 2, 3].some((operands) => {
      const body = new FunctionBody(['i32']);
      const isTest = name === 'i64x2Bitmask';
      body.get(0);
      for (let k = 0; k < operands; k++) body.constant(0x3ff0000000000000n);
      if (name === 'f64x2Splat') body.extractLane(0);
      body.simd(name);
      if (isTest) body.set(0).set(0);
      else body.store(0);
      return WebAssembly.validate(moduleOf(body));
    });
    expect(valid).toBe(true);
  });

  it('hold constants, splats, shifts and early returns', () => {
    const body = new FunctionBody(['i32']);
    body.get(0).i32(8).loadSplat(0).shift('i64x2ShiftLeft', 4).shift('i64x2ShiftRightUnsigned', 8).store(0);
    body.get(0).when(() => body.op('return'));
    body.get(0).op('i32Eqz').set(0);
    const bytes = moduleOf(body);
    expect(WebAssembly.validate(bytes)).toBe(true);
    // A byte less, and the sections no longer fit.
    expect(WebAssembly.validate(bytes.slice(0, -1))).toBe(false);
  });
});
