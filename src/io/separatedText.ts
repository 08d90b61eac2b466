/** A text cut into cells: separator and header found out or told, comments set aside, every row equally long. */
import Papa from 'papaparse';
import { counted, DataFileError, quote } from './dataFileError';
import { MAX_COLUMNS, MAX_LINES } from './limits';
import { type DecimalMark, isMissing, readNumber } from './numberText';

export const SEPARATORS = { comma: ',', semicolon: ';', tab: '\t', bar: '|', space: ' ' } as const;
export type Separator = keyof typeof SEPARATORS;

/** How a text is to be read; what is 'auto' is found out. */
export interface TextOptions {
  readonly separator: Separator | 'auto';
  readonly header: 'yes' | 'no' | 'auto';
  readonly decimal: DecimalMark | 'auto';
}

export const AUTO_TEXT: TextOptions = { separator: 'auto', header: 'auto', decimal: 'auto' };

/** A row of cells and the line of the file it begins in. */
export interface TextRow {
  readonly line: number;
  readonly cells: readonly string[];
}

export interface SeparatedText {
  readonly file: string;
  readonly separator: Separator;
  readonly decimal: DecimalMark;
  /** The cells of the header as written; null where the file has none. */
  readonly header: readonly string[] | null;
  /** At least one row; all have `width` cells, without the blanks around them. */
  readonly rows: readonly TextRow[];
  readonly width: number;
}

/** Cuts `text`, whose lines end in `\n`. Throws DataFileError on open quotes, ragged rows, nothing but a header. */
export function separateText(file: string, text: string, options: TextOptions = AUTO_TEXT): SeparatedText {
  const sample = sampleLines(text);
  const separator = options.separator === 'auto' ? guessSeparator(sample) : options.separator;
  const { rows, comment } = withoutEmptyEnd(cut(file, text, separator));
  const [first] = rows;
  if (first === undefined)
    throw new DataFileError(file, {}, 'the file has no rows', 'expected rows of numbers');
  const width = first.cells.length;
  if (width > MAX_COLUMNS * COLUMNS_SLACK)
    throw new DataFileError(
      file,
      { line: first.line },
      `the row has ${counted(width, 'cell')}`,
      `expected at most ${MAX_COLUMNS} columns`,
    );
  checkWidths(file, rows, separator);
  const decimal = options.decimal === 'auto' ? guessDecimal(rows, separator) : options.decimal;
  const inside = options.header === 'yes' || (options.header === 'auto' && looksLikeHeader(rows, decimal));
  const data = inside ? rows.slice(1) : rows;
  if (data.length === 0) {
    throw new DataFileError(
      file,
      { line: first.line },
      'the file has a header and no rows',
      'expected at least one row of numbers',
    );
  }
  const told = options.header === 'auto' && comment !== null ? commentCells(comment, separator) : null;
  const header = inside ? first.cells : told?.length === width ? told : null;
  return { file, separator, decimal, header, rows: data, width };
}

/** A matrix of losses has more columns than a table: what is read decides, this stops only what is neither. */
const COLUMNS_SLACK = 16;

/** Lines that separator and decimal mark are guessed from. */
const SAMPLED_LINES = 100;

function sampleLines(text: string): readonly string[] {
  const lines: string[] = [];
  for (let start = 0; start < text.length && lines.length < SAMPLED_LINES; ) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, end);
    if (line.trim() !== '' && !isComment(line)) lines.push(line);
    start = end + 1;
  }
  return lines;
}

/** numpy.savetxt writes its header behind `#`. */
function isComment(line: string): boolean {
  return line.startsWith('#') && !/^#n\/a/i.test(line);
}

/** Tried in this order: a comma may be a decimal mark and a blank may stand in a text, so they come late. */
const GUESSES: readonly Separator[] = ['tab', 'semicolon', 'bar', 'comma', 'space'];

/** The separator by which most lines have the same number of cells, two or more; the comma where none does. */
function guessSeparator(lines: readonly string[]): Separator {
  let best: Separator = 'comma';
  let most = 0;
  for (const separator of GUESSES) {
    const counts = new Map<number, number>();
    for (const line of lines) {
      const cells = countCells(line, separator);
      if (cells >= 2) counts.set(cells, (counts.get(cells) ?? 0) + 1);
    }
    const agreeing = Math.max(0, ...counts.values());
    if (agreeing > most) {
      best = separator;
      most = agreeing;
    }
  }
  return best;
}

function countCells(line: string, separator: Separator): number {
  const bare = line.replace(/"[^"]*"/g, '""');
  return separator === 'space' ? bare.trim().split(/\s+/).length : bare.split(SEPARATORS[separator]).length;
}

function cut(
  file: string,
  text: string,
  separator: Separator,
): { readonly rows: readonly TextRow[]; readonly comment: string | null } {
  // Columns set with runs of blanks are one separator each.
  const source = separator === 'space' ? text.replace(/[^\S\n]+/g, ' ').replace(/^ | $/gm, '') : text;
  const { data, errors, meta } = Papa.parse<string[]>(source, {
    delimiter: SEPARATORS[separator],
    newline: '\n',
    preview: MAX_LINES,
  });
  if (meta.truncated)
    throw new DataFileError(
      file,
      {},
      'the file is very long',
      `expected at most ${counted(MAX_LINES, 'line')}`,
    );
  const rows: TextRow[] = [];
  const lines: number[] = [];
  let line = 1;
  let comment: string | null = null;
  for (const cells of data) {
    lines.push(line);
    const [first = ''] = cells;
    if (isComment(first)) {
      if (rows.length === 0) comment = cells.join(SEPARATORS[separator]);
    } else if (cells.length > 1 || first.trim() !== '') {
      rows.push({ line, cells: cells.map((cell) => cell.trim()) });
    }
    line += 1;
    for (const cell of cells) line += newlinesIn(cell);
  }
  const broken = errors.find(({ type }) => type === 'Quotes');
  if (broken !== undefined) {
    const place = lines[broken.row ?? 0];
    throw new DataFileError(
      file,
      place === undefined ? {} : { line: place },
      broken.code === 'MissingQuotes'
        ? 'a quote is opened and never closed'
        : 'a quote stands inside of a quoted cell',
      'expected "…" around the cell, and "" for a quote in it',
    );
  }
  return { rows, comment };
}

function newlinesIn(cell: string): number {
  let count = 0;
  for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) count += 1;
  return count;
}

/** Some programs end every row in a separator: the empty cells after it are no column. */
function withoutEmptyEnd<T extends { readonly rows: readonly TextRow[] }>(found: T): T {
  const { rows } = found;
  const allEndEmpty = rows.every(({ cells }) => cells.length > 1 && cells.at(-1) === '');
  if (!allEndEmpty) return found;
  return { ...found, rows: rows.map(({ line, cells }) => ({ line, cells: cells.slice(0, -1) })) };
}

function checkWidths(file: string, rows: readonly TextRow[], separator: Separator): void {
  const width = rows[0]?.cells.length ?? 0;
  const odd = rows.find(({ cells }) => cells.length !== width);
  if (odd === undefined) return;
  throw new DataFileError(
    file,
    { line: odd.line },
    `the row has ${counted(odd.cells.length, 'cell')} separated by ${separator}`,
    `expected ${width} as in the first row`,
  );
}

/** A comma is the decimal mark where cells such as `1,5` stand among the first rows and none such as `1.5`. */
function guessDecimal(rows: readonly TextRow[], separator: Separator): DecimalMark {
  if (separator === 'comma') return 'point';
  const cells = rows.slice(0, SAMPLED_LINES).flatMap((row) => row.cells);
  const points = cells.some((cell) => cell.includes('.') && readNumber(cell, 'point') !== undefined);
  const commas = cells.some((cell) => cell.includes(',') && readNumber(cell, 'comma') !== undefined);
  return commas && !points ? 'comma' : 'point';
}

/**
 * A first row without a number is a header where numbers follow, or else where its cells all differ. One cell of it may be
 * empty, as over the index that pandas writes.
 */
function looksLikeHeader([first, second]: readonly TextRow[], decimal: DecimalMark): boolean {
  if (first === undefined || second === undefined) return false;
  const isNumber = (cell: string) => readNumber(cell, decimal) !== undefined;
  const names = first.cells.filter((cell) => cell !== '');
  if (names.length === 0 || first.cells.length - names.length > 1) return false;
  if (names.some((cell) => isNumber(cell) || isMissing(cell))) return false;
  return second.cells.some(isNumber) || new Set(names).size === names.length;
}

function commentCells(comment: string, separator: Separator): readonly string[] {
  const bare = comment.replace(/^#+/, '').trim();
  const cells = separator === 'space' ? bare.split(/\s+/) : bare.split(SEPARATORS[separator]);
  return cells.map((cell) => cell.trim());
}

/** A cell for a message. */
export function quoteCell(cell: string): string {
  return cell === '' ? 'an empty cell' : quote(cell);
}
