/** A typed answer → right, or wrong and where, and by which slip. */
import { ExpressionError, type Syntax } from '../../expression';
import { simplify } from '../../expression/explain';
import * as tree from '../../expression/explain/trees';
import {
  compareFunctions,
  type Difference,
  RELATIVE_TOLERANCE,
  type Verdict,
} from '../check/compareFunctions';
import { evaluate } from '../check/evaluate';
import { readAnswer } from '../check/readAnswer';
import type { Exercise, Slip } from './exercise';

export type CheckResult =
  /** `rounded`: a decimal number that is right to the digits given. */
  | { readonly kind: 'right'; readonly rounded: boolean }
  | { readonly kind: 'unreadable'; readonly error: ExpressionError }
  | {
      readonly kind: 'wrong';
      readonly slip?: Slip;
      /** The components that are wrong, from 0; all where their number is. */
      readonly components: readonly number[];
      /** Where the first wrong component is furthest from the truth; absent where their number is wrong. */
      readonly worst?: Difference;
      /** Answer minus truth of that component, where it is a function. */
      readonly difference?: Syntax;
    };

export function checkAnswer(exercise: Exercise, text: string): CheckResult {
  let answer: readonly Syntax[];
  try {
    answer = readAnswer(text, exercise);
    const { truths } = exercise;
    const known = answer.length === truths.length ? undefined : findSlip(exercise, answer);
    if (answer.length !== truths.length) return known ?? wrongCount(exercise, answer.length, text);
    return judge(exercise, answer);
  } catch (error) {
    if (error instanceof ExpressionError) return { kind: 'unreadable', error };
    throw error;
  }
}

function wrongCount({ truths, order }: Exercise, found: number, text: string): CheckResult {
  const what = order === 'set' ? 'number' : 'component';
  const expected = `${truths.length} ${what}${truths.length === 1 ? '' : 's'}`;
  const example = truths.length > 1 ? ', separated by commas' : '';
  const error = new ExpressionError(`expected ${expected}${example}, not ${found}`, {
    start: 0,
    end: text.length,
  });
  return { kind: 'unreadable', error };
}

function judge(exercise: Exercise, typed: readonly Syntax[]): CheckResult {
  const { truths, order } = exercise;
  const answer = order === 'set' ? inOrder(typed) : typed;
  const expected = order === 'set' ? inOrder(truths) : truths;
  const verdicts = answer.map((component, index) =>
    compare(exercise, expected[index] ?? component, component),
  );
  const wrong = verdicts.flatMap(({ kind }, index) =>
    kind === 'equal' || kind === 'rounded' ? [] : [index],
  );
  const [first] = wrong;
  if (first === undefined) return { kind: 'right', rounded: verdicts.some(({ kind }) => kind === 'rounded') };
  const verdict = verdicts[first];
  const [given, truth] = [answer[first], expected[first]];
  const isFunction = exercise.variables.length > 0;
  return {
    ...findSlip(exercise, answer),
    kind: 'wrong',
    components: wrong,
    ...(verdict?.kind === 'different' && { worst: verdict.worst }),
    ...(isFunction && given && truth && { difference: simplify(tree.subtract(given, truth)) }),
  };
}

function inOrder(numbers: readonly Syntax[]): readonly Syntax[] {
  return [...numbers].sort((a, b) => evaluate(a) - evaluate(b));
}

type Comparison = Verdict | { readonly kind: 'rounded' };

function compare(exercise: Exercise, truth: Syntax, answer: Syntax): Comparison {
  const { variables, parameters, box, within } = exercise;
  if (variables.length === 0) return compareNumbers(truth, answer);
  const names = [...variables, ...parameters];
  return compareFunctions({ truth, answer, names, box, ...(within && { within }) });
}

/** Decimals with at least this many digits may be rounded; fewer would accept a guess. */
const FEWEST_DIGITS = 3;

function compareNumbers(truth: Syntax, answer: Syntax): Comparison {
  const [expected, given] = [evaluate(truth), evaluate(answer)];
  const size = Math.max(Math.abs(expected), Math.abs(given), 1);
  const error = Math.abs(expected - given);
  if (error <= RELATIVE_TOLERANCE * size) return { kind: 'equal', exact: true };
  const half = halfUnitOf(answer);
  if (half !== undefined && error <= half * (1 + RELATIVE_TOLERANCE)) return { kind: 'rounded' };
  return { kind: 'different', worst: { point: [], truth: expected, answer: given }, share: 1 };
}

/** Half a unit of the last digit of a decimal as typed, or undefined where it is none or has too few digits. */
function halfUnitOf(answer: Syntax): number | undefined {
  const size = tree.isCall(answer, 'negate') ? tree.operandOf(answer) : answer;
  if (size.kind !== 'number') return undefined;
  const [, places] = /^\d*\.(\d+)$/.exec(size.text) ?? [];
  const digits = size.text.replace('.', '').replace(/^0+/, '').length;
  return places === undefined || digits < FEWEST_DIGITS ? undefined : 0.5 * 10 ** -places.length;
}

/** The first slip that leads to this answer and not to the right one. */
function findSlip(
  exercise: Exercise,
  answer: readonly Syntax[],
): (CheckResult & { readonly kind: 'wrong' }) | undefined {
  for (const slip of exercise.slips()) {
    if (slip.wrong.length !== answer.length) continue;
    const wrong = exercise.order === 'set' ? inOrder(slip.wrong) : slip.wrong;
    const given = exercise.order === 'set' ? inOrder(answer) : answer;
    const same = given.every((component, index) => {
      const { kind } = compare(exercise, wrong[index] ?? component, component);
      return kind === 'equal' || kind === 'rounded';
    });
    if (same) return { kind: 'wrong', slip, components: given.map((_, index) => index) };
  }
  return undefined;
}
