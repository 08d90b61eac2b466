/** Five landscapes as a programmer would write them by hand: plain loops, derivatives worked out on paper. */

type Pass = (xs: Float64Array, ys: Float64Array, out: Float64Array) => void;

export interface HandWritten {
  /** Of the landscape. */
  readonly id: string;
  /** Writes f at every (x, y), x fastest. */
  readonly value: Pass;
  /** Writes f, ∂f/∂x, ∂f/∂y at every (x, y). */
  readonly valueAndGradient: Pass;
}

const TAU = 2 * Math.PI;

export const HAND_WRITTEN: readonly HandWritten[] = [
  {
    id: 'rosenbrock',
    value(xs, ys, out) {
      let k = 0;
      for (const y of ys) for (const x of xs) out[k++] = (1 - x) ** 2 + 100 * (y - x * x) ** 2;
    },
    valueAndGradient(xs, ys, out) {
      let k = 0;
      for (const y of ys) {
        for (const x of xs) {
          const a = 1 - x;
          const b = y - x * x;
          out[k++] = a * a + 100 * b * b;
          out[k++] = -2 * a - 400 * x * b;
          out[k++] = 200 * b;
        }
      }
    },
  },
  {
    id: 'himmelblau',
    value(xs, ys, out) {
      let k = 0;
      for (const y of ys) for (const x of xs) out[k++] = (x * x + y - 11) ** 2 + (x + y * y - 7) ** 2;
    },
    valueAndGradient(xs, ys, out) {
      let k = 0;
      for (const y of ys) {
        for (const x of xs) {
          const a = x * x + y - 11;
          const b = x + y * y - 7;
          out[k++] = a * a + b * b;
          out[k++] = 4 * x * a + 2 * b;
          out[k++] = 2 * a + 4 * y * b;
        }
      }
    },
  },
  {
    id: 'rastrigin',
    value(xs, ys, out) {
      let k = 0;
      for (const y of ys) {
        for (const x of xs) out[k++] = 20 + x * x + y * y - 10 * (Math.cos(TAU * x) + Math.cos(TAU * y));
      }
    },
    valueAndGradient(xs, ys, out) {
      let k = 0;
      for (const y of ys) {
        for (const x of xs) {
          out[k++] = 20 + x * x + y * y - 10 * (Math.cos(TAU * x) + Math.cos(TAU * y));
          out[k++] = 2 * x + 10 * TAU * Math.sin(TAU * x);
          out[k++] = 2 * y + 10 * TAU * Math.sin(TAU * y);
        }
      }
    },
  },
  {
    id: 'ackley',
    value(xs, ys, out) {
      let k = 0;
      for (const y of ys) {
        for (const x of xs) {
          const r = Math.sqrt((x * x + y * y) / 2);
          const c = (Math.cos(TAU * x) + Math.cos(TAU * y)) / 2;
          out[k++] = -20 * Math.exp(-0.2 * r) - Math.exp(c) + 20 + Math.E;
        }
      }
    },
    valueAndGradient(xs, ys, out) {
      let k = 0;
      for (const y of ys) {
        for (const x of xs) {
          const r = Math.sqrt((x * x + y * y) / 2);
          const far = 20 * Math.exp(-0.2 * r);
          const near = Math.exp((Math.cos(TAU * x) + Math.cos(TAU * y)) / 2);
          out[k++] = -far - near + 20 + Math.E;
          out[k++] = (0.1 * far * x) / r + near * Math.PI * Math.sin(TAU * x);
          out[k++] = (0.1 * far * y) / r + near * Math.PI * Math.sin(TAU * y);
        }
      }
    },
  },
  {
    id: 'beale',
    value(xs, ys, out) {
      let k = 0;
      for (const y of ys) {
        for (const x of xs) {
          out[k++] = (1.5 - x + x * y) ** 2 + (2.25 - x + x * y * y) ** 2 + (2.625 - x + x * y * y * y) ** 2;
        }
      }
    },
    valueAndGradient(xs, ys, out) {
      let k = 0;
      for (const y of ys) {
        for (const x of xs) {
          const a = 1.5 - x + x * y;
          const b = 2.25 - x + x * y * y;
          const c = 2.625 - x + x * y * y * y;
          out[k++] = a * a + b * b + c * c;
          out[k++] = 2 * (a * (y - 1) + b * (y * y - 1) + c * (y * y * y - 1));
          out[k++] = 2 * x * (a + 2 * y * b + 3 * y * y * c);
        }
      }
    },
  },
];
