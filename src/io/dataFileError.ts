/** Where in a data file something is. Lines and rows count from 1; elements of arrays from 0, as NumPy counts them. */
export interface FilePlace {
  /** Line of a text. */
  readonly line?: number;
  /** Name of a column of a text. */
  readonly column?: string;
  /** Array of an archive, or an element of an array, such as `X[3, 1]`. */
  readonly entry?: string;
}

/**
 * A file cannot be read as data: which file, where in it, what is there, what was expected instead.
 * Everything that src/io/ refuses is refused by this class.
 */
export class DataFileError extends Error {
  override readonly name = 'DataFileError';

  constructor(
    readonly file: string,
    readonly place: FilePlace,
    /** What is there: `"12 kg" is no number`. */
    readonly problem: string,
    /** What was expected instead, or what to do: `expected a number`. */
    readonly expected: string,
  ) {
    super(`${[file, ...describePlace(place)].join(', ')}: ${problem}; ${expected}`);
  }
}

function describePlace({ line, column, entry }: FilePlace): readonly string[] {
  return [
    ...(entry === undefined ? [] : [entry]),
    ...(line === undefined ? [] : [`line ${line}`]),
    ...(column === undefined ? [] : [`column ${column}`]),
  ];
}

const SHOWN_CHARACTERS = 40;

/** `text` in quotes, shortened and on one line, for a message. */
export function quote(text: string): string {
  const line = text.replace(/\s+/g, ' ').toWellFormed();
  return line.length <= SHOWN_CHARACTERS ? `"${line}"` : `"${line.slice(0, SHOWN_CHARACTERS)}…"`;
}

/** `1 row`, `3,000 rows`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
