/**
 * Cuts a grid into dispatches short enough that the GPU stays free for pictures in between and that no driver
 * resets the device for taking too long. Costs are counted in operations: an estimate from the length of the
 * generated code.
 */
import type { WgslModule } from '../../expression/emitWgsl';
import { ROWS_A_BLOCK } from '../../expression/wgslRows';

/** Part of a grid, in workgroups. */
export interface Tile {
  readonly column: number;
  readonly row: number;
  readonly columns: number;
  readonly rows: number;
}

/**
 * Fills columns × rows workgroups with tiles of at most `most` workgroups: bands of whole rows, or pieces of
 * one row.
 */
export function tilesOf(columns: number, rows: number, most: number): readonly Tile[] {
  const tileColumns = Math.max(1, Math.min(columns, Math.floor(most)));
  const tileRows = Math.max(1, Math.min(rows, Math.floor(most / columns)));
  const tiles: Tile[] = [];
  for (let row = 0; row < rows; row += tileRows) {
    for (let column = 0; column < columns; column += tileColumns) {
      tiles.push({
        column,
        row,
        columns: Math.min(tileColumns, columns - column),
        rows: Math.min(tileRows, rows - row),
      });
    }
  }
  return tiles;
}

/** What one dispatch does: a tile, and of the data the rows from the first to before the second number. */
export interface Dispatch {
  readonly tile: Tile;
  readonly rows: readonly [first: number, end: number];
  readonly operations: number;
}

/** Operations of a workgroup: once a dispatch, and for each of the data's rows; 0 rows where a field is not over data. */
export interface WorkgroupWork {
  readonly once: number;
  readonly perRow: number;
  readonly dataRows: number;
}

/** Sums of so many workgroups' samples wait in memory between dispatches: enough of them to fill any GPU. */
export const MOST_TILE_WORKGROUPS = 1024;
/** Tiles are small enough for so many rows a dispatch: what comes once a dispatch is then little. */
const USUAL_ROWS = 128;

/**
 * Dispatches that fill columns × rows workgroups, each within the `budget` of the moment where that is possible: at least a
 * workgroup and a block of rows. All rows of a tile follow each other.
 */
export function* dispatchesOf(
  columns: number,
  rows: number,
  { once, perRow, dataRows }: WorkgroupWork,
  budget: () => number,
): Generator<Dispatch> {
  if (dataRows === 0) {
    for (const tile of tilesOf(columns, rows, budget() / once))
      yield { tile, rows: [0, 0], operations: tile.columns * tile.rows * once };
    return;
  }
  const affordable = budget() / (once + perRow * Math.min(dataRows, USUAL_ROWS));
  for (const tile of tilesOf(columns, rows, Math.min(MOST_TILE_WORKGROUPS, affordable))) {
    const workgroups = tile.columns * tile.rows;
    for (let first = 0; first < dataRows; ) {
      const blocks = Math.floor((budget() / workgroups - once) / perRow / ROWS_A_BLOCK);
      const end = Math.min(dataRows, first + ROWS_A_BLOCK * Math.max(1, blocks));
      yield { tile, rows: [first, end], operations: workgroups * (once + perRow * (end - first)) };
      first = end;
    }
  }
}

/** Characters that the emitter writes for one operation, roughly. */
const CHARACTERS_PER_OPERATION = 32;
/**
 * An elementary function against a multiplication: between 5 (exp) and 40 (pow) in measurements on software
 * GPUs.
 */
const OPERATIONS_PER_FUNCTION = 20;
/** A function in double-single: a sum takes 40, a product 30 and most others some hundreds. */
const OPERATIONS_PER_DOUBLE = 100;

/** Operations that one evaluation of the field's value or gradient takes, or of its loop one row, roughly. */
export function estimateOperations({ code }: Pick<WgslModule, 'code'>): number {
  const calls = code.split('gs_').length - 1;
  const doubles = code.split('dd_').length - 1;
  const written = code.length / CHARACTERS_PER_OPERATION;
  return 1 + written + calls * OPERATIONS_PER_FUNCTION + doubles * OPERATIONS_PER_DOUBLE;
}

/** Short of two frames at 60 Hz, and far from the two seconds after which Windows resets a GPU. */
const DISPATCH_MILLISECONDS = 20;
/** Before anything is known of the device: about DISPATCH_MILLISECONDS on a software GPU. */
const FIRST_OPERATIONS = 2 ** 22;
const FEWEST_OPERATIONS = 2 ** 20;
/**
 * 10^10 operations in 20 ms is half a Tflop/s: beyond it, waiting between dispatches is no longer what costs.
 */
const MOST_OPERATIONS = 1e10;
/** One measurement may be disturbed by other work; no single one is believed further than this. */
const LARGEST_CHANGE = 4;

/** How much one dispatch may hold, learnt from how long requests take on this device. */
export class DispatchBudget {
  #operations = FIRST_OPERATIONS;

  get operations(): number {
    return this.#operations;
  }

  /**
   * `operations` took `milliseconds`. Only work of several dispatches says anything: less is mostly waiting.
   */
  learn(operations: number, milliseconds: number): void {
    const affordable = (operations / Math.max(milliseconds, Number.EPSILON)) * DISPATCH_MILLISECONDS;
    const believed = clamp(affordable, this.#operations / LARGEST_CHANGE, this.#operations * LARGEST_CHANGE);
    this.#operations = clamp(believed, FEWEST_OPERATIONS, MOST_OPERATIONS);
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
