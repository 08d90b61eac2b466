/** A typed expression as a field that the page can show. */
import { compileExpression, holdVariables, parseExpression, toTex } from '../../expression';
import { createFieldModel, type FieldModel } from '../shown/fieldModel';

/** Names for the second axis of a function of one variable. */
const SPARE_AXES = ['y', 'v', 'q'] as const;

/**
 * Compiles `expression`. Functions of one variable are seen over a plane on which the second coordinate has no effect; of
 * three and more variables, the first two span the plane and the others are held by sliders. Throws ExpressionError.
 */
export function compileFunction(expression: string): FieldModel {
  const parsed = parseExpression(expression);
  const [first = 'x', second = SPARE_AXES.find((name) => name !== first) ?? 'y', ...held] = parsed.variables;
  const axes = [first, second] as const;
  const planar = held.length === 0 ? parsed : holdVariables(parsed, axes);
  const { builder, root } = compileExpression(planar);
  const { name, parameters } = planar;
  return createFieldModel({ name, tex: toTex(parsed.syntax), builder, root, axes, parameters });
}
