/** mathjs's tree → Syntax: every name gets its meaning in our language, every node its place in the text. */
import type { MathNode } from 'mathjs';
import { ExpressionError, type SourceSpan } from './expressionError';
import { isFactor } from './factors';
import { type Mended, mendCondition, mendPower, unglue } from './functionSlips';
import { CALLABLE_NAMES, functionNamed, isCallable } from './functions';
import { originOf, type Source } from './source';
import { nearestWord } from './suggest';
import { CONSTANTS, type Syntax } from './syntax';
import type { Token } from './tokens';
import { MISPLACED_EQUALS, OPERATOR_WORDS, startsValue } from './words';

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

/** Turns mathjs's tree into ours, pairing its names and numbers with the tokens in order of appearance. */
export class Resolver {
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
    const at = this.tokens.indexOf(token);
    const condition = mendCondition(this.source.text, this.tokens, at);
    if (condition !== undefined) throw this.#mended(token, condition);
    const product = unglue(name, this.variables);
    if (product !== undefined) {
      throw new ExpressionError(`"${name}" is not a function; did you mean ${product}?`, span, product);
    }
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
        `"${token.text}" takes ${expected} argument${plural}, not ${operands.length}: ${row.name === 'log' ? 'log(a), log(a, base)' : row.form}`,
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
    const at = this.tokens.indexOf(token);
    const power = mendPower(this.source.text, this.tokens, at);
    if (power !== undefined) return this.#mended(token, power);
    const next = this.tokens[at + 1];
    if (next === undefined || next.kind === 'sign' || OPERATOR_WORDS.has(next.text)) {
      return new ExpressionError(`"${name}" needs its argument in parentheses: ${form}`, span);
    }
    const mended = `${name}(${next.text})`;
    const message = `"${name}" needs its argument in parentheses; did you mean ${mended}?`;
    return new ExpressionError(message, join(span, this.#span(next)), mended);
  }

  #mended(first: Token, { last, message, suggestion }: Mended): ExpressionError {
    return new ExpressionError(message, join(this.#span(first), this.#span(last)), suggestion);
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
