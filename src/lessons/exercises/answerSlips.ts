/** The likely slips of whole answers: gradients, partial derivatives, angles, zeros. */
import type { Syntax } from '../../expression';
import { explain, simplify } from '../../expression/explain';
import * as tree from '../../expression/explain/trees';
import { evaluate } from '../check/evaluate';
import type { Slip } from './exercise';
import { wrongDerivatives } from './misdifferentiate';
import { hasAngle, inDegrees, oppositeOf, slip } from './slips';

/** Slips of a gradient, component by component. */
export function gradientSlips(
  syntax: Syntax,
  variables: readonly string[],
  truths: readonly Syntax[],
): readonly Slip[] {
  const byVariable = variables.map((variable) => wrongDerivatives(syntax, variable));
  const names = new Set(byVariable.flatMap((slips) => slips.map(({ name }) => name)));
  const systematic = [...names].map((name) =>
    slip(
      name,
      ...truths.map(
        (truth, index) => byVariable[index]?.find((each) => each.name === name)?.wrong[0] ?? truth,
      ),
    ),
  );
  const single = byVariable.flatMap((slips, index) =>
    slips.map(({ name, wrong: [wrong] }) =>
      slip(name, ...truths.map((truth, other) => (other === index && wrong ? wrong : truth))),
    ),
  );
  return [
    slip('swappedComponents', ...[...truths].reverse()),
    ...systematic,
    ...single,
    oppositeOf(truths),
    slip('valueInsteadOfGradient', syntax),
  ];
}

export function partialSlips(
  syntax: Syntax,
  variables: readonly string[],
  by: string,
  truth: Syntax,
): readonly Slip[] {
  const others = variables.filter((variable) => variable !== by);
  const byOthers = others.map((other) => explain(syntax, other, true).derivative);
  return [
    ...byOthers.map((derivative) => slip('wrongVariable', derivative)),
    slip('otherVariableVaries', simplify([truth, ...byOthers].reduce((a, b) => tree.add(a, b)))),
    ...wrongDerivatives(syntax, by),
    oppositeOf([truth]),
    slip('answeredFunction', syntax),
  ];
}

/** The numbers as they come out with angles in degrees, where there are angles. */
export function degreesSlip(truths: readonly Syntax[]): readonly Slip[] {
  return truths.some(hasAngle) ? [slip('degrees', ...truths.map(inDegrees))] : [];
}

/** The zeros of f among simple numbers, where they are as many as the points asked for. */
export function zerosSlip(syntax: Syntax, points: readonly number[]): readonly Slip[] {
  const zeros: number[] = [];
  for (let x = -12; x <= 12; x += 0.5) {
    if (Math.abs(evaluate(syntax, { x })) < 1e-9 && !points.includes(x)) zeros.push(x);
  }
  return zeros.length > 0 ? [slip('zerosOfFunction', ...zeros.map(tree.number))] : [];
}
