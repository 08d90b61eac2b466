/**
 * A function known at the samples of a regular grid only, such as a loss computed elsewhere: its values, its gradient by
 * finite differences, and what it is between the samples.
 *
 * Between samples it is the bicubic Hermite interpolant of f, ∂f/∂x, ∂f/∂y and ∂²f/∂x∂y at the corners of the cell (Catmull
 * and Rom 1974, in two dimensions), so that value and gradient are continuous, and at a sample exactly its value and its
 * finite differences. Derivatives at a sample are second-order differences: central inside, one-sided at edges and beside
 * holes. In a cell with a corner whose differences do not exist it is bilinear; in one with a hole at a corner there is
 * nothing.
 */
import type { Grid } from './grid';

/** `values` are nx·ny numbers, row-major, x fastest. What is not finite is a hole. At least 3 samples along each side. */
export interface LossGrid extends Grid {
  readonly values: Float64Array;
}

export interface GridSample {
  /** NaN in a hole and outside of the grid. */
  readonly value: number;
  /** NaN where it does not exist. */
  readonly dx: number;
  readonly dy: number;
}

export interface GridInterpolant {
  readonly grid: LossGrid;
  /** Value and gradient at (x, y), in units of the grid's coordinates. */
  at(x: number, y: number): GridSample;
}

const NOTHING: GridSample = { value: Number.NaN, dx: Number.NaN, dy: Number.NaN };

export function interpolate(grid: LossGrid): GridInterpolant {
  const { nx, ny } = grid;
  const [x0, x1] = grid.x;
  const [y0, y1] = grid.y;
  const perX = (nx - 1) / (x1 - x0);
  const perY = (ny - 1) / (y1 - y0);
  const f = grid.values.map((value) => (Number.isFinite(value) ? value : Number.NaN));
  // All in units of a cell: the chain rule is applied to what is handed out.
  const fx = differences(f, nx, ny, 'x');
  const fy = differences(f, nx, ny, 'y');
  const fxy = differences(fy, nx, ny, 'x');
  const cell = new Cell({ f, fx, fy, fxy }, nx);

  return {
    grid,
    at(x, y) {
      if (!(x >= x0 && x <= x1 && y >= y0 && y <= y1)) return NOTHING;
      const column = (x - x0) * perX;
      const row = (y - y0) * perY;
      const i = Math.min(Math.floor(column), nx - 2);
      const j = Math.min(Math.floor(row), ny - 2);
      const { value, dx, dy } = cell.at(j * nx + i, column - i, row - j);
      return { value, dx: dx * perX, dy: dy * perY };
    },
  };
}

/** Coordinates go through a subtraction and a product: what rounding leaves of a whole number is below this by far. */
const ON_SAMPLE = 1e-9;

/** A sample itself is answered even where a hole is next to it. */
function isOnSample(share: number): boolean {
  return Math.abs(share - Math.round(share)) < ON_SAMPLE;
}

/**
 * Second-order differences along one axis in units of a sample: (f₊ − f₋)/2 where both neighbours are there, else
 * ±(−3f + 4f₁ − f₂)/2 with the two on one side, else NaN. Abramowitz and Stegun, 25.3.
 */
function differences(values: Float64Array, nx: number, ny: number, along: 'x' | 'y'): Float64Array {
  const stride = along === 'x' ? 1 : nx;
  const length = along === 'x' ? nx : ny;
  return values.map((here, index) => {
    const place = along === 'x' ? index % nx : Math.floor(index / nx);
    const near = (offset: number): number => {
      const inside = place + offset >= 0 && place + offset < length;
      return inside ? (values[index + offset * stride] as number) : Number.NaN;
    };
    if (Number.isNaN(here)) return Number.NaN;
    const central = (near(1) - near(-1)) / 2;
    if (!Number.isNaN(central)) return central;
    const forward = (-3 * here + 4 * near(1) - near(2)) / 2;
    if (!Number.isNaN(forward)) return forward;
    return (3 * here - 4 * near(-1) + near(-2)) / 2;
  });
}

interface Nodes {
  readonly f: Float64Array;
  readonly fx: Float64Array;
  readonly fy: Float64Array;
  readonly fxy: Float64Array;
}

/** Evaluates inside of cells, in units of a cell. A picture asks a million times, so that nothing is allocated on the way. */
class Cell {
  readonly #basisX = new Float64Array(8);
  readonly #basisY = new Float64Array(8);

  constructor(
    private readonly nodes: Nodes,
    private readonly nx: number,
  ) {}

  /** At (u, v) in [0, 1]² of the cell whose first corner has number `corner`. */
  at(corner: number, u: number, v: number): GridSample {
    const { f, fx, fy, fxy } = this.nodes;
    if (isOnSample(u) && isOnSample(v)) {
      const sample = corner + Math.round(u) + this.nx * Math.round(v);
      return { value: f[sample] as number, dx: fx[sample] as number, dy: fy[sample] as number };
    }
    let known = 0;
    for (let number = 0; number < 4; number++) {
      const node = this.#node(corner, number);
      // NaN where one of them is.
      known += (fx[node] as number) + (fy[node] as number) + (fxy[node] as number);
    }
    return Number.isNaN(known) ? this.#bilinear(corner, u, v) : this.#bicubic(corner, u, v);
  }

  /** Corners are numbered (0, 0), (1, 0), (0, 1), (1, 1). */
  #node(corner: number, number: number): number {
    return corner + (number & 1) + this.nx * (number >> 1);
  }

  #bilinear(corner: number, u: number, v: number): GridSample {
    const { f } = this.nodes;
    const a = f[corner] as number;
    const b = f[corner + 1] as number;
    const c = f[corner + this.nx] as number;
    const d = f[corner + this.nx + 1] as number;
    return {
      value: (a * (1 - u) + b * u) * (1 - v) + (c * (1 - u) + d * u) * v,
      dx: (b - a) * (1 - v) + (d - c) * v,
      dy: (c - a) * (1 - u) + (d - b) * u,
    };
  }

  #bicubic(corner: number, u: number, v: number): GridSample {
    const { f, fx, fy, fxy } = this.nodes;
    const across = hermite(u, this.#basisX);
    const up = hermite(v, this.#basisY);
    let value = 0;
    let dx = 0;
    let dy = 0;
    for (let number = 0; number < 4; number++) {
      const node = this.#node(corner, number);
      const x = 4 * (number & 1);
      const y = 4 * (number >> 1);
      const bx = across[x] as number;
      const sx = across[x + 1] as number;
      const bx1 = across[x + 2] as number;
      const sx1 = across[x + 3] as number;
      const by = up[y] as number;
      const sy = up[y + 1] as number;
      const by1 = up[y + 2] as number;
      const sy1 = up[y + 3] as number;
      const p = f[node] as number;
      const px = fx[node] as number;
      const py = fy[node] as number;
      const pxy = fxy[node] as number;
      value += (p * bx + px * sx) * by + (py * bx + pxy * sx) * sy;
      dx += (p * bx1 + px * sx1) * by + (py * bx1 + pxy * sx1) * sy;
      dy += (p * bx + px * sx) * by1 + (py * bx + pxy * sx) * sy1;
    }
    return { value, dx, dy };
  }
}

/**
 * The cubic Hermite basis at t in [0, 1], for the end at 0 and then the end at 1: factor of the value, factor of the slope,
 * and the derivatives of the two.
 */
function hermite(t: number, basis: Float64Array): Float64Array {
  const s = 1 - t;
  basis[0] = (1 + 2 * t) * s * s;
  basis[1] = t * s * s;
  basis[2] = -6 * t * s;
  basis[3] = s * (1 - 3 * t);
  basis[4] = t * t * (3 - 2 * t);
  basis[5] = -t * t * s;
  basis[6] = 6 * t * s;
  basis[7] = t * (3 * t - 2);
  return basis;
}
