/** Slips: wrong answers by name. */
import type { Syntax } from '../../expression';
import { simplify } from '../../expression/explain';
import * as tree from '../../expression/explain/trees';
import type { Slip } from './exercise';
import { SLIPS, type SlipName } from './slipNames';

export function slip(name: SlipName, ...wrong: readonly Syntax[]): Slip {
  return { name, message: SLIPS[name], wrong };
}

/** Every component with the other sign. */
export function oppositeOf(truths: readonly Syntax[], name: SlipName = 'wrongSign'): Slip {
  return slip(name, ...truths.map((truth) => simplify(tree.negate(truth))));
}

/** sin and its like of an angle in degrees. */
export function inDegrees(syntax: Syntax): Syntax {
  const inner = tree.mapChildren(syntax, inDegrees);
  if (inner.kind !== 'call' || !ANGLES.has(inner.name)) return inner;
  const turned = tree.divide(
    tree.multiply(tree.operandOf(inner), {
      kind: 'constant',
      name: 'pi',
      value: Math.PI,
      span: tree.NOWHERE,
    }),
    tree.number(180),
  );
  return tree.call(inner.name, turned);
}

const ANGLES: ReadonlySet<string> = new Set(['sin', 'cos', 'tan']);

/** Whether an angle stands in it, so that degrees would matter. */
export function hasAngle(syntax: Syntax): boolean {
  return (syntax.kind === 'call' && ANGLES.has(syntax.name)) || tree.childrenOf(syntax).some(hasAngle);
}
