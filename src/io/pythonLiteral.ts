/** Reads the subset of Python's literals that NumPy writes into headers. Nothing is evaluated. */

export type PythonValue =
  | string
  | number
  | boolean
  | null
  | readonly PythonValue[]
  | { readonly [key: string]: PythonValue };

/** Deeper nesting is no header of NumPy's. */
const MAX_DEPTH = 16;

/** The value that `text` writes, tuples and lists alike as arrays; undefined where it is no literal. */
export function readPythonLiteral(text: string): PythonValue | undefined {
  const tokens = tokenize(text);
  if (tokens === undefined) return undefined;
  const reader = new Reader(tokens);
  const value = reader.value(0);
  return reader.finished ? value : undefined;
}

const TOKEN = /\s*(?:([{}()[\],:])|'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|(-?\d+)L?|(True|False|None))\s*/y;

type Token = { readonly mark: string } | { readonly literal: string | number | boolean | null };

const WORDS: Readonly<Record<string, boolean | null>> = { True: true, False: false, None: null };

function tokenize(text: string): readonly Token[] | undefined {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (match === null) return undefined;
    const [, mark, single, double, digits, word] = match;
    if (mark !== undefined) tokens.push({ mark });
    else if (digits !== undefined) tokens.push({ literal: Number(digits) });
    else if (word !== undefined) tokens.push({ literal: WORDS[word] ?? null });
    else tokens.push({ literal: single ?? double ?? '' });
  }
  return tokens;
}

class Reader {
  #at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  get finished(): boolean {
    return this.#at === this.tokens.length;
  }

  value(depth: number): PythonValue | undefined {
    const token = this.tokens[this.#at];
    if (token === undefined || depth > MAX_DEPTH) return undefined;
    this.#at += 1;
    if ('literal' in token) return token.literal;
    if (token.mark === '(') return this.#sequence(')', depth + 1);
    if (token.mark === '[') return this.#sequence(']', depth + 1);
    if (token.mark === '{') return this.#dictionary(depth + 1);
    return undefined;
  }

  #take(mark: string): boolean {
    const token = this.tokens[this.#at];
    if (token === undefined || !('mark' in token) || token.mark !== mark) return false;
    this.#at += 1;
    return true;
  }

  #sequence(end: string, depth: number): readonly PythonValue[] | undefined {
    const values: PythonValue[] = [];
    while (!this.#take(end)) {
      const value = this.value(depth);
      if (value === undefined) return undefined;
      values.push(value);
      if (!this.#take(',')) return this.#take(end) ? values : undefined;
    }
    return values;
  }

  #dictionary(depth: number): PythonValue | undefined {
    const entries: [string, PythonValue][] = [];
    while (!this.#take('}')) {
      const key = this.value(depth);
      if (typeof key !== 'string' || !this.#take(':')) return undefined;
      const value = this.value(depth);
      if (value === undefined) return undefined;
      entries.push([key, value]);
      if (!this.#take(',')) return this.#take('}') ? Object.fromEntries(entries) : undefined;
    }
    return Object.fromEntries(entries);
  }
}
