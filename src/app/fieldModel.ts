/**
 * What the page shows, made ready: a field of two coordinates, the fields of its partials, and f64 evaluation at points. It
 * knows not where the field comes from: `subjects.ts` does.
 */
import { Builder, type Graph, gradient, type NodeId, primitiveNamed } from '../expression';
import type { SecondPartials } from '../fields/curvature';
import type { DataTable } from '../fields/dataTable';
import { lastSum, SUM } from '../fields/layeredLoss';
import type { ScalarField } from '../fields/scalarField';
import type { LossModel } from '../models/lossModel';
import type { AppState, Parameter } from '../state/appState';
import type { NetworkScene } from './network/landscape';
import { pointEvaluation, pointHeights } from './pointEvaluation';
import type { SampledModel } from './sampledModel';

/** What a field is at a point, by the plain walk in f64. */
export interface PointValue {
  /** NaN where undefined. */
  readonly value: number;
  readonly gradient: readonly [number, number];
  /** Bits of FAULTS: why the value, or else the gradient, is undefined; 0 where all is well. */
  readonly faults: number;
  /** The reason in words, where it is none of a formula's. */
  readonly reason?: string;
}

/** What every picture is of: a value and a gradient over a plane. */
export interface PlaneModel {
  /** What stands before the list of coordinates: f, L. */
  readonly name: string;
  /** The right-hand side. */
  readonly tex: string;
  /** The two coordinates of the picture. */
  readonly axes: readonly [string, string];
  /** Whether the second coordinate has no effect: a function of one variable. */
  readonly ofOne: boolean;
  /** Whether some operation of the field jumps, has poles or ends somewhere. */
  readonly singular: boolean;
  /** Those of the field's parameters that have sliders, in the order of their rows. */
  readonly sliders: readonly string[];
  /** Values of the field's parameters in `state`, in the field's order. */
  parameterValues(state: Pick<AppState, 'parameters'>): number[];
  /** Holds `parameters` (in the field's order) for `at` and `height`. */
  setParameters(parameters: readonly number[]): void;
  at(x: number, y: number): PointValue;
  height(x: number, y: number): number;
}

/** A formula, which the engines evaluate. */
export interface FieldModel extends PlaneModel {
  readonly kind: 'formula';
  /** The model on data whose loss the field is, where it is one. */
  readonly loss?: LossModel;
  readonly field: ScalarField;
  readonly partials: readonly [ScalarField, ScalarField];
  /** The network whose landscape it is; absent for everything else. */
  readonly scene?: NetworkScene;
  /** The f64 value of a field of this model (f or a partial) at given parameters. */
  heightOf(field: ScalarField, parameters: readonly number[]): (x: number, y: number) => number;
  /** The second partials, where the model has a way of its own to them and its graph may be too large. */
  secondAt?(x: number, y: number, parameters: readonly number[]): SecondPartials;
}

/** What the page can show. */
export type ShownModel = FieldModel | SampledModel;

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
  const heights = pointHeights(field);
  const values = pointEvaluation(field, partials);
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
    setParameters(held) {
      heights.setParameters(held);
      values.setParameters(held);
    },
    at: (x, y) => values.at(x, y),
    height: (x, y) => heights.height(x, y),
    heightOf(of, held) {
      const own = pointHeights(of);
      own.setParameters(held);
      return (x, y) => own.height(x, y);
    },
  };
}

/** Names of the rows of the table that the value and the gradient call; none where samples are looked up. */
export function functionsOf(model: ShownModel): readonly string[] {
  if (model.kind === 'samples') return [];
  const { graph, roots } = functionsIn(model);
  const names = graph.reachable(roots).flatMap((id) => {
    const node = graph.node(id);
    return node.kind === 'call' ? [node.name] : [];
  });
  return [...new Set(names)];
}

/** Nodes below which every function of the value and the gradient stands. */
function functionsIn({ field, partials }: FieldModel): { graph: Graph; roots: readonly NodeId[] } {
  if (field.plane === undefined)
    return { graph: field.graph, roots: [field.value, ...partials.map(({ value }) => value)] };
  const { graph, activation, rowLoss, widths } = field.plane.loss;
  const b = new Builder(graph);
  const lastSums = Array.from({ length: widths.at(-1) ?? 0 }, (_, unit) => lastSum(unit));
  return {
    graph,
    roots: [activation, rowLoss, ...gradient(b, activation, [SUM]), ...gradient(b, rowLoss, lastSums)],
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
