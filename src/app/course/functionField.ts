/** A field that a function is typed into: what it means, or what is wrong with it beside it. */
import { ExpressionError } from '../../expression';
import type { TextField } from '../../ui/lesson/textField';
import { type Evaluator, evaluatorOf } from './evaluator';

/** The function in `field`, of `variables` where they are given; null where the field complains. */
export function readFunction(field: TextField, variables?: readonly string[]): Evaluator | null {
  try {
    const evaluator = evaluatorOf(field.text, variables);
    field.complain(null);
    return evaluator;
  } catch (error) {
    if (!(error instanceof ExpressionError || error instanceof RangeError)) throw error;
    field.complain(error.message);
    return null;
  }
}
