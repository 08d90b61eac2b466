/**
 * Typed text → Syntax. mathjs reads the grammar; this file resolves its names in our language, gives every node its place
 * and turns each complaint into an ExpressionError.
 */
import type { MathNode } from 'mathjs';
import { create, parseDependencies } from 'mathjs/number';
import { ExpressionError, type SourceSpan } from './expressionError';
import { CALLABLE_NAMES, functionNamed, isCallable } from './functions';
import { originOf, readSource, type Source } from './source';
import { nearestWord } from './suggest';
import { CONSTANTS, type Syntax } from './syntax';
import { type Token, tokenize } from './tokens';

export interface ParsedExpression {
  readonly syntax: Syntax;
  /** The name before the equals sign, or f. */
  readonly name: string;
  /** The coordinates: those of a header such as f(u, v) =, else those asked for. */
  readonly variables: readonly string[];
  /** Free symbols in order of appearance. */
  readonly parameters: readonly string[];
}

export interface ParseOptions {
  /** Coordinates where the text has no header of its own. Default: x and y. */
  readonly variables?: readonly string[];
}

const MISPLACED_EQUALS = 'use == to compare; = only stands once, after the name of the function';
const MISPLACED_COMMA = 'a comma only separates the arguments of a function';

/** The parser alone: a quarter of what all of mathjs would weigh. */
const { parse: parseMath } = create({ ...parseDependencies }, {});

const HEADER = /^\s*([A-Za-z_][A-Za-z0-9_]*)\s*(?:\(([^()]*)\))?\s*=(?!=)/;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
const OPERATOR_WORDS: ReadonlySet<string> = new Set(['mod', 'and', 'or', 'not']);
/** Names that people give to functions: f(x) is never meant as a product. */
const FUNCTION_LETTERS: ReadonlySet<string> = new Set(['f', 'g', 'h']);
const GREEK: ReadonlySet<string> = new Set(
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi rho sigma phi chi psi omega'.split(
    ' ',
  ),
);

/** mathjs's names of operators → rows of the function table. */
const OPERATORS: Readonly<Record<string, string>> = {
  add: 'add',
  subtract: 'subtract',
  multiply: 'multiply',
  divide: 'divide',
  pow: 'pow',
  mod: 'mod',
  unaryMinus: 'negate',
  smaller: 'less',
  smallerEq: 'lessOrEqual',
  larger: 'greater',
  largerEq: 'greaterOrEqual',
  equal: 'equal',
  unequal: 'notEqual',
  and: 'and',
  or: 'or',
  not: 'not',
};

/** Throws ExpressionError with a place for every text that is not an expression of the language. */
export function parseExpression(typed: string, options: ParseOptions = {}): ParsedExpression {
  const source = readSource(typed);
  const header = readHeader(source);
  const body: Source = {
    text: ' '.repeat(header.length) + source.text.slice(header.length),
    origin: source.origin,
  };
  const tokens = tokenize(body);
  if (tokens.length === 0) {
    throw new ExpressionError(
      'expected an expression, such as x^2 + y^2',
      originOf(body, header.length, body.text.length),
    );
  }
  checkRemainders(body, tokens);
  checkOperatorWords(body, tokens);
  const variables = header.variables ?? options.variables ?? ['x', 'y'];
  const spaced = separateFactors(body, tokens, variables);
  const resolver = new Resolver(spaced, tokenize(spaced), variables);
  try {
    const syntax = resolver.resolve(parseTree(spaced));
    return { syntax, name: header.name, variables, parameters: resolver.parameters };
  } catch (error) {
    // The parser and the resolver recurse; what the limits on length and depth let through may still exhaust the stack.
    if (error instanceof RangeError) {
      throw new ExpressionError('the expression is nested too deeply', originOf(body, 0, body.text.length));
    }
    throw error;
  }
}

function readHeader(source: Source): { name: string; variables?: readonly string[]; length: number } {
  const match = HEADER.exec(source.text);
  if (match === null) return { name: 'f', length: 0 };
  const [whole, name = 'f', list] = match;
  if (isCallable(name) || Object.hasOwn(CONSTANTS, name)) {
    const at = whole.indexOf(name);
    throw new ExpressionError(
      `"${name}" has a meaning of its own and cannot be the name of a function; use == to compare`,
      originOf(source, at, at + name.length),
    );
  }
  if (list === undefined) return { name, length: whole.length };
  const variables = list.split(',').map((part) => part.trim());
  const start = whole.indexOf('(') + 1;
  const span = originOf(source, start, start + list.length);
  for (const variable of variables) {
    if (!VARIABLE.test(variable))
      throw new ExpressionError('expected names of variables, such as f(x, y)', span);
    if (Object.hasOwn(CONSTANTS, variable) || functionNamed(variable)) {
      throw new ExpressionError(`"${variable}" has a meaning of its own and cannot be a variable`, span);
    }
  }
  if (new Set(variables).size !== variables.length)
    throw new ExpressionError('a variable stands twice', span);
  return { name, variables, length: whole.length };
}

/**
 * Spaces out what mathjs would read otherwise than people do, before it reads it: `xy` becomes `x y` and `ax` becomes `a x`
 * (a word of several letters, each of them a variable but for at most one that leads as a free symbol or a constant), so that
 * the square in `ax^2` belongs to x; `x(y + 1)` becomes `(x)(y + 1)`, or the square in `x(y + 1)^2` would belong to both; and
 * a number is parted from the letter or sign that follows it (`0b`, `1e+x`, `2.*x`).
 */
function separateFactors(source: Source, tokens: readonly Token[], variables: readonly string[]): Source {
  let text = source.text;
  const origin = [...source.origin];
  const replace = (start: number, end: number, written: string, places: readonly number[]): void => {
    text = text.slice(0, start) + written + text.slice(end);
    origin.splice(start, end - start, ...places.map((place) => origin[place] ?? 0));
  };
  for (const [index, token] of [...tokens.entries()].reverse()) {
    const { start, end } = token;
    if (token.kind === 'number' && (token.text.endsWith('.') || /[A-Za-z]/.test(source.text.charAt(end)))) {
      replace(end, end, ' ', [end - 1]);
    }
    if (token.kind !== 'name') continue;
    const letters = isProduct(token.text, variables) ? [...token.text] : [token.text];
    const last = letters.at(-1) ?? '';
    const factor = isFactor(last, variables) && opensFactor(tokens, index + 1);
    if (letters.length === 1 && !factor) continue;
    const head = letters.slice(0, -1).map((letter) => `${letter} `);
    const written = `${head.join('')}${factor ? `(${last})` : last}`;
    const lastStart = end - last.length;
    const places = [
      ...head.flatMap((_, letter) => [start + letter, start + letter]),
      ...(factor ? [lastStart] : []),
      ...[...last].map((_, letter) => lastStart + letter),
      ...(factor ? [end - 1] : []),
    ];
    replace(start, end, written, places);
  }
  return { text, origin };
}

/** Whether a parenthesis after `name` can only mean a product. */
function isFactor(name: string, variables: readonly string[]): boolean {
  if (variables.includes(name) || Object.hasOwn(CONSTANTS, name)) return true;
  return name.length === 1 && !FUNCTION_LETTERS.has(name);
}

/** Whether token number `index` opens parentheses around a single expression. */
function opensFactor(tokens: readonly Token[], index: number): boolean {
  let depth = 0;
  for (const { text } of tokens.slice(index)) {
    if (text === '(') depth++;
    else if (text === ')') depth--;
    else if (text === ',' && depth === 1) return false;
    if (depth === 0) return text === ')';
  }
  return false;
}

function isProduct(word: string, variables: readonly string[]): boolean {
  if (word.length < 2 || !/^[A-Za-z]+$/.test(word)) return false;
  if (variables.includes(word) || Object.hasOwn(CONSTANTS, word) || isCallable(word)) return false;
  if (GREEK.has(word) || OPERATOR_WORDS.has(word)) return false;
  return [...word.slice(1)].every((letter) => variables.includes(letter));
}

/** mathjs reads a trailing % as "percent", which is not in the language. */
function checkRemainders(source: Source, tokens: readonly Token[]): void {
  for (const [index, token] of tokens.entries()) {
    if (token.text !== '%') continue;
    const next = tokens[index + 1];
    const starts =
      next && (next.kind !== 'sign' || next.text === '(' || next.text === '-' || next.text === '+');
    if (!starts) {
      throw new ExpressionError(
        'expected a divisor after %: a % b is the remainder',
        originOf(source, token.start, token.end),
      );
    }
  }
}

/** and, or and mod stand between two values; where a value is expected, mod is a function: mod(a, b). */
function checkOperatorWords(source: Source, tokens: readonly Token[]): void {
  for (const [index, token] of tokens.entries()) {
    if (!OPERATOR_WORDS.has(token.text) || token.text === 'not' || !startsValue(tokens, index)) continue;
    if (token.text === 'mod' && tokens[index + 1]?.text === '(') continue;
    throw new ExpressionError(
      `expected a value before "${token.text}"`,
      originOf(source, token.start, token.end),
    );
  }
}

/** Whether a value is expected where token number `index` stands. */
function startsValue(tokens: readonly Token[], index: number): boolean {
  const previous = tokens[index - 1];
  if (previous === undefined) return true;
  return previous.kind === 'sign' ? previous.text !== ')' : OPERATOR_WORDS.has(previous.text);
}

function parseTree(source: Source): MathNode {
  try {
    return parseMath(source.text);
  } catch (error) {
    if (error instanceof RangeError || !(error instanceof Error)) throw error;
    const char = (error as { char?: unknown }).char;
    const at = Math.max(0, Math.min(typeof char === 'number' ? char - 1 : 0, source.text.length));
    throw new ExpressionError(explain(error.message, source, at), placeOf(source, at));
  }
}

function placeOf(source: Source, at: number): SourceSpan {
  const end = source.text.trimEnd().length;
  return at >= end ? originOf(source, Math.max(end - 1, 0), end) : originOf(source, at, at + 1);
}

function explain(message: string, source: Source, at: number): string {
  const bare = message.replace(/\s*\(char \d+\)$/, '');
  const what = 'a number, a variable, a function or a parenthesis';
  if (/unexpected end/i.test(bare)) return `the expression ends too early: expected ${what}`;
  if (/value expected/i.test(bare)) {
    const found = source.text.slice(at).trim().charAt(0);
    return found === '' ? `expected ${what} at the end` : `expected ${what} instead of "${found}"`;
  }
  if (/false part of conditional/i.test(bare))
    return 'expected ":" and the value for when the condition is false';
  if (/left hand side of assignment/i.test(bare)) return MISPLACED_EQUALS;
  if (/parenthesis \) expected/i.test(bare) && source.text.charAt(at) === ',') return MISPLACED_COMMA;
  const unexpected = /^unexpected operator (.+)$/i.exec(bare);
  if (unexpected?.[1] === '=') return MISPLACED_EQUALS;
  if (unexpected?.[1] === ',') return MISPLACED_COMMA;
  return bare.charAt(0).toLowerCase() + bare.slice(1);
}

class Resolver {
  readonly parameters: string[] = [];
  readonly #names: readonly Token[];
  readonly #numbers: readonly Token[];
  #nextName = 0;
  #nextNumber = 0;

  constructor(
    private readonly source: Source,
    private readonly tokens: readonly Token[],
    private readonly variables: readonly string[],
  ) {
    this.#names = tokens.filter(({ kind, text }, index) => {
      if (kind !== 'name') return false;
      return !OPERATOR_WORDS.has(text) || (text === 'mod' && startsValue(tokens, index));
    });
    this.#numbers = tokens.filter(({ kind }) => kind === 'number');
  }

  resolve(node: MathNode): Syntax {
    if (isType(node, 'ParenthesisNode')) return this.resolve(node.content);
    if (isType(node, 'ConstantNode')) return this.#number(node.value);
    if (isType(node, 'SymbolNode')) return this.#symbol(this.#takeName());
    if (isType(node, 'OperatorNode')) return this.#operator(node.fn, node.args, node.implicit);
    if (isType(node, 'RelationalNode')) return this.#relation(node.conditionals, node.params);
    if (isType(node, 'FunctionNode')) return this.#application(node.fn, node.args);
    if (isType(node, 'ConditionalNode')) {
      const condition = this.resolve(node.condition);
      const whenTrue = this.resolve(node.trueExpr);
      const whenFalse = this.resolve(node.falseExpr);
      return {
        kind: 'conditional',
        condition,
        whenTrue,
        whenFalse,
        span: join(condition.span, whenFalse.span),
      };
    }
    if (isType(node, 'AssignmentNode') || isType(node, 'FunctionAssignmentNode')) {
      throw this.#misplaced('=', MISPLACED_EQUALS);
    }
    if (isType(node, 'RangeNode')) throw this.#misplaced(':', '":" only stands in condition ? a : b');
    throw new ExpressionError('this is not part of the language', this.#whole());
  }

  #number(value: unknown): Syntax {
    const token = this.#numbers[this.#nextNumber++];
    if (token === undefined || typeof value !== 'number') {
      throw new ExpressionError('expected a number', token ? this.#span(token) : this.#whole());
    }
    return { kind: 'number', value, text: token.text, span: this.#span(token) };
  }

  #operator(operator: string, operands: readonly MathNode[], implicit: boolean): Syntax {
    const [left] = operands;
    if (left && (implicit || operator === 'pow')) this.#refuseBareFunction(left, operands[1]);
    const resolved = operands.map((operand) => this.resolve(operand));
    const [first, last] = [resolved[0], resolved.at(-1)];
    if (first === undefined || last === undefined)
      throw new ExpressionError('expected a value', this.#whole());
    if (operator === 'unaryPlus') return first;
    const name = OPERATORS[operator];
    if (name === undefined)
      throw new ExpressionError(`the operator ${operator} is not part of the language`, first.span);
    return { kind: 'call', name, operands: resolved, span: join(first.span, last.span) };
  }

  /** a < b <= c holds where both comparisons do. */
  #relation(operators: readonly string[], params: readonly MathNode[]): Syntax {
    const values = params.map((param) => this.resolve(param));
    let all: Syntax | undefined;
    for (const [index, operator] of operators.entries()) {
      const [left, right, name] = [values[index], values[index + 1], OPERATORS[operator]];
      if (!left || !right || !name) throw new ExpressionError('expected a comparison', this.#whole());
      const one: Syntax = { kind: 'call', name, operands: [left, right], span: join(left.span, right.span) };
      all = all ? { kind: 'call', name: 'and', operands: [all, one], span: join(all.span, one.span) } : one;
    }
    if (all === undefined) throw new ExpressionError('expected a comparison', this.#whole());
    return all;
  }

  #application(fn: unknown, args: readonly MathNode[]): Syntax {
    // (a)(b) and f(a)(b) arrive here too, with a node in place of a name: a product.
    if (!isType(fn, 'SymbolNode')) return this.#product(this.resolve(fn as MathNode), args);
    const token = this.#takeName();
    const name = token.text;
    if (isCallable(name)) return this.#call(token, args);
    const span = this.#span(token);
    if (isFactor(name, this.variables)) return this.#product(this.#symbol(token), args);
    const nearest = nearestWord(name, CALLABLE_NAMES);
    if (nearest !== undefined && name.length > 1) {
      throw new ExpressionError(`"${name}" is not a function; did you mean ${nearest}?`, span, nearest);
    }
    throw new ExpressionError(`"${name}" is not a function; for a product write ${name}*(…)`, span);
  }

  #product(left: Syntax, args: readonly MathNode[]): Syntax {
    const [only] = args;
    if (only === undefined || args.length > 1) {
      throw new ExpressionError('expected one factor in the parentheses: this is not a function', left.span);
    }
    const right = this.resolve(only);
    return { kind: 'call', name: 'multiply', operands: [left, right], span: join(left.span, right.span) };
  }

  #call(token: Token, args: readonly MathNode[]): Syntax {
    const row = functionNamed(token.text);
    if (row === undefined) throw new ExpressionError(`unknown function ${token.text}`, this.#span(token));
    const operands = args.map((arg) => this.resolve(arg));
    const start = this.#span(token);
    const span = join(start, operands.at(-1)?.span ?? start);
    const name = row.name === 'log' && operands.length === 2 ? 'logBase' : row.name;
    const [first, ...rest] = operands;
    if ((name === 'min' || name === 'max') && first) {
      if (rest.length === 0) throw new ExpressionError(`expected at least 2 arguments for ${name}`, start);
      return rest.reduce(
        (left, right): Syntax => ({ kind: 'call', name, operands: [left, right], span }),
        first,
      );
    }
    const [low, most] = row.kind === 'macro' ? [row.minArity, row.maxArity] : [row.arity, row.arity];
    // log with a base is a row of its own.
    const high = row.name === 'log' ? 2 : most;
    if (name !== 'logBase' && (operands.length < low || operands.length > high)) {
      const expected = low === high ? `${low}` : `${low} to ${high}`;
      const plural = expected === '1' ? '' : 's';
      throw new ExpressionError(
        `${token.text} takes ${expected} argument${plural}, not ${operands.length}: ${row.name === 'log' ? 'log(a), log(a, base)' : row.form}`,
        span,
      );
    }
    return { kind: 'call', name, operands, span };
  }

  #symbol(token: Token): Syntax {
    const { text: name } = token;
    const span = this.#span(token);
    if (this.variables.includes(name)) return { kind: 'variable', name, span };
    const constant = CONSTANTS[name];
    if (constant !== undefined && Object.hasOwn(CONSTANTS, name)) {
      return { kind: 'constant', name, value: constant.value, span };
    }
    if (isCallable(name)) throw this.#bareFunction(token, functionNamed(name)?.form ?? name);
    this.#refuseGluedFunction(token);
    return this.#parameter(name, span);
  }

  #parameter(name: string, span: SourceSpan): Syntax {
    if (!this.parameters.includes(name)) this.parameters.push(name);
    return { kind: 'parameter', name, span };
  }

  /** `sin x`, `sin^2 x`: a function without parentheses. The token has not been taken yet. */
  #refuseBareFunction(left: MathNode, right: MathNode | undefined): void {
    if (!isType(left, 'SymbolNode') || !isCallable(left.name) || this.variables.includes(left.name)) return;
    const token = this.#names[this.#nextName];
    if (token === undefined || token.text !== left.name) return;
    const next = right && this.tokens[this.tokens.indexOf(token) + 1];
    throw this.#bareFunction(token, next?.text === '^' ? `${left.name}(…)^n` : `${left.name}(…)`);
  }

  /** Suggests parentheses around the word or number that follows, where there is one; else shows the `form`. */
  #bareFunction(token: Token, form: string): ExpressionError {
    const { text: name } = token;
    const span = this.#span(token);
    const next = this.tokens[this.tokens.indexOf(token) + 1];
    if (next === undefined || next.kind === 'sign' || OPERATOR_WORDS.has(next.text)) {
      return new ExpressionError(`${name} needs its argument in parentheses: ${form}`, span);
    }
    const mended = `${name}(${next.text})`;
    const message = `${name} needs its argument in parentheses; did you mean ${mended}?`;
    return new ExpressionError(message, join(span, this.#span(next)), mended);
  }

  /** `sinx`, `lnx`: a function glued to its argument. */
  #refuseGluedFunction(token: Token): void {
    const name = CALLABLE_NAMES.filter((candidate) => token.text.startsWith(candidate)).sort(
      (a, b) => b.length - a.length,
    )[0];
    if (name === undefined) return;
    const rest = token.text.slice(name.length);
    const argument =
      [...rest].every((letter) => this.variables.includes(letter)) || Object.hasOwn(CONSTANTS, rest);
    if (!argument) return;
    throw new ExpressionError(
      `"${token.text}" is unknown; did you mean ${name}(${rest})?`,
      this.#span(token),
      `${name}(${rest})`,
    );
  }

  #takeName(): Token {
    const token = this.#names[this.#nextName++];
    if (token === undefined) throw new ExpressionError('expected a name', this.#whole());
    return token;
  }

  #span(token: Token): SourceSpan {
    return originOf(this.source, token.start, token.end);
  }

  #whole(): SourceSpan {
    return originOf(this.source, 0, this.source.text.length);
  }

  #misplaced(sign: string, message: string): ExpressionError {
    const token = this.tokens.find(({ text }) => text === sign);
    return new ExpressionError(message, token ? this.#span(token) : this.#whole());
  }
}

function join(a: SourceSpan, b: SourceSpan): SourceSpan {
  return { start: Math.min(a.start, b.start), end: Math.max(a.end, b.end) };
}

interface NodeShapes {
  ParenthesisNode: { readonly content: MathNode };
  ConstantNode: { readonly value: unknown };
  SymbolNode: { readonly name: string };
  OperatorNode: { readonly fn: string; readonly args: readonly MathNode[]; readonly implicit: boolean };
  RelationalNode: { readonly conditionals: readonly string[]; readonly params: readonly MathNode[] };
  FunctionNode: { readonly fn: unknown; readonly args: readonly MathNode[] };
  ConditionalNode: {
    readonly condition: MathNode;
    readonly trueExpr: MathNode;
    readonly falseExpr: MathNode;
  };
  AssignmentNode: object;
  FunctionAssignmentNode: object;
  RangeNode: object;
}

function isType<K extends keyof NodeShapes>(node: unknown, type: K): node is NodeShapes[K] {
  return typeof node === 'object' && node !== null && (node as { type?: unknown }).type === type;
}
