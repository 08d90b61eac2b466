/** The data that a network can be shown on: exclusive or, every set of the registry, and the person's own. */
import { columnNamed, type DataTable } from '../../fields/dataTable';
import { DATASETS, datasetNamed, generate } from '../../models/datasets';
import { XOR } from '../../models/datasets/notebook';
import type { Columns } from '../../models/lossModel';
import type { AppState, StateKey } from '../../state/appState';
import { StateError } from '../../state/stateError';
import { columnsOf } from '../data/columns';
import { classesOf, DATA_KEYS, drawChoice, OWN } from '../data/datasets';
import { ownDataOf } from '../data/ownData';
import { type Standard, standardizedTable } from './standardization';

export interface NetworkData {
  /** What the network is given: standardised where the state asks for that. */
  readonly table: DataTable;
  /** The same rows as they are. */
  readonly raw: DataTable;
  /** How columns of `table` were standardised; those that it lacks are as they are. */
  readonly standards: ReadonlyMap<string, Standard>;
  readonly columns: Columns;
  /** How many classes the target tells apart; 0 for a regression. */
  readonly classes: number;
  /** What the classes are called, one each. */
  readonly classNames: readonly string[];
  /** The file that they came from, where they are the person's own. */
  readonly file?: string;
}

const XOR_SET = 'xor';

export const NETWORK_DATASETS: readonly { readonly id: string; readonly label: string }[] = [
  { id: XOR_SET, label: 'Exclusive or' },
  ...DATASETS.map(({ id, name }) => ({ id, label: name })),
];

/** More classes than this are taken for a number to learn. */
const MOST_CLASSES = 6;
const TARGET = 'y';

/** What the data of a network depend on. */
export const NETWORK_DATA_KEYS = [...DATA_KEYS, 'standardized'] as const satisfies readonly StateKey[];

type DataState = Pick<AppState, (typeof NETWORK_DATA_KEYS)[number]>;

/**
 * What `state` shows a network on. The target of a person's own table is a class where it holds 0, 1, …, else a number. Throws
 * StateError where there is too little to learn from.
 */
export function networkData(state: DataState): NetworkData {
  const plain = plainData(state);
  const { table: raw, columns, classes } = plain;
  const all = { classNames: namesOf(plain), ...plain, raw };
  if (!state.standardized) return { ...all, standards: new Map() };
  // The numbers of classes are no quantities.
  const scaled = classes === 0 ? [...columns.features, columns.target] : columns.features;
  return { ...all, ...standardizedTable(raw, scaled) };
}

type PlainData = Pick<NetworkData, 'table' | 'columns' | 'classes'> &
  Partial<Pick<NetworkData, 'classNames' | 'file'>>;

function namesOf({ columns, classes }: PlainData): readonly string[] {
  return Array.from({ length: classes }, (_, index) => `${columns.target} = ${index}`);
}

function plainData(state: DataState): PlainData {
  if (state.dataset === OWN) return ownNetworkData(state);
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

function ownNetworkData(state: DataState): PlainData {
  const own = ownDataOf(state.ownData);
  if (own.kind !== 'table') throw new StateError('own data', own.file, 'a table with columns to learn from');
  const { table } = own;
  if (table.rows === 0) throw new StateError('own data', 'no rows', 'at least one row');
  const columns = columnsOf('network', table, state);
  const names = classesOf(own, columns);
  // A class whose last row was deleted is one still.
  if (names !== undefined && names.length >= 2 && names.length <= MOST_CLASSES)
    return { table, columns, classes: names.length, classNames: names, file: own.file };
  const classes = countClasses(columnNamed(table, columns.target).values);
  return { table, columns, classes, file: own.file };
}

/** How many classes 0, 1, … all of `values` are numbers of; 0 where they are none. */
function countClasses(values: Float64Array): number {
  const known = new Set(values);
  const classes = known.size;
  const areClasses = Array.from({ length: classes }, (_, index) => known.has(index)).every(Boolean);
  return areClasses && classes >= 2 && classes <= MOST_CLASSES ? classes : 0;
}
