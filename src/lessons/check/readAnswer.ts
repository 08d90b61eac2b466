/**
 * A typed answer → its components as Syntax. It takes what people write: f'(x) = 2x, (2x, 2y), [2x; 2y], x = 1 or x = 3,
 * fractions and expressions for numbers. Places of errors are those of the text as typed.
 */
import { ExpressionError, parseExpression, type Syntax } from '../../expression';
import { childrenOf } from '../../expression/explain/trees';

export interface AnswerNames {
  readonly variables: readonly string[];
  /** Symbols of the exercise that are no variables. */
  readonly parameters: readonly string[];
}

interface Part {
  readonly start: number;
  readonly end: number;
}

const OPENING: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}', '⟨': '⟩' };
const CLOSING: ReadonlySet<string> = new Set(Object.values(OPENING));

/** Throws ExpressionError, with its place in `text`, where a component cannot be read or names what is not there. */
export function readAnswer(text: string, names: AnswerNames): readonly Syntax[] {
  if (text.trim() === '') throw new ExpressionError('expected an answer', { start: 0, end: text.length });
  const whole = withoutName(text, { start: 0, end: text.length });
  const inner = withoutBrackets(text, whole);
  return splitAtCommas(text, inner).map((part) => readComponent(text, withoutName(text, part), names));
}

/** f'(x) =, ∇f(1, 2) =, y =, df/dx =: what stands before a single equals sign, where it is such a name. */
const NAME = /^[\s\w'′∂∇(),./]*=(?!=)/u;

function withoutName(text: string, { start, end }: Part): Part {
  const name = NAME.exec(text.slice(start, end))?.[0];
  // x = 1, x = 3 is a list of equations, not one with a name in front of a list.
  if (name === undefined || hasCommaOutside(name)) return { start, end };
  return { start: start + name.length, end };
}

function hasCommaOutside(text: string): boolean {
  return splitAtCommas(text, { start: 0, end: text.length }).length > 1;
}

/** Brackets around the whole are left out where a list stands in them. */
function withoutBrackets(text: string, part: Part): Part {
  const { start, end } = trimmed(text, part);
  const closing = OPENING[text.charAt(start)];
  if (closing === undefined || text.charAt(end - 1) !== closing) return { start, end };
  const inner = { start: start + 1, end: end - 1 };
  if (!isBalanced(text, inner)) return { start, end };
  return splitAtCommas(text, inner).length > 1 || text.charAt(start) !== '(' ? inner : { start, end };
}

function isBalanced(text: string, { start, end }: Part): boolean {
  let depth = 0;
  for (let at = start; at < end; at++) {
    const character = text.charAt(at);
    if (Object.hasOwn(OPENING, character)) depth++;
    else if (CLOSING.has(character) && --depth < 0) return false;
  }
  return depth === 0;
}

function trimmed(text: string, { start, end }: Part): Part {
  const body = text.slice(start, end);
  return { start: start + body.length - body.trimStart().length, end: start + body.trimEnd().length };
}

const SEPARATOR = /[,;]|\s(?:and|or)\s/y;

function splitAtCommas(text: string, { start, end }: Part): readonly Part[] {
  const parts: Part[] = [];
  let depth = 0;
  let from = start;
  for (let at = start; at < end; at++) {
    const character = text.charAt(at);
    if (Object.hasOwn(OPENING, character)) depth++;
    else if (CLOSING.has(character)) depth--;
    SEPARATOR.lastIndex = at;
    const separator = depth === 0 ? SEPARATOR.exec(text)?.[0] : undefined;
    if (separator === undefined) continue;
    parts.push({ start: from, end: at });
    from = at + separator.length;
    at = from - 1;
  }
  return [...parts, { start: from, end }];
}

function readComponent(text: string, { start, end }: Part, names: AnswerNames): Syntax {
  // What stands before is kept as blanks, so that places stay those of the text.
  const { syntax } = parseExpression(' '.repeat(start) + text.slice(start, end), {
    variables: names.variables,
  });
  const stranger = strangerIn(syntax, names.parameters);
  if (stranger !== undefined) {
    const known = [...names.variables, ...names.parameters].join(', ');
    const expected = known === '' ? 'the answer is a number' : `the names here are ${known}`;
    throw new ExpressionError(`"${stranger.name}" is not part of this exercise: ${expected}`, stranger.span);
  }
  return syntax;
}

function strangerIn(syntax: Syntax, known: readonly string[]): (Syntax & { kind: 'parameter' }) | undefined {
  if (syntax.kind === 'parameter') return known.includes(syntax.name) ? undefined : syntax;
  for (const child of childrenOf(syntax)) {
    const found = strangerIn(child, known);
    if (found !== undefined) return found;
  }
  return undefined;
}
