import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AppState, StateKey } from '../../src/state/appState';
import type { Field } from '../../src/state/fieldKinds';
import { checkPatch, DEFAULT_STATE, SCHEMA, STATE_KEYS } from '../../src/state/schema';
import { MAX_FRAGMENT, readFragment, writeFragment } from '../../src/state/urlCodec';

const SEED = 16180;
const COORDINATE = 1e12;

/** -0 is written as 0: states differ by no sign of zero. */
const finite = (min: number, max: number): fc.Arbitrary<number> =>
  fc.double({ min, max, noNaN: true }).map((value) => value + 0);
const name = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,8}$/);
const interval = fc
  .tuple(finite(-COORDINATE, COORDINATE), finite(-COORDINATE, COORDINATE))
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
const parameter = fc
  .tuple(finite(-1e6, 1e6), finite(1e-3, 1e6), finite(0, 1), finite(1e-9, 1e3))
  .map(([min, width, share, step]) => {
    const max = min + width;
    return { value: Math.min(max, min + share * width) + 0, min, max, step };
  });

/** Values for the fields that have neither range nor options. */
const SPECIAL: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  chapter: fc.stringMatching(/^([a-z]{1,8}(-[a-z]{1,8}){0,2})?$/),
  dataset: fc.constantFrom('', 'line', 'two-groups', 'own'),
  targetColumn: fc.constantFrom('', 'y', 'petal_width'),
  featureColumns: fc.constantFrom('', 'x', 'x1,x2,a_3'),
  planeAxes: fc.constantFrom('w1,w2', 'w2,b', 'a,b'),
  ownData: fc.oneof(
    fc.stringMatching(/^(id:[0-9a-f]{16})?$/),
    fc
      .tuple(fc.constantFrom('grid', 'table'), fc.string({ unit: 'grapheme', maxLength: 60 }))
      .map((parts) => parts.join(';')),
  ),
  lossText: fc.constantFrom('(p - y)^2', 'abs(p - y)', ''),
  expression: fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.stringMatching(/^[-x+y*^()=&%#? ]{0,40}$/),
  ),
  parameters: fc.dictionary(name, parameter, { maxKeys: 6 }),
  hyperparameters: fc.dictionary(name, finite(-1e9, 1e9), { maxKeys: 6 }),
  domainX: interval,
  domainY: interval,
  point: fc.tuple(finite(-COORDINATE, COORDINATE), finite(-COORDINATE, COORDINATE)),
  cameraTarget: fc.tuple(finite(-10, 10), finite(-10, 10), finite(-10, 10)),
  optimizer: name,
  layers: fc.array(fc.integer({ min: 1, max: 99 }), { maxLength: 6 }).map((widths) => widths.join()),
};

function valuesOf(key: StateKey): fc.Arbitrary<unknown> {
  const { initial, options, range } = SCHEMA[key] as Field<unknown>;
  const special = SPECIAL[key];
  if (special) return special;
  if (options) return fc.constantFrom(...options);
  if (range) return range.whole ? fc.integer(range) : finite(range.min, range.max);
  if (typeof initial === 'boolean') return fc.boolean();
  throw new Error(`no values to try for the field ${key}: add them to SPECIAL`);
}

const states = fc
  .record(Object.fromEntries(STATE_KEYS.map((key) => [key, valuesOf(key)])), { requiredKeys: [] })
  .map((patch) => ({ ...DEFAULT_STATE, ...patch }) as AppState);

describe('a state in the address', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(states, (state) => {
        const fragment = writeFragment(state);
        expect(fragment).toMatch(/^[\x21-\x7e]*$/);
        expect(fragment).not.toMatch(/[#"<>`\\]/);
        expect(readFragment(fragment)).toEqual({ state, problems: [] });
        expect(readFragment(`#${fragment}`).state).toEqual(state);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it('survives the parser of addresses', () => {
    fc.assert(
      fc.property(states, (state) => {
        const url = new URL(`https://example.org/page#${writeFragment(state)}`);
        expect(readFragment(url.hash).state).toEqual(state);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });

  it('shows only what differs from the default, legibly', () => {
    expect(writeFragment(DEFAULT_STATE)).toBe('v=1');
    const state: AppState = { ...DEFAULT_STATE, expression: 'x^2+y^2', domainX: [-1, 2], resolution: 65 };
    expect(writeFragment(state)).toBe('v=1&f=x^2+y^2&x=-1..2&n=65');
    expect(
      writeFragment({ ...DEFAULT_STATE, parameters: { a: { value: 1, min: 0, max: 2, step: 0.1 } } }),
    ).toBe('v=1&par=a:1~0~2~0.1');
    expect(writeFragment({ ...DEFAULT_STATE, expression: 'a & b % 2 # π' })).toBe(
      'v=1&f=a%20%26%20b%20%25%202%20%23%20%CF%80',
    );
  });

  it('of text that no address can hold is still written', () => {
    const fragment = writeFragment({ ...DEFAULT_STATE, expression: 'x\ud800' });
    expect(readFragment(fragment)).toMatchObject({ state: { expression: 'x\ufffd' }, problems: [] });
  });
});

describe('reading an address', () => {
  it.each(['', '#', '#v=1', 'v=1'])('"%s" is the default state', (fragment) => {
    expect(readFragment(fragment)).toEqual({ state: DEFAULT_STATE, problems: [] });
  });

  it.each<[fragment: string, field: string, kept: Partial<AppState>]>([
    ['v=1&n=zebra&x=-1..1', 'n', { domainX: [-1, 1] }],
    ['v=1&x=1..-1&n=65', 'x', { resolution: 65 }],
    ['v=1&x=1..2..3', 'x', {}],
    ['v=1&x=..', 'x', {}],
    ['v=1&x=-Infinity..1', 'x', {}],
    ['v=1&p=1', 'p', {}],
    ['v=1&p=1,2,3', 'p', {}],
    ['v=1&p=,', 'p', {}],
    ['v=1&engine=abacus', 'engine', {}],
    ['v=1&surf=yes', 'surf', {}],
    ['v=1&par=a', 'par', {}],
    ['v=1&par=a:1~2', 'par a', {}],
    ['v=1&par=a:5~0~1~1', 'par a', {}],
    ['v=1&par=1a:0~0~1~1', 'par', {}],
    ['v=1&hyp=eta:lots', 'hyp eta', {}],
    ['v=1&f=%E0%A4%A&n=65', 'f', { resolution: 65 }],
    ['v=1&n=%', 'n', {}],
    [`v=1&f=${'x'.repeat(2001)}&n=65`, 'f', { resolution: 65 }],
    ['v=2&n=65', 'v', { resolution: 65 }],
    ['v=&n=65', 'v', { resolution: 65 }],
    ['v=1&future=1&n=65', 'future', { resolution: 65 }],
    ['v=1&constructor=1', 'constructor', {}],
    ['v=1&__proto__=1', '__proto__', {}],
    ['v=1&resolution=65', 'resolution', {}],
    ['v=1&garbage', 'address', {}],
    ['v=1&', 'address', {}],
  ])('%s names the trouble with %s, and keeps the rest', (fragment, field, kept) => {
    const { state, problems } = readFragment(fragment);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^${field}: `));
    expect(state).toEqual({ ...DEFAULT_STATE, ...kept });
  });

  it('of more characters than are read at all is refused with the limit', () => {
    const { state, problems } = readFragment(`v=1&f=${'x'.repeat(MAX_FRAGMENT)}`);
    expect(state).toEqual(DEFAULT_STATE);
    expect(problems.join()).toContain(String(MAX_FRAGMENT));
  });

  it('never throws, and what it yields is a valid state', () => {
    const urlKeys = [...STATE_KEYS.map((key) => SCHEMA[key].urlKey), 'v', '__proto__', 'valueOf', ''];
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.stringMatching(/^[-0-9a-z.:,~%e+]{0,24}$/),
      fc.constantFrom('1e999', 'NaN', '-0', '0x10', ' 1 ', '%', '%zz', '__proto__:1', 'a:1~0~2~1,a:2~0~2~1'),
    );
    const fragments = fc.oneof(
      fc
        .array(fc.tuple(fc.constantFrom(...urlKeys), value), { maxLength: 8 })
        .map((pairs) => pairs.map(([key, written]) => `${key}=${written}`).join('&')),
      fc.string({ unit: 'binary', maxLength: 80 }),
    );
    fc.assert(
      fc.property(fragments, (fragment) => {
        const { state } = readFragment(fragment);
        expect(checkPatch({ ...state })).toEqual(state);
        expect(readFragment(writeFragment(state)).problems).toEqual([]);
      }),
      { seed: SEED, numRuns: 3000 },
    );
  });
});
