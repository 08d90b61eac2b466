// WGSL to C++, for the part of WGSL that shaders/math is written in: functions, structs, constants, tables and plain
// control flow. Token by token, since an expression means the same in both languages: WGSL wants parentheses wherever
// their precedences differ. What is outside of the subset is refused here or by the C++ compiler, never guessed.
// wgsl.hpp supplies the built-in functions.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Comment, newline, blanks, number, word, or punctuation. */
const TOKEN =
  /\/\/.*|\n|[^\S\n]+|0x[\da-fA-F]+(?:p[+-]?\d+|[ui])?|(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?[uif]?|[A-Za-z_]\w*|->|<<|>>|[<>=!]=|&&|\|\||[-+*/%&|^]=|--|\+\+|[-+*/%&|^~!<>=(){}[\],.;:]/y;

/** Words of WGSL that would need a translation this file does not have. */
const REFUSED = new Set(
  'alias break case const_assert continue continuing default diagnostic discard enable loop override ptr requires switch'.split(
    ' ',
  ),
);

/** A piece of WGSL outside of the subset, with its place. */
export class TranslationError extends Error {
  /** @param {string} file @param {number} line @param {string} problem */
  constructor(file, line, problem) {
    super(`${file}:${line}: ${problem}`);
    this.name = 'TranslationError';
  }
}

/**
 * @typedef {object} Unit one file of WGSL in C++
 * @property {string[]} declarations structs and constants
 * @property {string[]} prototypes of all functions, since WGSL has no order of definition
 * @property {string[]} definitions of all functions
 * @property {Signature[]} signatures of all functions
 *
 * @typedef {{ readonly name: string, readonly arity: number, readonly result: string }} Signature
 */

/**
 * The library in the folder as one unit of C++. Each public function (`gs_`) of f32 also appears over arrays:
 * `extern "C" void NAME(const float *x, const float *y, float *result, size_t count)`, where unary ones ignore y.
 * @param {string} folder
 */
export function translateLibrary(folder) {
  const units = filesOfPublicFunctions(folder).map(([file, source]) => translateFile(file, source));
  const publicFunctions = units
    .flatMap(({ signatures }) => signatures)
    .filter(({ name, result }) => name.startsWith('gs_') && result === 'f32');
  const text = [
    '#include "wgsl.hpp"',
    'namespace wgsl {',
    ...units.flatMap(({ declarations }) => declarations),
    ...units.flatMap(({ prototypes }) => prototypes),
    ...units.flatMap(({ definitions }) => definitions),
    '}',
    '#line 1 "loops over arrays"',
    ...publicFunctions.map(overArrays),
    '',
  ].join('\n');
  return { text, publicFunctions };
}

/**
 * The files that define public functions, and what they require: numbers of two f32 are another library.
 * @param {string} folder
 * @returns {readonly (readonly [file: string, source: string])[]}
 */
function filesOfPublicFunctions(folder) {
  const names = readdirSync(folder).filter((file) => file.endsWith('.wgsl'));
  const sources = new Map(names.map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
  /** @type {Set<string>} */
  const needed = new Set();
  /** @param {string} file */
  const need = (file) => {
    const source = sources.get(file);
    if (source === undefined) throw new Error(`${file} is required, but is not in ${folder}`);
    if (needed.has(file)) return;
    needed.add(file);
    const required = /^\/\/ requires:(.*)$/m.exec(source)?.[1] ?? '';
    for (const name of required.split(',')) if (name.trim() !== '') need(name.trim());
  };
  for (const [file, source] of sources) if (/^fn gs_/m.test(source)) need(file);
  return [...sources].filter(([file]) => needed.has(file));
}

/** @param {Signature} signature */
function overArrays({ name, arity }) {
  const call = `wgsl::${name}(x[i]${arity === 2 ? ', y[i]' : ''})`;
  return [
    `extern "C" void ${name}(const float *__restrict x, [[maybe_unused]] const float *__restrict y, float *__restrict result, std::size_t count) {`,
    '#pragma omp simd',
    `  for (std::size_t i = 0; i < count; ++i) result[i] = ${call};`,
    '}',
  ].join('\n');
}

/**
 * Lines stay lines, so that messages of the C++ compiler point into the WGSL.
 * @param {string} file
 * @param {string} source
 * @returns {Unit}
 */
export function translateFile(file, source) {
  const reader = new Reader(file, source);
  /** @type {Unit} */
  const unit = { declarations: [], prototypes: [], definitions: [], signatures: [] };
  while (!reader.atEnd()) {
    const place = `#line ${reader.line()} "shaders/math/${file}"\n`;
    const word = reader.next();
    if (word === 'const') unit.declarations.push(place + constant(reader));
    else if (word === 'struct') unit.declarations.push(place + structure(reader));
    else if (word === 'fn') {
      const { head, ...declared } = signature(reader);
      unit.signatures.push(declared);
      unit.prototypes.push(`${head};`);
      unit.definitions.push(`${place}${head} ${body(reader)}`);
    } else reader.fail(`"${word}" at the top level`);
  }
  return unit;
}

/** `const NAME = literal;` or `const NAME = array<T, n>(…);`. @param {Reader} reader */
function constant(reader) {
  const name = reader.word();
  reader.expect('=');
  if (reader.peek() !== 'array') {
    const sign = reader.accept('-') ? '-' : '';
    const value = number(reader.next());
    // Arithmetic on constants has more precision in WGSL than in f32.
    if (value === undefined) reader.fail(`the constant ${name} is neither a literal nor an array`);
    reader.expect(';');
    return `static constexpr auto ${name} = ${sign}${value};`;
  }
  reader.expect('array');
  reader.expect('<');
  const type = reader.word();
  reader.expect(',');
  const count = reader.next();
  reader.expect('>');
  const elements = reader.until('(', ')', expression);
  reader.expect(';');
  return `static constexpr ${type} ${name}[${count}] = {${elements}};`;
}

/** `struct NAME { a: T, b: T }`. @param {Reader} reader */
function structure(reader) {
  const name = reader.word();
  reader.expect('{');
  const members = namesAndTypes(reader, '}').map(({ name, type }) => `${type} ${name};`);
  return `struct ${name} { ${members.join(' ')} };`;
}

/** `NAME(a: T, b: T) -> R`. @param {Reader} reader */
function signature(reader) {
  const name = reader.word();
  reader.expect('(');
  const parameters = namesAndTypes(reader, ')');
  reader.expect('->');
  const result = reader.word();
  const list = parameters.map(({ name, type }) => `${type} ${name}`).join(', ');
  return { name, arity: parameters.length, result, head: `INLINED ${result} ${name}(${list})` };
}

/** @param {Reader} reader @param {string} end */
function namesAndTypes(reader, end) {
  const list = [];
  while (!reader.accept(end)) {
    const name = reader.word();
    reader.expect(':');
    list.push({ name, type: reader.word() });
    if (reader.peek() !== end) reader.expect(',');
  }
  return list;
}

/** The braces of a function with all between them. @param {Reader} reader */
function body(reader) {
  return `{${reader.until('{', '}', statementToken)}}`;
}

/** @param {string} token @param {Reader} reader */
function statementToken(token, reader) {
  if (token === 'let' || token === 'var') {
    const name = reader.word();
    const type = reader.accept(':') ? reader.word() : 'auto';
    return `${token === 'let' ? 'const ' : ''}${type} ${name}`;
  }
  if ((token === 'if' || token === 'while') && reader.peek() !== '(') {
    reader.fail(`${token} without parentheses`);
  }
  return expression(token, reader);
}

/** @param {string} token @param {Reader} reader */
function expression(token, reader) {
  if (REFUSED.has(token)) reader.fail(`"${token}" is outside of the subset that is translated`);
  return number(token) ?? token;
}

/**
 * A literal of WGSL as one of C++, undefined for anything else. Decimal fractions are f32 here: abstract floats reach
 * no arithmetic before they become f32, as constants are literals.
 * @param {string} token
 */
function number(token) {
  if (!/^\.?\d/.test(token)) return undefined;
  if (/^0x.*p/.test(token)) return `${token}f`;
  if (/^0x|^\d+[ui]?$/.test(token)) return token.replace(/i$/, '');
  const text = String(Math.fround(Number(token.replace(/f$/, ''))));
  return `${/[.e]/.test(text) ? text : `${text}.0`}f`;
}

/** Tokens one by one; comments are gone, newlines are carried along. */
class Reader {
  #position = 0;

  /** @param {string} file @param {string} source */
  constructor(file, source) {
    this.file = file;
    this.tokens = tokenize(file, source);
  }

  atEnd() {
    return this.#position >= this.tokens.length;
  }

  line() {
    return this.tokens[this.#position]?.line ?? 0;
  }

  peek() {
    return this.tokens[this.#position]?.text;
  }

  next() {
    const token = this.tokens[this.#position];
    if (!token) this.fail('the file ends too early');
    this.#position += 1;
    return token?.text ?? '';
  }

  word() {
    const token = this.next();
    if (!/^[A-Za-z_]\w*$/.test(token)) this.fail(`"${token}" where a name is expected`);
    return token;
  }

  /** @param {string} text */
  accept(text) {
    if (this.peek() !== text) return false;
    this.#position += 1;
    return true;
  }

  /** @param {string} text */
  expect(text) {
    if (!this.accept(text)) this.fail(`"${this.peek()}" where "${text}" is expected`);
  }

  /**
   * What lies between `open`, which is next, and the `close` that belongs to it, each token translated.
   * @param {string} open
   * @param {string} close
   * @param {(token: string, reader: Reader) => string} translate
   */
  until(open, close, translate) {
    this.expect(open);
    let text = '';
    let line = this.line();
    for (let depth = 1; ; ) {
      text += '\n'.repeat(Math.max(0, this.line() - line));
      line = this.line();
      const token = this.next();
      if (token === open) depth += 1;
      if (token === close) depth -= 1;
      if (depth === 0) return text;
      // A trailing comma.
      if (token === ',' && this.peek() === ')') continue;
      text += `${translate(token, this)}${needsBlank(token, this.peek()) ? ' ' : ''}`;
    }
  }

  /** @param {string} problem @returns {never} */
  fail(problem) {
    const line = this.tokens[Math.min(this.#position, this.tokens.length) - 1]?.line ?? 1;
    throw new TranslationError(this.file, line, problem);
  }
}

/** Only calls and accesses are written without one. @param {string} token @param {string | undefined} next */
function needsBlank(token, next) {
  return !(token === '(' || token === '.' || next === '(' || next === ')' || next === '.' || next === ',');
}

/** @param {string} file @param {string} source */
function tokenize(file, source) {
  /** @type {{ text: string, line: number }[]} */
  const tokens = [];
  let line = 1;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const start = TOKEN.lastIndex;
    const [text] = TOKEN.exec(source) ?? [];
    if (text === undefined) throw new TranslationError(file, line, `"${source[start]}" starts no token`);
    if (text === '\n') line += 1;
    else if (text.trim() && !text.startsWith('//')) tokens.push({ text, line });
  }
  return tokens;
}
