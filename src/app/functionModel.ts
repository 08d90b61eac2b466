/** A typed expression made ready: its field seen through a plane, the fields of its partials, and f64 evaluation at points. */

import { Walk } from '../engines/cpu/walk';
import {
  compileExpression,
  gradient,
  holdVariables,
  type ParsedExpression,
  parseExpression,
  primitiveNamed,
  toTex,
} from '../expression';
import type { ScalarField } from '../fields/scalarField';
import type { AppState, Parameter } from '../state/appState';

/** What a function is at a point, by the plain walk in f64. */
export interface PointValue {
  /** NaN where undefined. */
  readonly value: number;
  readonly gradient: readonly [number, number];
  /** Bits of FAULTS: why the value, or else the gradient, is undefined; 0 where all is well. */
  readonly faults: number;
}

export interface FunctionModel {
  readonly expression: string;
  readonly parsed: ParsedExpression;
  readonly tex: string;
  /** The two coordinates of the picture. */
  readonly axes: readonly [string, string];
  readonly field: ScalarField;
  readonly partials: readonly [ScalarField, ScalarField];
  /** Whether some operation of the function jumps, has poles or ends somewhere. */
  readonly singular: boolean;
  /** Holds `parameters` (in the field's order) for `at` and `height`. */
  setParameters(parameters: readonly number[]): void;
  at(x: number, y: number): PointValue;
  height(x: number, y: number): number;
  /** The f64 value of a field of this function (f or a partial) at given parameters. */
  heightOf(field: ScalarField, parameters: readonly number[]): (x: number, y: number) => number;
}

/** Slider of a free symbol that has none yet. */
const NEW_PARAMETER: Parameter = { value: 1, min: -5, max: 5, step: 0.01 };

/** Names for the second axis of a function of one variable. */
const SPARE_AXES = ['y', 'v', 'q'] as const;

/**
 * Compiles `expression`. Functions of one variable are seen over a plane on which the second coordinate has no effect; of
 * three and more variables, the first two span the plane and the others are held by sliders. Throws ExpressionError.
 */
export function compileFunction(expression: string): FunctionModel {
  const parsed = parseExpression(expression);
  const [first = 'x', second = SPARE_AXES.find((name) => name !== first) ?? 'y', ...held] = parsed.variables;
  const axes = [first, second] as const;
  const planar = held.length === 0 ? parsed : holdVariables(parsed, axes);
  const { builder, root } = compileExpression(planar);
  const { graph } = builder;
  const nodes = gradient(builder, root, axes);
  const [dx = root, dy = root] = nodes;
  const fieldOf = (value: typeof root): ScalarField => ({
    graph,
    value,
    variables: axes,
    parameters: planar.parameters,
  });
  const heights = new Walk(graph, [root], axes, planar.parameters);
  const walk = new Walk(graph, [root, dx, dy], axes, planar.parameters);
  const singular = graph.reachable([root]).some((id) => {
    const node = graph.node(id);
    return node.kind === 'call' && primitiveNamed(node.name).singular === true;
  });
  return {
    expression,
    parsed: planar,
    tex: toTex(parsed.syntax),
    axes,
    field: fieldOf(root),
    partials: [fieldOf(dx), fieldOf(dy)],
    singular,
    setParameters(parameters) {
      heights.setParameters(parameters);
      walk.setParameters(parameters);
    },
    at(x, y) {
      walk.evaluate(x, y);
      const valueFaults = walk.faults(0);
      // A derivative's formula may have a value where the function itself has none.
      if (valueFaults !== 0)
        return { value: Number.NaN, gradient: [Number.NaN, Number.NaN], faults: valueFaults };
      return {
        value: walk.value(0),
        gradient: [walk.value(1), walk.value(2)],
        faults: walk.faults(1) | walk.faults(2),
      };
    },
    height(x, y) {
      heights.evaluate(x, y);
      return heights.value(0);
    },
    heightOf(field, parameters) {
      const own = new Walk(graph, [field.value], axes, field.parameters);
      own.setParameters(parameters);
      return (x, y) => {
        own.evaluate(x, y);
        return own.value(0);
      };
    },
  };
}

/** The values of the field's parameters in `state`, in the field's order. */
export function parameterValues(field: ScalarField, state: Pick<AppState, 'parameters'>): number[] {
  return field.parameters.map((name) => sliderOf(name, state.parameters).value);
}

function sliderOf(name: string, known: Readonly<Record<string, Parameter>>): Parameter {
  return (Object.hasOwn(known, name) ? known[name] : undefined) ?? NEW_PARAMETER;
}

/** The sliders of `field`: those of `known` that it uses, and new ones for its other free symbols. */
export function slidersFor(
  field: ScalarField,
  known: Readonly<Record<string, Parameter>>,
): Readonly<Record<string, Parameter>> {
  return Object.fromEntries(field.parameters.map((name) => [name, sliderOf(name, known)]));
}
