/** A file as a table for a model: which of its columns are features and target, what they stand for, and what is left out. */
import type { DataTable } from '../../fields/dataTable';
import { arraysToTable, usualArrays } from '../../io/arrayTable';
import type { DataFile } from '../../io/dataFile';
import { counted, DataFileError } from '../../io/dataFileError';
import type { OwnTable } from '../../io/ownData';
import type { SeparatedText } from '../../io/separatedText';
import { completeTable, type ReadColumn, readColumns, type TextColumns } from '../../io/textTable';
import type { Columns } from '../../models/lossModel';
import type { OwnDataChoice, OwnDataView, TableModel } from '../../ui/ownDataView';
import { columnSymbols } from '../data/columnSymbols';
import { columnsOf as columnsFor, FEATURE_COUNTS } from '../data/columns';
import { fittingModel } from './ownTable';

export interface TableReading {
  readonly data: OwnTable;
  readonly model: TableModel;
  readonly facts: readonly string[];
  readonly table: NonNullable<OwnDataView['table']>;
}

/** More are offered, and chosen by hand: a model that is met with 200 symbols helps nobody. */
const MOST_FEATURES_AT_FIRST = 4;
/** Reads `file` as chosen. Throws DataFileError where that makes no table that the model can learn from. */
export function readOwnTable(
  file: DataFile,
  choice: OwnDataChoice,
  text: SeparatedText | null,
): TableReading {
  const columns = columnsOf(file, text);
  const names = columns.usable.map(({ name }) => name);
  const known = (name: string | null): name is string => name !== null && names.includes(name);
  const target = known(choice.target) ? choice.target : lastButDates(columns);
  const others = names.filter((name) => name !== target);
  const features = choice.features?.filter((name) => others.includes(name)) ?? [];
  const chosen = features.length > 0 ? features : firstFeatures(columns, others);
  if (chosen.length === 0)
    throw new DataFileError(
      columns.file,
      {},
      'the table has one column that can be used',
      'expected two or more: what is learned, and what it is learned from',
    );
  const { table, dropped } = completeTable(columns, [...chosen, target]);
  const model = choice.model === 'auto' ? fittingModel(table) : choice.model;
  const classes = columns.usable.find(({ name }) => name === target)?.classes;
  checkModel(columns.file, model, table, target);
  const read = namedBySymbols(table);
  return {
    data: { kind: 'table', file: columns.file, table: read, ...(classes && { classes }) },
    model,
    facts: factsOf(columns, columnsFor(model, read), dropped, target, [...chosen, target]),
    table: {
      columns: columns.usable.map((column, index) => ({
        name: column.name,
        note: noteOf(column, columnSymbols(names)[index] ?? column.name),
      })),
      refused: columns.refused.map(({ name, reason, isMistaken }) => ({
        name,
        reason: reason.message,
        isMistaken,
      })),
      features: chosen,
      target,
      model,
    },
  };
}

/** What is learned is seldom when it was seen. */
function lastButDates({ usable }: TextColumns): string {
  return (usable.findLast(({ unit }) => unit === undefined) ?? usable.at(-1))?.name ?? '';
}

/** Of `names`: dates, which most often only number the rows, where there is nothing else. */
function firstFeatures({ usable }: TextColumns, names: readonly string[]): readonly string[] {
  const isDate = (name: string) => usable.find((column) => column.name === name)?.unit !== undefined;
  const others = names.filter((name) => !isDate(name));
  return (others.length > 0 ? others : names).slice(0, MOST_FEATURES_AT_FIRST);
}

function columnsOf(file: DataFile, text: SeparatedText | null): TextColumns {
  switch (file.kind) {
    case 'text':
      if (text === null) throw new RangeError('a text is cut into cells before its columns are read');
      return readColumns(text);
    case 'array':
      return ofTable(file.file, arraysToTable(file.file, [file.array]).table);
    case 'archive': {
      const arrays = usualArrays(file.archive.names).map((name) => file.archive.read(name));
      return ofTable(file.file, arraysToTable(file.file, arrays).table);
    }
    default:
      return file satisfies never;
  }
}

function ofTable(file: string, { rows, columns }: DataTable): TextColumns {
  const usable = columns.map(({ name, values }): ReadColumn => ({ name, values, missing: 0 }));
  return { file, rows, usable, refused: [] };
}

function checkModel(file: string, model: TableModel, { columns }: DataTable, target: string): void {
  const { least } = FEATURE_COUNTS[model];
  if (columns.length - 1 < least)
    throw new DataFileError(
      file,
      {},
      `${counted(columns.length - 1, 'feature is', 'features are')} chosen`,
      `expected ${least} for this model`,
    );
  const odd = columns.at(-1)?.values.find((value) => value !== 0 && value !== 1);
  if (model === 'logistic' && odd !== undefined)
    throw new DataFileError(
      file,
      { column: target },
      `the target is ${odd} in some row`,
      'expected two classes, 0 and 1 or two words, for logistic regression',
    );
}

function namedBySymbols({ rows, columns }: DataTable): DataTable {
  const symbols = columnSymbols(columns.map(({ name }) => name));
  return { rows, columns: columns.map(({ values }, index) => ({ name: symbols[index] ?? '', values })) };
}

function factsOf(
  { rows, refused, usable }: TextColumns,
  read: Columns,
  dropped: number,
  target: string,
  chosen: readonly string[],
): readonly string[] {
  const classes = usable.find(({ name }) => name === target)?.classes;
  const dates = usable.filter(({ name, unit }) => unit !== undefined && chosen.includes(name));
  return [
    counted(rows, 'row'),
    `${read.target} from ${read.features.join(', ')}`,
    ...dates.map(({ name, unit }) => `${name} in ${unit}`),
    ...(dropped > 0 ? [`${counted(dropped, 'row')} left out, where a chosen column has no value`] : []),
    ...(refused.length > 0 ? [`${counted(refused.length, 'column')} left out, see below`] : []),
    ...(classes ? [classes.map((word, number) => `${number} = ${word}`).join(', ')] : []),
  ];
}

function noteOf({ name, classes, unit }: ReadColumn, symbol: string): string {
  return [
    ...(symbol === name ? [] : [`as ${symbol}`]),
    ...(unit ? [unit] : []),
    ...(classes ? [counted(classes.length, 'class', 'classes')] : []),
  ].join(', ');
}
