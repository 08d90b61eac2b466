/** Rows of the table of functions applied to nodes: arithmetic by the builder's identities, macros written out. */
import type { Builder } from './builder';
import { functionNamed } from './functions';
import type { NodeId } from './graph';

/** `name` of `operands`. Throws RangeError where there is no such row, or it takes another number of operands. */
export function applyFunction(b: Builder, name: string, operands: readonly NodeId[]): NodeId {
  const [first, second] = operands;
  if (first === undefined) throw new RangeError(`${name} needs an operand`);
  switch (name) {
    case 'negate':
      return b.negate(first);
    case 'add':
    case 'subtract':
    case 'multiply':
    case 'divide':
    case 'pow':
      if (second === undefined) throw new RangeError(`${name} takes 2 operands, not 1`);
      return b[name](first, second);
    default: {
      const row = functionNamed(name);
      if (row === undefined) throw new RangeError(`unknown function ${name}`);
      return row.kind === 'macro' ? row.expand(b, operands) : b.call(row.name, ...operands);
    }
  }
}
