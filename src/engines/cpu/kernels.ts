/**
 * Operations over blocks of f64. Those that dense grids spend their time in stand here as loops of their own, which the
 * JIT compiles well; every other row of the function table runs through its `evaluate`. NaN marks an undefined value:
 * each kernel gives NaN outside its domain and for NaN operands.
 */
import { primitiveNamed } from '../../expression';

/** Writes n results to `out` from operands `a` and `b` (unary kernels ignore `b`). */
export type Kernel = (out: Float64Array, a: Float64Array, b: Float64Array, n: number) => void;

const { evaluate: sinpi } = primitiveNamed('sinpi');
const { evaluate: cospi } = primitiveNamed('cospi');

/* The loops read within bounds by construction; `as number` spares a branch per element that `?? 0` would cost. */
const KERNELS: Readonly<Record<string, Kernel>> = {
  add: (out, a, b, n) => {
    for (let i = 0; i < n; i++) out[i] = (a[i] as number) + (b[i] as number);
  },
  subtract: (out, a, b, n) => {
    for (let i = 0; i < n; i++) out[i] = (a[i] as number) - (b[i] as number);
  },
  multiply: (out, a, b, n) => {
    for (let i = 0; i < n; i++) out[i] = (a[i] as number) * (b[i] as number);
  },
  divide: (out, a, b, n) => {
    for (let i = 0; i < n; i++) out[i] = b[i] === 0 ? Number.NaN : (a[i] as number) / (b[i] as number);
  },
  negate: (out, a, _, n) => {
    for (let i = 0; i < n; i++) out[i] = -(a[i] as number);
  },
  abs: (out, a, _, n) => {
    for (let i = 0; i < n; i++) out[i] = Math.abs(a[i] as number);
  },
  sign: (out, a, _, n) => {
    for (let i = 0; i < n; i++) out[i] = Math.sign(a[i] as number);
  },
  sqrt: (out, a, _, n) => {
    for (let i = 0; i < n; i++) out[i] = Math.sqrt(a[i] as number);
  },
  exp: (out, a, _, n) => {
    for (let i = 0; i < n; i++) out[i] = Math.exp(a[i] as number);
  },
  log: (out, a, _, n) => {
    for (let i = 0; i < n; i++) out[i] = (a[i] as number) > 0 ? Math.log(a[i] as number) : Number.NaN;
  },
  sin: (out, a, _, n) => {
    for (let i = 0; i < n; i++) out[i] = Math.sin(a[i] as number);
  },
  cos: (out, a, _, n) => {
    for (let i = 0; i < n; i++) out[i] = Math.cos(a[i] as number);
  },
  sinpi: (out, a, _, n) => {
    for (let i = 0; i < n; i++) out[i] = sinpi(a[i] as number);
  },
  cospi: (out, a, _, n) => {
    for (let i = 0; i < n; i++) out[i] = cospi(a[i] as number);
  },
  tanh: (out, a, _, n) => {
    for (let i = 0; i < n; i++) out[i] = Math.tanh(a[i] as number);
  },
};

/** The block form of the elementary function `name`. */
export function kernelFor(name: string): Kernel {
  const own = KERNELS[name];
  if (own !== undefined) return own;
  const { evaluate, arity } = primitiveNamed(name);
  if (arity === 1) {
    return (out, a, _, n) => {
      for (let i = 0; i < n; i++) out[i] = evaluate(a[i] as number);
    };
  }
  return (out, a, b, n) => {
    for (let i = 0; i < n; i++) out[i] = evaluate(a[i] as number, b[i] as number);
  };
}

/** out = condition ≠ 0 ? whenTrue : whenFalse, NaN where the condition is. */
export function selectBlock(
  out: Float64Array,
  condition: Float64Array,
  whenTrue: Float64Array,
  whenFalse: Float64Array,
  n: number,
): void {
  for (let i = 0; i < n; i++) {
    const c = condition[i] as number;
    out[i] = Number.isNaN(c) ? Number.NaN : ((c !== 0 ? whenTrue[i] : whenFalse[i]) as number);
  }
}

/** What a kernel computes from registers. */
export type KernelOperation =
  | { readonly kind: 'call'; readonly name: string; readonly operands: readonly number[] }
  | { readonly kind: 'select'; readonly operands: readonly [number, number, number] };

/** Computes one register's first n numbers from others. */
export type Runner = (registers: readonly Float64Array[], n: number) => void;

/** How `operation` is computed into register `out`. */
export function runnerOf(operation: KernelOperation, out: number): Runner {
  if (operation.kind === 'call') {
    const kernel = kernelFor(operation.name);
    const [a = 0, b = a] = operation.operands;
    return (registers, n) => {
      const [target, left, right] = [registers[out], registers[a], registers[b]];
      if (target && left && right) kernel(target, left, right, n);
    };
  }
  const [c, t, f] = operation.operands;
  return (registers, n) => {
    const [target, condition, whenTrue, whenFalse] = [
      registers[out],
      registers[c],
      registers[t],
      registers[f],
    ];
    if (target && condition && whenTrue && whenFalse) selectBlock(target, condition, whenTrue, whenFalse, n);
  };
}
