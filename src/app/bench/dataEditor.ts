/** Turns what is done to the points of a plot into an edited copy of its table, which is kept once the hand rests. */
import type { DataTable } from '../../fields/dataTable';
import type { Columns } from '../../models/lossModel';
import type { StatePatch } from '../../state/appState';
import { choiceOf } from '../data/columns';
import { OWN } from '../data/datasets';
import { holdOwnData, keepHeldData } from '../data/ownData';
import { withNewRow, withoutRow, withRow } from './editData';

/** The table behind a plot, and which of its columns are where. */
export interface EditedPlot {
  readonly table: DataTable;
  readonly columns: Columns;
  /** The columns along the plot's axes. */
  readonly x: string;
  readonly y: string;
  /** The file that the table came from; none for data of the page. */
  readonly file?: string | undefined;
  /** What the classes of the target are called, where it has any. */
  readonly classes?: readonly string[] | undefined;
}

/** What copies of the page's own data are called in place of a file. */
export const EDITED_FILE = 'edited';
/** Long enough that a drag is kept once. */
const REST_MILLISECONDS = 500;

export class DataEditor {
  #keeping: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly plot: () => EditedPlot | null,
    private readonly apply: (patch: StatePatch) => void,
  ) {}

  move(row: number, x: number, y: number): void {
    this.#edit((plot) => withRow(plot.table, row, placed(plot, x, y)));
  }

  add(x: number, y: number, group: number): void {
    this.#edit((plot) => withNewRow(plot.table, { [plot.columns.target]: group, ...placed(plot, x, y) }));
  }

  remove(row: number): void {
    this.#edit(({ table }) => withoutRow(table, row));
  }

  #edit(change: (plot: EditedPlot) => DataTable): void {
    const plot = this.plot();
    if (plot === null) return;
    const table = change(plot);
    if (table === plot.table) return;
    const { classes, columns, file = EDITED_FILE } = plot;
    const ownData = holdOwnData({ kind: 'table', file, table, ...(classes && { classes }) });
    this.apply({ dataset: OWN, ownData, ...choiceOf(columns) });
    clearTimeout(this.#keeping);
    this.#keeping = setTimeout(() => void keepHeldData(ownData), REST_MILLISECONDS);
  }
}

/** Where an axis is the target itself and that is a class, the nearest one. */
function placed({ x: first, y: second, columns, classes }: EditedPlot, x: number, y: number) {
  const last = (classes?.length ?? 0) - 1;
  const isClass = second === columns.target && last > 0;
  return { [first]: x, [second]: isClass ? Math.min(last, Math.max(0, Math.round(y))) : y };
}
