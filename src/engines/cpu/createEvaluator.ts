/** What a program is run by: machine code where the browser lets us write some, else the tape. */
import type { Evaluator, RowEvaluator, TexelEvaluator } from './evaluator';
import { PackedTexels } from './packing';
import type { RowProgram } from './rowProgram';
import { RowTape } from './rowTape';
import { Tape, type TapeProgram } from './tape';
import { WasmProgram } from './wasm/wasmProgram';
import { WasmRows } from './wasm/wasmRows';
import { WasmTexels } from './wasm/wasmTexels';

export function createEvaluator(program: TapeProgram): Evaluator {
  return machineCode(() => WasmProgram.compile(program)) ?? new Tape(program);
}

/** Of a program whose roots are f, ∂f/∂x and ∂f/∂y. */
export function createTexelEvaluator(program: TapeProgram): TexelEvaluator {
  return machineCode(() => WasmTexels.compile(program)) ?? new PackedTexels(new Tape(program));
}

export function createRowEvaluator(program: RowProgram): RowEvaluator {
  return machineCode(() => WasmRows.compile(program)) ?? new RowTape(program);
}

/** Null where there is no WebAssembly, no SIMD in it, or a Content-Security-Policy without 'wasm-unsafe-eval'. */
function machineCode<Code>(compile: () => Code | null): Code | null {
  try {
    return compile();
  } catch {
    return null;
  }
}
