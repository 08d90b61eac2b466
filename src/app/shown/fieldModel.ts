/**
 * A formula made ready to be shown: a field of two coordinates, the fields of its partials, and f64 evaluation at points. It
 * knows not where the field comes from: `subject/subjects.ts` does.
 */

import { type Builder, gradient, type NodeId, primitiveNamed } from '../../expression';
import type { SecondPartials } from '../../fields/curvature';
import type { DataTable } from '../../fields/dataTable';
import type { ScalarField } from '../../fields/scalarField';
import type { Steps } from '../../fields/steps';
import type { LossModel } from '../../models/lossModel';
import type { AppState, Parameter } from '../../state/appState';
import { pointEvaluation, pointHeight } from './pointEvaluation';
import type { PlaneModel } from './shownPlane';

/** A formula, which the engines evaluate. */
export interface FieldModel extends PlaneModel {
  readonly kind: 'formula';
  /** The model on data whose loss the field is, where it is one. */
  readonly loss?: LossModel;
  readonly field: ScalarField;
  readonly partials: readonly [ScalarField, ScalarField];
  /** The f64 value of a field of this model (f or a partial) at given parameters. */
  heightOf(field: ScalarField, parameters: readonly number[]): (x: number, y: number) => number;
  /** The second partials, where the model has a way of its own to them and its graph may be too large. */
  secondSteps?(x: number, y: number, parameters: readonly number[]): Steps<SecondPartials>;
}

export interface FieldDefinition {
  readonly name: string;
  readonly tex: string;
  readonly builder: Builder;
  readonly root: NodeId;
  readonly axes: readonly [string, string];
  /** Names held constant; each has a slider. */
  readonly parameters: readonly string[];
  readonly data?: DataTable;
  readonly loss?: LossModel;
}

/** Slider of a free symbol that has none yet. */
const NEW_PARAMETER: Parameter = { value: 1, min: -5, max: 5, step: 0.01 };

/** Makes ready the field whose value is `root`, a node of the builder's graph. */
export function createFieldModel(definition: FieldDefinition): FieldModel {
  const { name, tex, builder, root, axes, parameters, data, loss } = definition;
  const { graph } = builder;
  const [dx = root, dy = root] = gradient(builder, root, axes);
  const fieldOf = (value: NodeId): ScalarField => ({
    graph,
    value,
    variables: axes,
    parameters,
    ...(data && { data }),
  });
  const field = fieldOf(root);
  const partials = [fieldOf(dx), fieldOf(dy)] as const;
  const evaluation = pointEvaluation(field, partials);
  const ofOne = !graph.reachable([root]).some((id) => {
    const node = graph.node(id);
    return node.kind === 'variable' && node.name === axes[1];
  });
  const singular = graph.reachable([root]).some((id) => {
    const node = graph.node(id);
    return node.kind === 'call' && primitiveNamed(node.name).singular === true;
  });
  return {
    kind: 'formula',
    name,
    tex,
    axes,
    ofOne,
    field,
    partials,
    singular,
    ...(loss && { loss }),
    sliders: parameters,
    parameterValues: (state) => parameterValues(field, state),
    ...evaluation,
    heightOf: pointHeight,
  };
}

/** The values of the field's parameters in `state`, in the field's order. */
export function parameterValues(field: ScalarField, state: Pick<AppState, 'parameters'>): number[] {
  return field.parameters.map((name) => sliderOf(name, state.parameters).value);
}

function sliderOf(name: string, known: Readonly<Record<string, Parameter>>): Parameter {
  return (Object.hasOwn(known, name) ? known[name] : undefined) ?? NEW_PARAMETER;
}

/** Sliders for `names`: those of `known`, and new ones for the others. */
export function slidersFor(
  names: readonly string[],
  known: Readonly<Record<string, Parameter>>,
): Readonly<Record<string, Parameter>> {
  return Object.fromEntries(names.map((name) => [name, sliderOf(name, known)]));
}
