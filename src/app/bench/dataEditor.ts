/** Turns what is done to the points of a plot into an edited copy of its table, which is kept once the hand rests. */
import type { ScatterPicture } from '../../charts/scatter/scatterPicture';
import type { ScatterView } from '../../charts/scatter/scatterView';
import { columnNamed, type DataTable } from '../../fields/dataTable';
import type { Columns } from '../../models/lossModel';
import type { StatePatch } from '../../state/appState';
import type { ToolsCallbacks, ToolsView } from '../../ui/benchTools';
import { choiceOf, meanOf } from '../data/columns';
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
  /** Whether the target is a number, and none of the axes. */
  readonly isNumberBeside: boolean;
}

/** What copies of the page's own data are called in place of a file. */
export const EDITED_FILE = 'edited';
/** Long enough that a drag is kept once. */
const REST_MILLISECONDS = 500;

/** Of the mean that the number of added points is at first. */
const MEAN_DIGITS = 3;

export class DataEditor {
  /** The class of added points. */
  group = 0;
  /** The number of added points, by the column that it is of. */
  readonly #numbers = new Map<string, number>();
  #keeping: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly plot: () => EditedPlot | null,
    private readonly apply: (patch: StatePatch) => void,
  ) {}

  move(row: number, x: number, y: number): void {
    this.#edit((plot) => withRow(plot.table, row, placed(plot, x, y)));
  }

  /** Adds a point whose target is that of the row `beside`, or where that is null, the class or the number of added points. */
  add(x: number, y: number, beside: number | null): void {
    this.#edit((plot) => {
      const { table, columns } = plot;
      const { values } = columnNamed(table, columns.target);
      const target = beside === null ? (this.number?.value ?? this.group) : (values[beside] ?? Number.NaN);
      return withNewRow(table, { [columns.target]: target, ...placed(plot, x, y) });
    });
  }

  /** The number that added points have, and of what; null where their place or their class says it all. */
  get number(): ToolsView['number'] {
    const plot = this.plot();
    if (plot === null || !plot.isNumberBeside) return null;
    const { target: name } = plot.columns;
    const value = this.#numbers.get(name) ?? Number(meanOf(plot.table, name).toPrecision(MEAN_DIGITS));
    return { name, value };
  }

  /** What there is to choose for edits of `picture`, which shows the plot. */
  tools({ editable, groupNames }: ScatterPicture): ToolsView {
    const plot = this.plot();
    const isGrouped = plot !== null && plot.y !== plot.columns.target && !plot.isNumberBeside;
    return { editable, groups: isGrouped ? groupNames : [], number: this.number };
  }

  /** What choosing among them does; `onChange` where something else is to be shown. */
  toolEvents(scatter: () => Pick<ScatterView, 'tool'>, onChange: () => void): ToolsCallbacks {
    return {
      onTool: (tool) => {
        scatter().tool = tool;
        onChange();
      },
      onGroup: (group) => {
        this.group = group;
      },
      onNumber: (value) => {
        this.setNumber(value);
        onChange();
      },
    };
  }

  setNumber(value: number): void {
    const plot = this.plot();
    if (plot !== null) this.#numbers.set(plot.columns.target, value);
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
