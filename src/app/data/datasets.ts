/** The data that each kind of model can be shown on: what comes with the page, and the person's own. */
import type { DataTable } from '../../fields/dataTable';
import type { OwnTable } from '../../io/ownData';
import { type Dataset, type DatasetChoice, generate } from '../../models/datasets';
import { circles } from '../../models/datasets/circles';
import { cubic } from '../../models/datasets/cubic';
import { lineWithOutliers } from '../../models/datasets/lineWithOutliers';
import { moons } from '../../models/datasets/moons';
import { noisyLine } from '../../models/datasets/noisyLine';
import { NOTEBOOK_CLASSES, NOTEBOOK_LINE } from '../../models/datasets/notebook';
import { sine } from '../../models/datasets/sine';
import { spiral } from '../../models/datasets/spiral';
import { twoBlobs } from '../../models/datasets/twoBlobs';
import type { Columns } from '../../models/lossModel';
import type { AppState, StateKey, StatePatch } from '../../state/appState';
import { StateError } from '../../state/stateError';
import { columnsOf } from './columns';
import { ownDataOf } from './ownData';

export type DataSubject = 'linear' | 'logistic' | 'typed';

export function hasData(subject: AppState['subject']): subject is DataSubject {
  return subject === 'linear' || subject === 'logistic' || subject === 'typed';
}

interface Offered {
  readonly id: string;
  readonly label: string;
  /** The parameters of a line that it was drawn with, where that is known. */
  readonly truth?: readonly [w: number, b: number];
}

export interface FixedSet extends Offered {
  readonly kind: 'fixed';
  readonly table: DataTable;
}

export interface DrawnSet extends Offered {
  readonly kind: 'drawn';
  readonly set: Dataset;
}

export type BenchSet = FixedSet | DrawnSet;

export interface ModelData {
  readonly table: DataTable;
  readonly columns: Columns;
  readonly truth: readonly [w: number, b: number] | null;
  /** What the classes of the target are called, where that is known. */
  readonly classes?: readonly string[];
  /** The file that they came from, where they are the person's own. */
  readonly file?: string;
}

/** What data depend on. */
export const DATA_KEYS = [
  'dataset',
  'ownData',
  'targetColumn',
  'featureColumns',
  'dataRows',
  'dataNoise',
  'dataSeed',
] as const satisfies readonly StateKey[];

/** The value of `dataset` that stands for the person's own. */
export const OWN = 'own';

/** Slope and intercept behind `noisyLine` and `lineWithOutliers`, and of the notebook's line. */
const TRUE_LINE = [2, 1] as const;

const drawn = (set: Dataset, truth?: Offered['truth']): DrawnSet => ({
  kind: 'drawn',
  id: set.id,
  label: set.name,
  set,
  ...(truth && { truth }),
});

const LINES: readonly BenchSet[] = [
  { kind: 'fixed', id: 'line', label: 'y = 2x + 1 with noise', table: NOTEBOOK_LINE, truth: TRUE_LINE },
  drawn(noisyLine, TRUE_LINE),
  drawn(lineWithOutliers, TRUE_LINE),
  drawn(sine),
  drawn(cubic),
];

const CLASSES: readonly BenchSet[] = [
  { kind: 'fixed', id: 'two-groups', label: 'Two groups apart', table: NOTEBOOK_CLASSES },
  drawn(twoBlobs),
  drawn(moons),
  drawn(circles),
  drawn(spiral),
];

export const BENCH_SETS: Readonly<Record<DataSubject, readonly BenchSet[]>> = {
  linear: LINES,
  logistic: CLASSES,
  typed: [...LINES.toSorted(sineFirst), ...CLASSES],
};

/** Of a curve one sees more on the sine than on a line. */
function sineFirst(a: BenchSet, b: BenchSet): number {
  return Number(b.id === sine.id) - Number(a.id === sine.id);
}

/** What the choice of the set called `id` sets: its own size and noise with it. */
export function datasetPatch(subject: DataSubject, id: string): StatePatch {
  const chosen = BENCH_SETS[subject].find((candidate) => candidate.id === id);
  if (chosen?.kind !== 'drawn') return { dataset: id };
  const { size, noise } = chosen.set;
  return { dataset: id, dataRows: size.initial, dataNoise: noise.initial };
}

/** The set that `state` names, or the subject's first; null where the data are the person's own. */
export function benchSet(subject: DataSubject, { dataset }: Pick<AppState, 'dataset'>): BenchSet | null {
  if (dataset === OWN) return null;
  const sets = BENCH_SETS[subject];
  const [first] = sets;
  if (first === undefined) throw new RangeError(`there are no data for ${subject}`);
  return sets.find(({ id }) => id === dataset) ?? first;
}

/** Size, noise and seed for `set`, as far as it has room for them. */
export function drawChoice({ size, noise }: Dataset, state: DrawnState): DatasetChoice {
  return {
    rows: Math.min(size.max, Math.max(size.min, state.dataRows)),
    noise: Math.min(noise.max, state.dataNoise),
    seed: state.dataSeed,
  };
}
type DrawnState = Pick<AppState, 'dataRows' | 'dataNoise' | 'dataSeed'>;

/** The last table drawn: the same state is asked for it many times while it is shown. */
let last: { readonly key: string; readonly table: DataTable } | null = null;

function tableOf(chosen: BenchSet, state: DrawnState): DataTable {
  if (chosen.kind === 'fixed') return chosen.table;
  const choice = drawChoice(chosen.set, state);
  const key = `${chosen.id} ${choice.rows} ${choice.noise} ${choice.seed}`;
  if (last?.key !== key) last = { key, table: generate(chosen.set, choice) };
  return last.table;
}

/** What `state` shows a model of kind `subject` on. Throws StateError where its own data do not fit the model. */
export function dataFor(subject: DataSubject, state: AppState): ModelData {
  const chosen = benchSet(subject, state);
  if (chosen !== null) {
    const table = tableOf(chosen, state);
    return { table, columns: columnsOf(subject, table), truth: chosen.truth ?? null };
  }
  const own = ownDataOf(state.ownData);
  if (own.kind !== 'table') throw new StateError('own data', own.file, 'a table with columns to learn from');
  const columns = columnsOf(subject, own.table, state);
  checkTarget(subject, own.table, columns);
  const classes = classesOf(own, columns);
  return { table: own.table, columns, truth: null, file: own.file, ...(classes && { classes }) };
}

/** What the classes of the target are called; undefined where it is not the column that the table has names for. */
export function classesOf({ table, classes }: OwnTable, { target }: Columns): readonly string[] | undefined {
  return table.columns.at(-1)?.name === target ? classes : undefined;
}

function checkTarget(subject: DataSubject, table: DataTable, { target }: Columns): void {
  if (table.rows === 0) throw new StateError('own data', 'no rows', 'at least one row');
  if (subject !== 'logistic') return;
  const values = table.columns.find((column) => column.name === target)?.values ?? new Float64Array(0);
  const odd = values.find((value) => value !== 0 && value !== 1);
  if (odd !== undefined)
    throw new StateError('own data', `${target} = ${odd}`, 'classes 0 and 1 in the target');
}

/** How the two classes of a target are called in a legend. */
export function classNames({ columns: { target }, classes }: ModelData): readonly [string, string] {
  const name = (number: 0 | 1): string => classes?.[number] ?? `${target} = ${number}`;
  return [name(0), name(1)];
}
