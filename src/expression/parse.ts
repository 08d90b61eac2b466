/** Typed text → Syntax: what of it is header and what is body, then tokens, factors, grammar and names in turn. */
import { ExpressionError } from './expressionError';
import { separateFactors } from './factors';
import { functionNamed, isCallable } from './functions';
import { checkOperatorWords, checkRemainders, parseTree } from './grammar';
import { Resolver } from './resolver';
import { originOf, readSource, type Source } from './source';
import { CONSTANTS, type Syntax } from './syntax';
import { tokenize } from './tokens';

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

const HEADER = /^\s*([A-Za-z_][A-Za-z0-9_]*)\s*(?:\(([^()]*)\))?\s*=(?!=)/;
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
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
