/** The data that a network can be shown on: exclusive or, every set of the registry, and the person's own. */
import type { DataTable } from '../../fields/dataTable';
import { DATASETS, datasetNamed, generate } from '../../models/datasets';
import { XOR } from '../../models/datasets/notebook';
import type { Columns } from '../../models/lossModel';
import type { AppState } from '../../state/appState';
import { StateError } from '../../state/stateError';
import { type DATA_KEYS, drawChoice, OWN } from '../bench/datasets';
import { ownDataOf } from '../ownData';

export interface NetworkData {
  readonly table: DataTable;
  readonly columns: Columns;
  /** How many classes the target tells apart; 0 for a regression. */
  readonly classes: number;
}

export const XOR_SET = 'xor';

export const NETWORK_DATASETS: readonly { readonly id: string; readonly label: string }[] = [
  { id: XOR_SET, label: 'Exclusive or' },
  ...DATASETS.map(({ id, name }) => ({ id, label: name })),
];

/** More classes than this are taken for a number to learn. */
const MOST_CLASSES = 6;
const TARGET = 'y';

type DataState = Pick<AppState, (typeof DATA_KEYS)[number]>;

/**
 * What `state` shows a network on. Of a person's own table the last column is learned: as a class where it holds 0, 1, … from the
 * first two columns, else as a number from the first. Throws StateError where it has no such columns.
 */
export function networkData(state: DataState): NetworkData {
  if (state.dataset === OWN) return ownNetworkData(state.ownData);
  const dataset = datasetNamed(state.dataset);
  if (dataset === undefined)
    return { table: XOR, columns: { features: ['x1', 'x2'], target: TARGET }, classes: 2 };
  const { features, classes } = dataset;
  const table = generate(dataset, drawChoice(dataset, state));
  return { table, columns: { features, target: TARGET }, classes };
}

/** Whether there is a table of the person's own to learn from. */
export function hasOwnTable({ ownData }: Pick<AppState, 'ownData'>): boolean {
  if (ownData === '') return false;
  try {
    return ownDataOf(ownData).kind === 'table';
  } catch (error) {
    // Kept by another browser, or let go of.
    if (error instanceof StateError) return false;
    throw error;
  }
}

/** Whether `state` draws its data, so that rows, noise and seed mean something. */
export function isDrawn({ dataset }: Pick<AppState, 'dataset'>): boolean {
  return datasetNamed(dataset) !== undefined;
}

function ownNetworkData(reference: string): NetworkData {
  const own = ownDataOf(reference);
  if (own.kind !== 'table') throw new StateError('own data', own.file, 'a table with columns to learn from');
  const { table } = own;
  const names = table.columns.map(({ name }) => name);
  const target = names.at(-1) ?? '';
  if (names.length < 2 || table.rows === 0)
    throw new StateError(
      'own data',
      `${names.length} columns, ${table.rows} rows`,
      'two columns or more, and at least one row',
    );
  const classes = classesOf(table.columns.at(-1)?.values ?? new Float64Array(0));
  const features = names.slice(0, Math.min(classes === 0 ? 1 : 2, names.length - 1));
  return { table, columns: { features, target }, classes };
}

/** How many classes 0, 1, … all of `values` are numbers of; 0 where they are none. */
function classesOf(values: Float64Array): number {
  const known = new Set(values);
  const classes = known.size;
  const areClasses = Array.from({ length: classes }, (_, index) => known.has(index)).every(Boolean);
  return areClasses && classes >= 2 && classes <= MOST_CLASSES ? classes : 0;
}
