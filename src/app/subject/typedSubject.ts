/** A typed model on data as a subject of the page: its field, its axes, and what a change of its data sets. */
import { columnNamed, type DataTable } from '../../fields/dataTable';
import { type TypedLoss, typedModel } from '../../models/typedModel';
import type { AppState, StatePatch } from '../../state/appState';
import { StateError } from '../../state/stateError';
import { onlyColumns } from '../data/columns';
import { BENCH_SETS, type BenchSet, benchSet, dataFor, datasetPatch } from '../data/datasets';
import type { FieldModel } from '../shown/fieldModel';
import { lossField } from './lossField';
import { typedStart } from './openSubject';

/** Names for the second axis of a model with one parameter. */
const SPARE_AXES = ['b', 'c', 'k'] as const;

/** Throws ExpressionError for the model or a typed loss, StateError where the data do not fit. */
export function typedFieldModel(state: AppState): FieldModel {
  const { table, columns } = dataFor('typed', state);
  const loss = lossOf(state);
  if (loss.kind === 'crossEntropy') checkProbabilities(table, columns.target);
  const of = (variables?: readonly string[]) =>
    typedModel(state.expression, loss, onlyColumns(table, columns), columns.target, variables);
  const { names } = of();
  const axes = axesOf(state, names);
  return lossField(of(axes.filter((name) => names.includes(name))), axes);
}

/** The axes the state names as far as the model has such parameters, else its first that are free. */
export function axesOf(
  { planeAxes }: Pick<AppState, 'planeAxes'>,
  names: readonly string[],
): readonly [string, string] {
  const [wantedX = '', wantedY = ''] = planeAxes.split(',');
  const kept = new Set([wantedX, wantedY].filter((name) => names.includes(name)));
  const free = names.filter((name) => !kept.has(name));
  const take = (wanted: string): string | undefined => (kept.delete(wanted) ? wanted : free.shift());
  const [x, y] = [take(wantedX), take(wantedY)];
  // The one parameter of a model with one is its first axis.
  const first = x ?? y ?? '';
  const second = x === undefined ? undefined : y;
  return [first, second ?? SPARE_AXES.find((name) => name !== first) ?? ''];
}

function lossOf({ loss, lossDelta, lossText }: AppState): TypedLoss {
  switch (loss) {
    case 'squared':
    case 'absolute':
    case 'crossEntropy':
      return { kind: loss };
    case 'huber':
      return { kind: loss, delta: lossDelta };
    case 'typed':
      return { kind: loss, text: lossText };
    default:
      return loss satisfies never;
  }
}

function checkProbabilities(table: DataTable, target: string): void {
  const odd = columnNamed(table, target).values.find((value) => !(value >= 0 && value <= 1));
  if (odd !== undefined)
    throw new StateError(
      'loss',
      'cross-entropy',
      `for this target: ${target} is ${odd} in some row, and has to be from 0 to 1`,
    );
}

/** What the choice of the set called `id` sets; where its features are others, also a model of them. */
export function typedDatasetPatch(state: AppState, id: string): StatePatch {
  const patch = datasetPatch('typed', id);
  const next = BENCH_SETS.typed.find((candidate) => candidate.id === id);
  const before = benchSet('typed', state);
  const features = next && featuresOf(next);
  if (features === undefined || features.join() === (before && featuresOf(before).join())) return patch;
  return { ...patch, ...typedStart(features) };
}

function featuresOf(chosen: BenchSet): readonly string[] {
  return chosen.kind === 'drawn'
    ? chosen.set.features
    : chosen.table.columns.slice(0, -1).map(({ name }) => name);
}
