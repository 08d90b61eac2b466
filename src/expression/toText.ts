/** Syntax → text of the language that reads back as the same tree: for links, patches of the state and copying. */
import type { Syntax } from './syntax';

interface Infix {
  readonly sign: string;
  readonly level: number;
  /** Whether the right operand needs parentheses at its own level. */
  readonly strict?: boolean;
}

const INFIX: Readonly<Record<string, Infix>> = {
  or: { sign: ' or ', level: 1, strict: true },
  and: { sign: ' and ', level: 2, strict: true },
  less: { sign: ' < ', level: 4, strict: true },
  lessOrEqual: { sign: ' <= ', level: 4, strict: true },
  greater: { sign: ' > ', level: 4, strict: true },
  greaterOrEqual: { sign: ' >= ', level: 4, strict: true },
  equal: { sign: ' == ', level: 4, strict: true },
  notEqual: { sign: ' != ', level: 4, strict: true },
  add: { sign: ' + ', level: 5, strict: true },
  subtract: { sign: ' - ', level: 5, strict: true },
  multiply: { sign: '*', level: 6, strict: true },
  divide: { sign: '/', level: 6, strict: true },
  pow: { sign: '^', level: 8 },
};
const PREFIX_LEVEL = 7;
const TIGHTEST = 9;

/** How names of rows that are no words of the language are written. */
const OTHER_NAMES: Readonly<Record<string, string>> = { logBase: 'log' };

/** Throws RangeError for a derivative that is still to be taken: the language has no word for it. */
export function toText(syntax: Syntax): string {
  switch (syntax.kind) {
    case 'number':
      return syntax.text;
    case 'constant':
    case 'variable':
    case 'parameter':
      return syntax.name;
    case 'conditional':
      return `(${toText(syntax.condition)} ? ${toText(syntax.whenTrue)} : ${toText(syntax.whenFalse)})`;
    case 'derivative':
      throw new RangeError('a derivative that is still to be taken cannot be written as text');
    case 'call':
      return callToText(syntax);
    default:
      return syntax satisfies never;
  }
}

function callToText({ name, operands }: Syntax & { kind: 'call' }): string {
  const [left, right] = operands;
  if (left && name === 'negate') return `-${guard(left, PREFIX_LEVEL)}`;
  if (left && name === 'not') return `not ${guard(left, TIGHTEST)}`;
  if (left && name === 'sech2') return `sech(${toText(left)})^2`;
  const infix = INFIX[name];
  if (infix && left && right) {
    const base = name === 'pow' || infix.level === 4 ? infix.level + 1 : infix.level;
    return `${guard(left, base)}${infix.sign}${guard(right, infix.level + Number(infix.strict ?? false))}`;
  }
  return `${OTHER_NAMES[name] ?? name}(${operands.map(toText).join(', ')})`;
}

function levelOf(syntax: Syntax): number {
  if (syntax.kind !== 'call') return TIGHTEST;
  if (syntax.name === 'negate' || syntax.name === 'not') return PREFIX_LEVEL - 1;
  return syntax.name === 'sech2' ? 8 : (INFIX[syntax.name]?.level ?? TIGHTEST);
}

function guard(syntax: Syntax, level: number): string {
  const text = toText(syntax);
  // A minus sign may lead a sum, but not stand inside one.
  return levelOf(syntax) < level ? `(${text})` : text;
}
