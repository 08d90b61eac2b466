/** The columns of a table of one's own as a choice: what is offered, and what a change of it sets. */
import { compileExpression, ExpressionError, parseExpression } from '../../expression';
import type { DataTable } from '../../fields/dataTable';
import type { Columns } from '../../models/lossModel';
import type { AppState, StatePatch } from '../../state/appState';
import type { ColumnsView } from '../../ui/benchColumns';
import type { TableModel } from '../../ui/ownDataView';
import { choiceOf, columnsOf, withFeature } from '../data/columns';
import { ownDataOf } from '../data/ownData';
import { networkPatch } from '../network/networkSpec';
import { ownTablePatch } from '../ownData/ownTable';
import { EDITED_FILE } from './dataEditor';

export type ColumnChange = { readonly target: string } | { readonly feature: string };

/** Null where the data are no table of one's own: of an edited copy of the page's data the columns are what they were. */
export function columnsView(model: TableModel, state: AppState): ColumnsView | null {
  const table = tableOf(state);
  if (table === null || ownDataOf(state.ownData).file === EDITED_FILE) return null;
  return { names: table.columns.map(({ name }) => name), ...columnsOf(model, table, state) };
}

/**
 * What `change` sets. A regression opens anew, to the scale of its columns. A typed model stays where it is still one of the
 * features; else one of the new ones takes its place. A network begins its training anew.
 */
export function columnsPatch(state: AppState, model: TableModel, change: ColumnChange): StatePatch {
  const table = tableOf(state);
  if (table === null) return {};
  const before = columnsOf(model, table, state);
  const columns = columnsOf(model, table, choiceOf(changed(model, table, before, change)));
  const choice = choiceOf(columns);
  switch (model) {
    case 'network':
      return networkPatch(state, { ...choice, networkLoss: 'auto' });
    case 'typed': {
      const opening = ownTablePatch(state.ownData, table, model, choice);
      const isOpening = ownTablePatch(state.ownData, table, model, choiceOf(before)).expression;
      const fits = isOpening !== state.expression && isOf(state.expression, table, columns);
      return fits ? choice : opening;
    }
    case 'linear':
    case 'logistic':
      return ownTablePatch(state.ownData, table, model, choice);
    default:
      return model satisfies never;
  }
}

function tableOf({ ownData }: AppState): DataTable | null {
  const own = ownDataOf(ownData);
  return own.kind === 'table' ? own.table : null;
}

/** A feature that becomes the target is one no more; what was the target takes its place. */
function changed(model: TableModel, table: DataTable, before: Columns, change: ColumnChange): Columns {
  if ('feature' in change)
    return { ...before, features: withFeature(model, before.features, change.feature) };
  const { target } = change;
  const features = before.features.map((name) => (name === target ? before.target : name));
  const order = table.columns.map(({ name }) => name);
  return { features: order.filter((name) => features.includes(name)), target };
}

/** Whether `expression` names no column but features, and has a symbol of its own. */
function isOf(expression: string, table: DataTable, { features }: Columns): boolean {
  try {
    const { parameters } = compileExpression(parseExpression(expression, { variables: features }));
    return (
      parameters.length > 0 && !parameters.some((name) => table.columns.some((one) => one.name === name))
    );
  } catch (error) {
    if (error instanceof ExpressionError) return false;
    throw error;
  }
}
