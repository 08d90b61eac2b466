/** A file of own data on its way into the page: what is chosen, what comes of it, and how the dialog shows that. */
import { type DataFile, openDataFile, tooLarge } from '../../io/dataFile';
import { counted, DataFileError } from '../../io/dataFileError';
import type { ReadGrid } from '../../io/gridSamples';
import { MAX_BINARY_BYTES } from '../../io/limits';
import { gridFromArray, gridFromArrays, gridFromText } from '../../io/lossGridFile';
import { describeShape, type NumberArray } from '../../io/npy';
import type { NpzFile } from '../../io/npz';
import type { OwnData } from '../../io/ownData';
import { AUTO_TEXT, type SeparatedText, separateText } from '../../io/separatedText';
import { formatNumber } from '../../ui/format';
import type { OwnDataChoice, OwnDataPreview, OwnDataView, TableModel } from '../../ui/ownDataView';
import { readOwnTable } from './ownTableImport';

const NOTHING_CHOSEN: OwnDataChoice = {
  use: 'grid',
  features: null,
  target: null,
  model: 'auto',
  text: AUTO_TEXT,
  form: 'auto',
  x: null,
  y: null,
  transposed: false,
  nameX: null,
  nameY: null,
  arrayX: '',
  arrayY: '',
  arrayLoss: '',
};

/** Rows and columns of the preview. */
const PREVIEW_ROWS = 8;
const PREVIEW_COLUMNS = 12;

/** What one way of reading gives. */
interface Reading {
  readonly data: OwnData;
  readonly facts: readonly string[];
  readonly grid?: OwnDataView['grid'];
  readonly table?: OwnDataView['table'];
  /** The model that a table opens with. */
  readonly model?: TableModel;
}

/** A file read as chosen: as far as that was possible, and why no further. */
interface Result {
  readonly reading: Reading | null;
  readonly text: SeparatedText | null;
  readonly error: DataFileError | null;
}

interface Opened {
  readonly file: DataFile;
  readonly arrays: OwnDataView['arrays'];
}

export class OwnDataImport {
  #opened: Opened | null = null;
  #choice = NOTHING_CHOSEN;
  #result: Result = { reading: null, text: null, error: null };

  /** Opens a file; where that fails, `view` says why. */
  async open(source: File): Promise<void> {
    const { name } = source;
    this.#opened = null;
    this.#choice = NOTHING_CHOSEN;
    try {
      const file = openDataFile(name, await bytesOf(source));
      this.#opened = { file, arrays: file.kind === 'archive' ? describeArrays(file.archive) : undefined };
      this.#choice = firstUse(file, firstChoice(file));
      this.#result = read(file, this.#choice);
    } catch (error) {
      if (!(error instanceof DataFileError)) throw error;
      this.#result = { reading: null, text: null, error };
    }
  }

  choose(change: Partial<OwnDataChoice>): void {
    this.#choice = { ...this.#choice, ...change };
    if (this.#opened !== null) this.#result = read(this.#opened.file, this.#choice);
  }

  /** What has been read as chosen; null where it cannot be. */
  get data(): OwnData | null {
    return this.#result.reading?.data ?? null;
  }

  /** The model that a table is to open with; undefined for a grid. */
  get model(): TableModel | undefined {
    return this.#result.reading?.model;
  }

  get view(): OwnDataView {
    const { reading, text, error } = this.#result;
    return {
      file: this.#opened?.file.file ?? null,
      choice: this.#choice,
      facts: reading?.facts ?? [],
      error: error?.message ?? null,
      text: text
        ? { separator: text.separator, hasHeader: text.header !== null, decimal: text.decimal }
        : undefined,
      arrays: this.#opened?.arrays,
      grid: reading?.grid,
      table: reading?.table,
      preview: this.#opened ? previewOf(this.#opened.file, text, this.#choice) : null,
      ready: reading !== null,
    };
  }
}

/** The file's bytes; one that is too large is not even read. */
async function bytesOf(source: File): Promise<Uint8Array> {
  if (source.size > MAX_BINARY_BYTES) throw tooLarge(source.name, source.size);
  try {
    return new Uint8Array(await source.arrayBuffer());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DataFileError(
      source.name,
      {},
      `the browser cannot read it (${reason})`,
      'expected a file, not a folder',
    );
  }
}

function read(file: DataFile, choice: OwnDataChoice): Result {
  let error: DataFileError | null = null;
  const attempt = <T>(work: () => T): T | null => {
    try {
      return work();
    } catch (problem) {
      if (!(problem instanceof DataFileError)) throw problem;
      error = problem;
      return null;
    }
  };
  const text = file.kind === 'text' ? attempt(() => separateText(file.file, file.text, choice.text)) : null;
  const reading =
    error === null
      ? attempt(() =>
          choice.use === 'table'
            ? readOwnTable(file, choice, text)
            : gridReading(file.file, readGrid(file, choice, text), choice),
        )
      : null;
  return { reading, text, error };
}

/** A loss grid to begin with; an archive's arrays by the names that are usual for coordinates and losses. */
function firstChoice(file: DataFile): OwnDataChoice {
  if (file.kind !== 'archive') return NOTHING_CHOSEN;
  const { names } = file.archive;
  const find = (...wanted: string[]) => names.find((name) => wanted.includes(name.toLowerCase())) ?? '';
  const rest = names.filter((name) => !['x', 'y', 'w', 'b', 'xs', 'ys'].includes(name.toLowerCase()));
  return {
    ...NOTHING_CHOSEN,
    arrayX: find('x', 'xs', 'w'),
    arrayY: find('y', 'ys', 'b'),
    arrayLoss: find('loss', 'z', 'values') || rest[0] || names[0] || '',
  };
}

/**
 * A table where it can be read as one and not as a grid, or where a matrix has names over its columns. A grid where the trouble is a
 * cell among numbers, whose place is then told.
 */
function firstUse(file: DataFile, choice: OwnDataChoice): OwnDataChoice {
  const { reading, text } = read(file, choice);
  if (reading !== null && !(text?.header && reading.grid?.form === 'matrix')) return choice;
  const table = { ...choice, use: 'table' } as const;
  const found = read(file, table).reading?.table;
  return found?.refused.every(({ isMistaken }) => !isMistaken) ? table : choice;
}

function readGrid(file: DataFile, choice: OwnDataChoice, text: SeparatedText | null): ReadGrid {
  const { form, x, y, transposed } = choice;
  const options = { form, transposed, ...(x && { x }), ...(y && { y }) };
  switch (file.kind) {
    case 'text':
      if (text === null) throw new RangeError('a text is cut into cells before its grid is read');
      return gridFromText(text, options);
    case 'array':
      return gridFromArray(file.file, file.array, options);
    case 'archive': {
      const { arrayX, arrayY, arrayLoss } = choice;
      const loss = file.archive.read(arrayLoss);
      return arrayX === '' || arrayY === ''
        ? gridFromArray(file.file, loss, options)
        : gridFromArrays(file.file, file.archive.read(arrayX), file.archive.read(arrayY), loss);
    }
    default:
      return file satisfies never;
  }
}

function gridReading(file: string, { grid, form, names, holes }: ReadGrid, choice: OwnDataChoice): Reading {
  const named = { ...names, x: choice.nameX || names.x, y: choice.nameY || names.y };
  const range = (name: string, [low, high]: readonly [number, number]) =>
    `${name} from ${formatNumber(low, 4)} to ${formatNumber(high, 4)}`;
  const facts = [
    `${grid.nx} × ${grid.ny} samples`,
    range(named.x, grid.x),
    range(named.y, grid.y),
    ...(holes > 0
      ? [`${counted(holes, 'sample')} without a value, shown as ${holes === 1 ? 'a gap' : 'gaps'}`]
      : []),
  ];
  return {
    data: { kind: 'grid', file, names: named, grid },
    facts,
    grid: { form, nameX: named.x, nameY: named.y, x: grid.x, y: grid.y },
  };
}

function describeArrays(archive: NpzFile): readonly { readonly name: string; readonly note: string }[] {
  return archive.names.map((name) => {
    try {
      const { type, shape } = archive.read(name);
      return { name, note: `${describeShape(shape)} ${type}` };
    } catch (error) {
      if (!(error instanceof DataFileError)) throw error;
      return { name, note: error.problem };
    }
  });
}

function previewOf(file: DataFile, text: SeparatedText | null, choice: OwnDataChoice): OwnDataPreview | null {
  if (text !== null) {
    const head = text.header ?? Array.from({ length: text.width }, (_, index) => `${index + 1}`);
    return preview(head, text.rows.length, (row) => text.rows[row]?.cells ?? []);
  }
  if (file.kind === 'text') return null;
  const array = file.kind === 'array' ? file.array : readOrNull(file.archive, choice);
  return array && arrayPreview(array);
}

function readOrNull(archive: NpzFile, { arrayLoss }: OwnDataChoice): NumberArray | null {
  try {
    return archive.read(arrayLoss);
  } catch (error) {
    if (!(error instanceof DataFileError)) throw error;
    return null;
  }
}

function arrayPreview({ shape, values }: NumberArray): OwnDataPreview {
  const [rows, columns = 1] = shape;
  const head = Array.from({ length: columns }, (_, column) => String(column));
  return preview(head, rows, (row) =>
    Array.from(values.subarray(row * columns, row * columns + Math.min(columns, PREVIEW_COLUMNS)), (value) =>
      formatNumber(value, 6),
    ),
  );
}

function preview(
  head: readonly string[],
  rows: number,
  cellsOf: (row: number) => readonly string[],
): OwnDataPreview {
  const more = [
    ...(rows > PREVIEW_ROWS ? [counted(rows - PREVIEW_ROWS, 'more row', 'more rows')] : []),
    ...(head.length > PREVIEW_COLUMNS
      ? [counted(head.length - PREVIEW_COLUMNS, 'more column', 'more columns')]
      : []),
  ];
  return {
    head: head.slice(0, PREVIEW_COLUMNS),
    rows: Array.from({ length: Math.min(rows, PREVIEW_ROWS) }, (_, row) =>
      cellsOf(row).slice(0, PREVIEW_COLUMNS),
    ),
    more: more.join(' and '),
  };
}
