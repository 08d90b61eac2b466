/** One operation of a tape on pairs of f64. */
import type { KernelOperation } from '../kernels';
import { INLINE, select } from './arithmetic';
import type { FunctionScope, Vector } from './vector';
import { VECTOR_FUNCTIONS } from './vectorFunctions';

/** Calls at every sample that are written out in place. Each takes some 300 bytes, and compilers their time over them. */
export const MAX_INLINED = 24;

/** Computes the row of the function table `name` of operands. */
export type Call = (name: string, operands: readonly Vector[]) => Vector;

/** Computes `operation` of what `value` has for its operands, and a function as `call` does. */
export function writeOperation(
  scope: FunctionScope,
  operation: KernelOperation,
  value: (k: number) => Vector,
  call: Call,
): Vector {
  if (operation.kind === 'select') {
    const [condition, whenTrue, whenFalse] = operation.operands;
    return scope.keep(select(scope, value(condition), value(whenTrue), value(whenFalse)));
  }
  const operands = operation.operands.map(value);
  const inline = INLINE[operation.name];
  const [a, b = a] = operands;
  if (inline && a && b) return scope.keep(inline(scope, a, b));
  return call(operation.name, operands);
}

/** Calls of functions on pairs, the first `count` of which are written out. */
export function inPlaceUpTo(count: number, scope: FunctionScope): Call {
  let left = count;
  return (name, operands) => {
    const write = VECTOR_FUNCTIONS[name];
    if (write === undefined || left === 0) return scope.keep(scope.apply(name, ...operands));
    left--;
    return scope.inline(write, operands);
  };
}
