/** Each line of a worked differentiation held against the graph's exact derivative, at points of the function's domain. */
import type { Syntax } from '../../expression';
import type { Explanation } from '../../expression/explain';
import { compareFunctions, type Verdict } from './compareFunctions';
import type { Box } from './domain';

/**
 * The verdict on each step of `explanation`: whether its whole line, with what is pending in it taken exactly, is the
 * derivative. `names`: variables and parameters of the function. The derivative counts where the function is defined.
 */
export function verifyExplanation(
  explanation: Explanation,
  names: readonly string[],
  box: Box = {},
): readonly Verdict[] {
  const verify = (answer: Syntax): Verdict =>
    compareFunctions({ truth: explanation.start, answer, names, box, within: explanation.expression });
  return explanation.steps.map(({ whole }) => verify(whole));
}
