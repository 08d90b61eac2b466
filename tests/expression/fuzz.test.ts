import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compileExpression,
  ExpressionError,
  emitWgsl,
  FUNCTIONS,
  gradient,
  parseExpression,
  type Syntax,
  toTex,
} from '../../src/expression';
import { MAX_NODES } from '../../src/expression/graph';
import { LANDSCAPES } from '../../src/presets';

/** Other texts by GRADSCAPE_SEED. */
const SEED = Number(process.env.GRADSCAPE_SEED ?? 314159);
/** All texts together take some 6 s on two slow cores; much more means that some text takes exponential time. */
const LONGEST_MILLISECONDS = 30_000;
/** One text of at most 2000 characters, gradient and WGSL included. */
const LONGEST_TEXT_MILLISECONDS = 3_000;

const WORDS = FUNCTIONS.flatMap((row) => [row.name, ...(row.aliases ?? [])]);
const SYMBOLS = [
  'x',
  'y',
  'a',
  'xy',
  'ax',
  'pi',
  'e',
  'tau',
  'theta',
  'k_1',
  'f',
  'sinx',
  'mod',
  'and',
  'or',
];
const PIECES = [
  ...['+', '-', '*', '/', '^', '**', '%', '(', ')', ',', '<', '<=', '>', '==', '!=', '=', '?', ':', ' ', '.'],
  ...['1', '2', '0', '2.5', '.5', '1e3', '1e', '0x', '1e999', '9007199254740993', '1e-320'],
  ...[
    '²',
    '³',
    '⁻¹',
    'π',
    '√',
    '×',
    '−',
    '≤',
    'θ',
    '|',
    '[',
    ']',
    '!',
    'true',
    'to',
    'not',
    'xor',
    'Infinity',
  ],
  ...SYMBOLS,
];

const number = fc.oneof(
  fc.integer({ min: 0, max: 20 }).map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 }).map(String),
);

/** Texts that the grammar allows, and some that only look so. */
const grammatical = fc.letrec<{ expression: string }>((tie) => {
  const e = tie('expression');
  return {
    expression: fc.oneof(
      { depthSize: 'medium', withCrossShrink: true },
      fc.oneof(fc.constantFrom(...SYMBOLS), number),
      fc
        .tuple(
          e,
          fc.constantFrom('+', '-', '*', '/', '^', '%', ' mod ', '<', '>=', ' and ', ' or ', ' ', ''),
          e,
        )
        .map((parts) => parts.join('')),
      fc.tuple(fc.constantFrom(...WORDS), e).map(([name, a]) => `${name}(${a})`),
      fc.tuple(fc.constantFrom(...WORDS), e, e).map(([name, a, b]) => `${name}(${a}, ${b})`),
      e.map((a) => `(${a})`),
      e.map((a) => `-${a}`),
      fc.tuple(e, e, e).map(([c, a, b]) => `${c} ? ${a} : ${b}`),
    ),
  };
}).expression;

/** Valid texts with a stretch removed, doubled or replaced. */
const mutated = fc
  .tuple(
    fc.constantFrom(
      ...LANDSCAPES.map(({ expression }) => expression),
      'f(x, y) = sin(a x) > 0 ? ln(y)^2 : -1',
    ),
    fc.array(fc.tuple(fc.nat(1000), fc.nat(6), fc.constantFrom('', ...PIECES)), {
      minLength: 1,
      maxLength: 3,
    }),
  )
  .map(([text, edits]) =>
    edits.reduce((current, [place, length, piece]) => {
      const at = place % (current.length + 1);
      return current.slice(0, at) + piece + current.slice(at + length);
    }, text),
  );

const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 24 }).map((parts) => parts.join(''));
const unicode = fc.string({ unit: 'binary', maxLength: 30 });
const repeated = fc
  .tuple(
    fc.constantFrom(...PIECES, 'x+', 'sin(', 'x^', '(', '-', 'not ', 'x?x:', '1/', 'x(', 'x<'),
    fc.nat(1200),
  )
  .chain(([piece, times]) =>
    fc.tuple(pieces, pieces).map(([head, tail]) => head + piece.repeat(times) + tail),
  );

const named = (syntax: Syntax): readonly Syntax[] => {
  if (syntax.kind === 'call') return syntax.operands.flatMap(named);
  if (syntax.kind === 'conditional')
    return [syntax.condition, syntax.whenTrue, syntax.whenFalse].flatMap(named);
  return [syntax];
};

/** Everything that is done with a typed text. Returns whether it was accepted; throws where a promise is broken. */
function takeThrough(text: string): boolean {
  try {
    const parsed = parseExpression(text);
    for (const leaf of named(parsed.syntax)) checkLeaf(text, leaf);
    toTex(parsed.syntax);
    const { builder, root, variables, parameters } = compileExpression(parsed);
    if (variables.length === 2) emitWgsl({ graph: builder.graph, value: root, variables, parameters });
    else gradient(builder, root, variables);
    expect(builder.graph.size).toBeLessThanOrEqual(MAX_NODES);
    return true;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const { start, end } = error.span;
    const inside = 0 <= start && start <= end && end <= text.length;
    if (!inside || error.message === '')
      throw new Error(`${error.message} at ${start} to ${end} of ${text.length}`);
    return false;
  }
}

/** A number or Latin name stands for the very text at its span: the parser's leaves and ours did not get out of step. */
function checkLeaf(text: string, leaf: Syntax): void {
  const written = text.slice(leaf.span.start, leaf.span.end).replaceAll(/[−–—]/g, '-');
  if (leaf.kind === 'number' && !/^[⁰¹²³⁴-⁹]+$/.test(written) && Number(written) !== leaf.value)
    throw new Error(`the number ${leaf.value} was read from "${written}"`);
  if (
    (leaf.kind === 'variable' || leaf.kind === 'parameter') &&
    /^\w+$/.test(written) &&
    written !== leaf.name
  )
    throw new Error(`the name ${leaf.name} was read from "${written}"`);
}

describe('any text at all', () => {
  it.each([
    { kind: 'grammatical', texts: grammatical, runs: 12_000, accepted: 0.2 },
    { kind: 'slightly wrong', texts: mutated, runs: 6000, accepted: 0.1 },
    { kind: 'made of pieces of the language', texts: pieces, runs: 4000, accepted: 0.005 },
    { kind: 'made of any characters', texts: unicode, runs: 4000, accepted: 0 },
    { kind: 'long and repetitive', texts: repeated, runs: 300, accepted: 0 },
  ])('$kind ($runs texts) is accepted or refused with a place inside it', ({ texts, runs, accepted }) => {
    const started = performance.now();
    let count = 0;
    fc.assert(
      fc.property(texts, (text) => {
        const before = performance.now();
        if (takeThrough(text)) count++;
        expect(performance.now() - before).toBeLessThan(LONGEST_TEXT_MILLISECONDS);
      }),
      { seed: SEED, numRuns: runs },
    );
    // A generator whose texts are all refused tests little.
    expect(count / runs).toBeGreaterThanOrEqual(accepted);
    expect(performance.now() - started).toBeLessThan(LONGEST_MILLISECONDS);
  });

  it.each([
    ['the deepest parentheses', `${'('.repeat(60)}x${')'.repeat(60)}`],
    ['nested functions', `${'sin('.repeat(60)}x${')'.repeat(60)}`],
    ['many terms', Array.from({ length: 250 }, (_, k) => `x^${k % 17}*y`).join('+')],
    ['a long product', Array.from({ length: 333 }, () => 'sin(x)').join('')],
    ['many signs', `${'-'.repeat(1990)}x`],
    ['many nots', `${'not '.repeat(480)}x`],
    ['a tower of powers', `x${'^x'.repeat(990)}`],
    ['a chain of conditions', `${'x>1?x:'.repeat(300)}y`],
    ['a chain of quotients', `1${'/x'.repeat(990)}`],
    ['one long name', 'a'.repeat(2000)],
    ['many names', Array.from({ length: 400 }, (_, k) => `p${k}`).join('+')],
    ['implicit products', 'xy'.repeat(1000)],
  ])('%s within the limits is done quickly, or refused', (_, text) => {
    const started = performance.now();
    takeThrough(text.slice(0, 2000));
    expect(performance.now() - started).toBeLessThan(LONGEST_TEXT_MILLISECONDS);
  });
});
