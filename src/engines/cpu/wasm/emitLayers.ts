/**
 * The operations of a layer machine as functions of a WebAssembly module: products of panels and blocks in tiles that stay in
 * registers (8 pairs of sums, 2 pairs of rows), and maps over pairs. Addresses and lengths are bytes.
 */
import { TILE_INPUTS, TILE_SUMS, TILE_UNITS } from '../layers/layerMachine';
import type { LayerMap, LayerMaps } from '../layers/layerMaps';
import { isKernelOperation, type RowProgram } from '../rowProgram';
import * as v from './vector';
import { F64_BYTES, FunctionScope, type ModuleContext, PAIR_BYTES, type Vector } from './vector';
import { type WrittenModule, writeModule } from './writeModule';
import { inPlaceUpTo, MAX_INLINED, writeOperation } from './writeOperation';

export const MULTIPLY = 'multiply';
export const CONTRACT = 'contract';

/** The functions MULTIPLY, CONTRACT and one a map, named after it. */
export function emitLayers(maps: LayerMaps): WrittenModule {
  return writeModule(0, (context) => ({
    [MULTIPLY]: writeMultiply(context),
    [CONTRACT]: writeContract(context),
    ...Object.fromEntries(
      Object.entries(maps).map(([name, program]) => [
        name,
        writeMap(context, program as LayerMaps[LayerMap]),
      ]),
    ),
  }));
}

function addresses(count: number): readonly 'i32'[] {
  return Array.from({ length: count }, () => 'i32' as const);
}

/** Sums held in locals, `columns` of them a unit of a tile. */
class Tile {
  readonly #locals: readonly number[];

  constructor(
    private readonly scope: FunctionScope,
    private readonly columns: number,
  ) {
    this.#locals = Array.from({ length: TILE_UNITS * columns }, () => scope.body.local('v128'));
  }

  clear(): void {
    for (const local of this.#locals) {
      v.ZERO(this.scope.body);
      this.scope.body.set(local);
    }
  }

  add(unit: number, column: number, term: Vector): void {
    const local = this.#local(unit, column);
    v.add((body) => body.get(local), term)(this.scope.body);
    this.scope.body.set(local);
  }

  /** Stores a sum at the address on the stack plus `offset`. */
  store(unit: number, column: number, offset: number): void {
    this.scope.body.get(this.#local(unit, column)).store(offset);
  }

  #local(unit: number, column: number): number {
    return this.#locals[unit * this.columns + column] ?? 0;
  }
}

/** Pairs of rows that a product of panels and a block computes together. */
const TILE_PAIRS = 2;

/** (panels, inputs, outputs, end of outputs, inner, stride). */
function writeMultiply(context: ModuleContext): FunctionScope {
  const scope = FunctionScope.ofFunction(context, addresses(6));
  const { body } = scope;
  const [PANELS, INPUTS, OUTPUTS, OUTPUTS_END, INNER, STRIDE] = [0, 1, 2, 3, 4, 5] as const;
  const [panel, row, input, left, output] = [0, 1, 2, 3, 4].map(() => body.local('i32')) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const sums = new Tile(scope, TILE_PAIRS);
  const advance = (local: number, bytes: number) => body.get(local).i32(bytes).op('i32Add').set(local);
  const step = (local: number, by: number) => body.get(local).get(by).op('i32Add').set(local);
  body.repeat(() => {
    body.i32(0).set(row);
    body.repeat(() => {
      body.get(PANELS).set(panel).get(INPUTS).get(row).op('i32Add').set(input).get(INNER).set(left);
      sums.clear();
      body.repeat(() => {
        const rows = [0, 1].map((pair) =>
          scope.keep((writing) => writing.get(input).load(PAIR_BYTES * pair)),
        );
        for (let unit = 0; unit < TILE_UNITS; unit++) {
          const weight = scope.keep((writing) => writing.get(panel).loadSplat(F64_BYTES * unit));
          rows.forEach((values, pair) => {
            sums.add(unit, pair, v.multiply(weight, values));
          });
        }
        advance(panel, F64_BYTES * TILE_UNITS);
        step(input, STRIDE);
        advance(left, -1);
        body.get(left);
      });
      body.get(OUTPUTS).get(row).op('i32Add').set(output);
      for (let unit = 0; unit < TILE_UNITS; unit++) {
        for (let pair = 0; pair < TILE_PAIRS; pair++) {
          body.get(output);
          sums.store(unit, pair, PAIR_BYTES * pair);
        }
        step(output, STRIDE);
      }
      advance(row, PAIR_BYTES * TILE_PAIRS);
      body.get(row).get(STRIDE).op('i32LessUnsigned');
    });
    body.get(panel).set(PANELS);
    for (let unit = 0; unit < TILE_UNITS; unit++) step(OUTPUTS, STRIDE);
    body.get(OUTPUTS).get(OUTPUTS_END).op('i32LessUnsigned');
  });
  return scope;
}

/** (left, end of left, right, end of right, sums, stride). */
function writeContract(context: ModuleContext): FunctionScope {
  const scope = FunctionScope.ofFunction(context, addresses(6));
  const { body } = scope;
  const [LEFT, LEFT_END, RIGHT, RIGHT_END, OUT, STRIDE] = [0, 1, 2, 3, 4, 5] as const;
  const row = body.local('i32');
  const right = body.local('i32');
  const lefts = Array.from({ length: TILE_UNITS }, () => body.local('i32'));
  const rights = Array.from({ length: TILE_INPUTS }, () => body.local('i32'));
  const sums = new Tile(scope, TILE_INPUTS);
  const follow = (locals: readonly number[], first: number): void => {
    let previous = first;
    locals.forEach((local, index) => {
      body.get(previous);
      if (index > 0) body.get(STRIDE).op('i32Add');
      body.set(local);
      previous = local;
    });
  };
  const leave = (target: number, last: number | undefined): void => {
    body
      .get(last ?? target)
      .get(STRIDE)
      .op('i32Add')
      .set(target);
  };
  body.repeat(() => {
    body.get(RIGHT).set(right);
    follow(lefts, LEFT);
    body.repeat(() => {
      follow(rights, right);
      body.i32(0).set(row);
      sums.clear();
      body.repeat(() => {
        const load = (array: number): Vector =>
          scope.keep((writing) => writing.get(array).get(row).op('i32Add').load(0));
        const columns = rights.map(load);
        lefts.forEach((array, unit) => {
          const factor = load(array);
          columns.forEach((column, k) => {
            sums.add(unit, k, v.multiply(factor, column));
          });
        });
        body.get(row).i32(PAIR_BYTES).op('i32Add').set(row);
        body.get(row).get(STRIDE).op('i32LessUnsigned');
      });
      for (let unit = 0; unit < TILE_UNITS; unit++) {
        for (let k = 0; k < TILE_INPUTS; k++) {
          body.get(OUT);
          sums.store(unit, k, PAIR_BYTES * (TILE_INPUTS * unit + k));
        }
      }
      body
        .get(OUT)
        .i32(F64_BYTES * TILE_SUMS)
        .op('i32Add')
        .set(OUT);
      leave(right, rights.at(-1));
      body.get(right).get(RIGHT_END).op('i32LessUnsigned');
    });
    leave(LEFT, lefts.at(-1));
    body.get(LEFT).get(LEFT_END).op('i32LessUnsigned');
  });
  return scope;
}

/** (inputs …, roots …, bytes of each). */
function writeMap(context: ModuleContext, program: RowProgram): FunctionScope {
  const { operations, inputs, roots } = program;
  const scope = FunctionScope.ofFunction(context, addresses(inputs + roots.length + 1));
  const { body } = scope;
  const offset = body.local('i32');
  const bytes = inputs + roots.length;
  const at = (place: number) => body.get(place).get(offset).op('i32Add');
  body.repeat(() => {
    const calls = inPlaceUpTo(MAX_INLINED, scope);
    const values: Vector[] = [];
    const computed = (k: number): Vector => {
      const value = values[k];
      if (value === undefined) throw new RangeError(`operation ${k} is used before it is computed`);
      return value;
    };
    operations.forEach((operation, k) => {
      if (operation.kind === 'constant') values[k] = scope.number(operation.value);
      else if (operation.kind === 'input') values[k] = scope.keep(() => at(operation.index).load(0));
      else if (isKernelOperation(operation)) values[k] = writeOperation(scope, operation, computed, calls);
      else throw new RangeError(`a map has no ${operation.kind}`);
    });
    roots.forEach((root, index) => {
      at(inputs + index);
      computed(root)(body);
      body.store(0);
    });
    body.get(offset).i32(PAIR_BYTES).op('i32Add').set(offset);
    body.get(offset).get(bytes).op('i32LessUnsigned');
  });
  return scope;
}
