/** What an exercise is: a question, how its answer is checked, hints, a solution, and the slips it knows. */
import type { Syntax } from '../../expression';
import type { Explanation } from '../../expression/explain';
import type { Box } from '../check/domain';
import type { SlipName } from './slipNames';

/** Enough to make the exercise again: what a chapter, a link and the reader's progress hold. */
export interface ExerciseReference {
  /** Id of a template. */
  readonly template: string;
  /** A whole number from 0; another one gives another exercise of the same kind. */
  readonly seed: number;
}

export type Topic =
  | 'power'
  | 'product'
  | 'quotient'
  | 'chain'
  | 'exponential'
  | 'trigonometric'
  | 'second'
  | 'tangent'
  | 'critical'
  | 'partial'
  | 'gradient'
  | 'directional'
  | 'descent'
  | 'loss';

/** From a rule by itself (1) to several at once (5). */
export type Level = 1 | 2 | 3 | 4 | 5;

export interface Slip {
  readonly name: SlipName;
  /** To the person, text with $TeX$: what went wrong. */
  readonly message: string;
  /** What one answers after it; may have fewer components than the right answer. */
  readonly wrong: readonly Syntax[];
}

export type SolutionPart =
  /** Text with $TeX$. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'working'; readonly explanation: Explanation };

/** A question before it has a name. */
export interface Task {
  /** Text with $TeX$. */
  readonly prompt: string;
  /** TeX of what is asked for, such as f'(x). */
  readonly asked: string;
  readonly placeholder: string;
  /** Names an answer may use: those that vary, and other symbols. */
  readonly variables: readonly string[];
  readonly parameters: readonly string[];
  /** The right answer, by component. */
  readonly truths: readonly Syntax[];
  /** 'set': numbers whose order does not matter. */
  readonly order: 'ordered' | 'set';
  /** Where functions are compared and drawn, and the function whose domain counts. */
  readonly box: Box;
  readonly within?: Syntax;
  readonly hints: readonly string[];
  readonly solution: readonly SolutionPart[];
  /** The likeliest first; worked out when an answer is wrong. */
  readonly slips: () => readonly Slip[];
}

export interface Exercise extends Task {
  readonly reference: ExerciseReference;
  readonly title: string;
  readonly topic: Topic;
  readonly level: Level;
}
