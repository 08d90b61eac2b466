/**
 * Finds the cells of a grid that a jump or a pole crosses, so that a surface can be cut there.
 *
 * 1. Interval evaluation over blocks of cells: where it proves continuity there is nothing more to do, and a
 *    smooth field is settled by one evaluation. Blocks in doubt are halved down to single cells.
 * 2. The edges of a cell in doubt, shared between neighbours: interval bisection leads to the points in
 *    doubt, and one-sided limits there decide. Kinks, removable singularities and ends of the domain are no
 *    breaks. Where bounds are too wide to lead anywhere, the largest |f| does.
 * 3. The inside of a cell whose edges are sound: the same in two dimensions, for isolated poles and small
 *    closed curves.
 * 4. The samples of a cell in doubt: where one has no value but the field goes on through it, what it would be.
 *
 * A cell counts as crossed where the field on the closed cell, its corners as they are sampled, has a break.
 * So of two cells that share a jump on their common edge, that one is cut whose inner limit is not what the
 * samples hold; a pole there cuts both.
 */
import { type Grid, gridStep } from '../../fields/grid';
import type { Breaks } from '../../fields/gridRequest';
import type { ScalarField } from '../../fields/scalarField';
import { IntervalEvaluation, mayBreakAnywhere } from './interval';
import { type CellPart, climb, type Place } from './intervals/climb';
import { continuationAt } from './intervals/continuation';
import { FUNCTION_ERROR, MAY_BREAK, NOWHERE_DEFINED } from './intervals/form';
import { ALL_RAYS, HELD, OneSidedLimits, RAYS, rayX, rayY } from './intervals/limits';
import { Walk } from './walk';

/** Bisection ends at this part of an edge: far below a pixel, far above the rounding of usual coordinates. */
const NARROWEST = 2 ** -30;
/**
 * Coordinates have a spacing of 2^-52 relative to their size: narrower than some of those nothing can be told
 * apart.
 */
const NARROWEST_SPACINGS = 8;
/** A value of which rounding may have made up so large a part is not relied on. */
const MOST_WIDTH = 1 / 4;
/**
 * Samples for limits keep this many narrowest widths away from the point, whose place is known to half of
 * one.
 */
const NEAREST_WIDTHS = 16;
/** A point in doubt that turned out sound stands for all in doubt within this part of an edge around it. */
const CLUSTER = 2 ** -12;
/** Points in doubt that are looked at, an edge. */
const MOST_POINTS = 6;
/**
 * Boxes that a search may evaluate. A descent takes two a halving: 60 along an edge, 120 inside, where both
 * sides are halved. The rest is for halves whose doubt was only the bounds' excess.
 */
const MOST_EDGE_BOXES = 400;
const MOST_QUADRANT_BOXES = 300;
/** A depth-first search holds one box a halving, and the first. */
const STACK_BOXES = 2 * 30 + 4;
/** Operations on intervals, some 40 ns each, before the search gives up: a bound against hostile input. */
export const WORK_LIMIT = 2 ** 25;

/**
 * The cells of `grid` that a jump or a pole of `field` crosses, and the samples without a value at which it goes on
 * through; null where there are neither. `parameters` are the values of `field.parameters`, in order. The work is bounded
 * by `workLimit` operations on intervals; cells that were not reached by then count as whole.
 */
export function findBreaks(
  field: ScalarField,
  parameters: readonly number[],
  grid: Grid,
  workLimit: number = WORK_LIMIT,
): Breaks | null {
  if (!mayBreakAnywhere(field.graph, field.value)) return null;
  return new BreakSearch(field, parameters, grid, workLimit).run();
}

const START: CellPart = { u0: 0, u1: 0, v0: 0, v1: 0 };

/** What is known of an edge. */
const UNSEEN = 0;
const SOUND = 1;
const BROKEN = 2;

class BreakSearch {
  readonly #cells: Uint8Array<ArrayBuffer>;
  /** By their numbers, f and its partials at samples that are continued; null at those that are not. */
  readonly #continued = new Map<number, readonly [number, number, number] | null>();
  readonly #nx: number;
  readonly #ny: number;
  readonly #xs: Float64Array;
  readonly #ys: Float64Array;
  readonly #stepX: number;
  readonly #stepY: number;
  readonly #interval: IntervalEvaluation;
  readonly #limits: OneSidedLimits;
  readonly #walk: Walk;
  /** State of the edge from sample k to the next in x, and to the next in y. */
  readonly #edgesX: Uint8Array;
  readonly #edgesY: Uint8Array;
  readonly #stack = new Float64Array(4 * STACK_BOXES);
  readonly #narrowest: number;
  readonly #nearest: number;
  readonly #mostBoxes: number;
  #boxes = 0;
  #found = false;

  constructor(field: ScalarField, parameters: readonly number[], grid: Grid, workLimit: number) {
    const { nx, ny } = grid;
    const { dx, dy } = gridStep(grid);
    const { graph, value, variables } = field;
    this.#nx = nx;
    this.#ny = ny;
    this.#stepX = dx;
    this.#stepY = dy;
    this.#xs = Float64Array.from({ length: nx }, (_, i) => grid.x[0] + i * dx);
    this.#ys = Float64Array.from({ length: ny }, (_, j) => grid.y[0] + j * dy);
    this.#cells = new Uint8Array((nx - 1) * (ny - 1));
    this.#edgesX = new Uint8Array(nx * ny);
    this.#edgesY = new Uint8Array(nx * ny);
    this.#interval = new IntervalEvaluation(graph, value, variables, field.parameters, parameters);
    this.#walk = new Walk(graph, [value], variables, field.parameters);
    this.#walk.setParameters(parameters);
    const spacingX = (Number.EPSILON * Math.max(-grid.x[0], grid.x[1])) / dx;
    const spacingY = (Number.EPSILON * Math.max(-grid.y[0], grid.y[1])) / dy;
    this.#narrowest = Math.max(NARROWEST, NARROWEST_SPACINGS * Math.max(spacingX, spacingY));
    this.#nearest = NEAREST_WIDTHS * this.#narrowest;
    this.#limits = new OneSidedLimits(this.#interval);
    this.#limits.setNearest(this.#nearest);
    this.#mostBoxes = workLimit / this.#interval.cost;
  }

  run(): Breaks | null {
    this.#visit(0, this.#nx - 1, 0, this.#ny - 1);
    const continued = [...this.#continued].flatMap(([sample, values]) =>
      values ? [{ sample, values }] : [],
    );
    if (!this.#found && continued.length === 0) return null;
    return { nx: this.#nx, ny: this.#ny, cells: this.#cells, continued };
  }

  /** Looks at the cells from (i0, j0) up to, not including, (i1, j1). */
  #visit(i0: number, i1: number, j0: number, j1: number): void {
    if (
      this.#exhausted() ||
      !this.#inDoubt(at(this.#xs, i0), at(this.#xs, i1), at(this.#ys, j0), at(this.#ys, j1))
    ) {
      return;
    }
    const [width, height] = [i1 - i0, j1 - j0];
    if (width === 1 && height === 1) {
      this.#decide(i0, j0);
    } else if (width >= height) {
      const middle = i0 + (width >> 1);
      this.#visit(i0, middle, j0, j1);
      this.#visit(middle, i1, j0, j1);
    } else {
      const middle = j0 + (height >> 1);
      this.#visit(i0, i1, j0, middle);
      this.#visit(i0, i1, middle, j1);
    }
  }

  #decide(i: number, j: number): void {
    const broken =
      this.#edgeIsBroken(0, i, j) ||
      this.#edgeIsBroken(1, i, j) ||
      this.#edgeIsBroken(0, i, j + 1) ||
      this.#edgeIsBroken(1, i + 1, j) ||
      this.#insideIsBroken(i, j);
    for (const [column, row] of [
      [i, j],
      [i + 1, j],
      [i, j + 1],
      [i + 1, j + 1],
    ] as const) {
      this.#continue(column, row);
    }
    if (!broken) return;
    this.#cells[j * (this.#nx - 1) + i] = 1;
    this.#found = true;
  }

  /** Looks whether sample (i, j) is without a value, and the field goes on through it. */
  #continue(i: number, j: number): void {
    const sample = j * this.#nx + i;
    if (this.#continued.has(sample)) return;
    const x = at(this.#xs, i);
    const y = at(this.#ys, j);
    let values: readonly [number, number, number] | null = null;
    if (Number.isNaN(this.#valueAt(x, y))) {
      const [stepX, stepY] = [this.#stepX, this.#stepY];
      this.#limits.moveTo(x, y, stepX, stepY, 0, RAYS, this.#narrowest);
      values = continuationAt(this.#limits, stepX, stepY);
    }
    this.#continued.set(sample, values);
  }

  /**
   * f at (x, y), or NaN where it has no value, or none but what rounding makes of one: on the diagonal, x² - y² may be
   * 2^-51 instead of 0, and then (x⁴ - y⁴)/(x² - y²) is any number.
   */
  #valueAt(x: number, y: number): number {
    this.#walk.evaluate(x, y);
    const value = this.#walk.value(0);
    if (Number.isNaN(value)) return value;
    // At a jump bounds reach from one side to the other, and the value is a good one.
    const mostWidth = this.#inDoubt(x, x, y, y) ? Number.MAX_VALUE : MOST_WIDTH * Math.abs(value);
    return this.#interval.high - this.#interval.low <= mostWidth ? value : Number.NaN;
  }

  #exhausted(): boolean {
    return this.#boxes + this.#limits.samples > this.#mostBoxes;
  }

  #inDoubt(x0: number, x1: number, y0: number, y1: number): boolean {
    const { box } = this.#interval;
    box[0] = x0;
    box[1] = x1;
    box[2] = y0;
    box[3] = y1;
    this.#boxes++;
    const found = this.#interval.evaluate();
    return (found & MAY_BREAK) !== 0 && (found & NOWHERE_DEFINED) === 0;
  }

  /** The edge from sample (i, j) to the next along `axis`. */
  #edgeIsBroken(axis: 0 | 1, i: number, j: number): boolean {
    const edges = axis === 0 ? this.#edgesX : this.#edgesY;
    const index = j * this.#nx + i;
    if (edges[index] === UNSEEN) edges[index] = this.#searchEdge(axis, i, j) ? BROKEN : SOUND;
    return edges[index] === BROKEN;
  }

  #searchEdge(axis: 0 | 1, i: number, j: number): boolean {
    const x = at(this.#xs, i);
    const y = at(this.#ys, j);
    const from = axis === 0 ? x : y;
    const to = axis === 0 ? at(this.#xs, i + 1) : at(this.#ys, j + 1);
    const stack = this.#stack;
    let top = push(stack, 0, 0, 1);
    let points = 0;
    let soundUpTo = -1;
    const lastBox = this.#boxes + MOST_EDGE_BOXES;
    while (top > 0 && this.#boxes < lastBox && points < MOST_POINTS) {
      top -= 2;
      const t0 = at(stack, top);
      const t1 = at(stack, top + 1);
      if (t1 <= soundUpTo) continue;
      const a = t0 === 0 ? from : from + t0 * (to - from);
      const b = t1 === 1 ? to : from + t1 * (to - from);
      if (!(axis === 0 ? this.#inDoubt(a, b, y, y) : this.#inDoubt(x, x, a, b))) continue;
      const middle = (t0 + t1) / 2;
      if (t1 - t0 > this.#narrowest) {
        top = push(stack, top, middle, t1);
        top = push(stack, top, t0, middle);
        continue;
      }
      if (this.#edgePointBreaks(axis, i, j, middle)) return true;
      points++;
      soundUpTo = middle + CLUSTER;
    }
    if (top === 0 || points === MOST_POINTS) return false;
    const found = this.#climb(x, y, axis === 0 ? { ...START, u1: 1 } : { ...START, v1: 1 });
    return found !== null && this.#edgePointBreaks(axis, i, j, axis === 0 ? found.u : found.v);
  }

  /** Where bounds are too wide to search all that is in doubt in a part of the cell at (x, y). */
  #climb(x: number, y: number, part: CellPart): Place | null {
    const [stepX, stepY] = [this.#stepX, this.#stepY];
    return climb(part, this.#narrowest, {
      isInDoubt: ({ u0, u1, v0, v1 }) =>
        this.#inDoubt(x + u0 * stepX, x + u1 * stepX, y + v0 * stepY, y + v1 * stepY),
      sizeAt: ({ u, v }) => {
        this.#inDoubt(x + u * stepX, x + u * stepX, y + v * stepY, y + v * stepY);
        return Math.max(-this.#interval.low, this.#interval.high);
      },
    });
  }

  #edgePointBreaks(axis: 0 | 1, i: number, j: number, t: number): boolean {
    const [stepX, stepY] = [this.#stepX, this.#stepY];
    const x = at(this.#xs, i) + (axis === 0 ? t * stepX : 0);
    const y = at(this.#ys, j) + (axis === 1 ? t * stepY : 0);
    const onwards = 2 * axis;
    const back = onwards + 1;
    this.#limits.moveTo(x, y, stepX, stepY, onwards, back + 1);
    if (t <= this.#nearest) return this.#endBreaks(i, j, onwards, back);
    if (t >= 1 - this.#nearest)
      return this.#endBreaks(axis === 0 ? i + 1 : i, axis === 1 ? j + 1 : j, back, onwards);
    return this.#pairBreaks(onwards, back);
  }

  /** At a sample, its value stands for what lies beyond, where it has one. */
  #endBreaks(i: number, j: number, inwards: number, outwards: number): boolean {
    const x = at(this.#xs, i);
    const y = at(this.#ys, j);
    const value = this.#valueAt(x, y);
    if (Number.isNaN(value)) return this.#pairBreaks(inwards, outwards);
    const limits = this.#limits;
    limits.hold(value, this.#errorOf(value, x, y));
    return limits.isDefined(inwards) && (limits.diverges(inwards) || limits.differ(inwards, HELD));
  }

  #errorOf(value: number, x: number, y: number): number {
    const measured = !this.#inDoubt(x, x, y, y);
    const width = this.#interval.high - this.#interval.low;
    return measured && width < Number.POSITIVE_INFINITY ? width : Math.abs(value) * FUNCTION_ERROR;
  }

  #pairBreaks(ray: number, opposite: number): boolean {
    const limits = this.#limits;
    if (!limits.isDefined(ray) || !limits.isDefined(opposite)) return false;
    if (!limits.diverges(ray) && !limits.diverges(opposite)) return limits.differ(ray, opposite);
    // A line may also touch the end of a domain from within: then one side of it is undefined, and no surface
    // lies there.
    const across = ray < 2 ? 2 : 0;
    return limits.isDefined(across) === limits.isDefined(across + 1);
  }

  /** Looks for one point in doubt a quadrant of cell (i, j). */
  #insideIsBroken(i: number, j: number): boolean {
    return (
      this.#searchQuadrant(i, j, 0, 0) ||
      this.#searchQuadrant(i, j, 0.5, 0) ||
      this.#searchQuadrant(i, j, 0, 0.5) ||
      this.#searchQuadrant(i, j, 0.5, 0.5)
    );
  }

  #searchQuadrant(i: number, j: number, startU: number, startV: number): boolean {
    const x = at(this.#xs, i);
    const y = at(this.#ys, j);
    const stack = this.#stack;
    let top = push(stack, 0, startU, startU + 0.5);
    top = push(stack, top, startV, startV + 0.5);
    const lastBox = this.#boxes + MOST_QUADRANT_BOXES;
    while (top > 0 && this.#boxes < lastBox) {
      top -= 4;
      const u0 = at(stack, top);
      const u1 = at(stack, top + 1);
      const v0 = at(stack, top + 2);
      const v1 = at(stack, top + 3);
      const [stepX, stepY] = [this.#stepX, this.#stepY];
      if (!this.#inDoubt(x + u0 * stepX, x + u1 * stepX, y + v0 * stepY, y + v1 * stepY)) continue;
      const u = (u0 + u1) / 2;
      const v = (v0 + v1) / 2;
      if (u1 - u0 >= v1 - v0 && u1 - u0 > this.#narrowest) {
        top = push(stack, push(stack, top, u, u1), v0, v1);
        top = push(stack, push(stack, top, u0, u), v0, v1);
      } else if (v1 - v0 > this.#narrowest) {
        top = push(stack, push(stack, top, u0, u1), v, v1);
        top = push(stack, push(stack, top, u0, u1), v0, v);
      } else {
        this.#moveInside(x, y, { u, v });
        return this.#insidePointBreaks(u, v);
      }
    }
    if (top === 0) return false;
    const found = this.#climb(x, y, { u0: startU, u1: startU + 0.5, v0: startV, v1: startV + 0.5 });
    if (found === null) return false;
    this.#moveInside(x, y, found);
    return this.#insidePointBreaks(found.u, found.v);
  }

  #moveInside(x: number, y: number, { u, v }: Place): void {
    const [stepX, stepY] = [this.#stepX, this.#stepY];
    this.#limits.moveTo(x + u * stepX, y + v * stepY, stepX, stepY, 0, RAYS, this.#narrowest);
  }

  /** At (u, v), in units of the cell. What lies across the cell's boundary is its neighbour's affair. */
  #insidePointBreaks(u: number, v: number): boolean {
    const limits = this.#limits;
    // What goes to infinity, or has no one limit, at the end of the domain just ends there.
    if (!ALL_RAYS.every((ray) => limits.isDefined(ray))) return false;
    return limits.conflict(ALL_RAYS.filter((ray) => this.#staysInside(u, v, ray)));
  }

  #staysInside(u: number, v: number, ray: number): boolean {
    const nextU = u + rayX(ray) * this.#nearest;
    const nextV = v + rayY(ray) * this.#nearest;
    return nextU >= 0 && nextU <= 1 && nextV >= 0 && nextV <= 1;
  }
}

function push(stack: Float64Array, top: number, from: number, to: number): number {
  stack[top] = from;
  stack[top + 1] = to;
  return top + 2;
}

/** Reads within bounds by construction; `as number` spares a branch per access that `?? 0` would cost. */
function at(values: Float64Array, index: number): number {
  return values[index] as number;
}
