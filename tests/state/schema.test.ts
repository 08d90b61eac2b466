import { describe, expect, it } from 'vitest';
import { parseExpression } from '../../src/expression';
import { OPTIMIZERS, optimizerNamed } from '../../src/optimizers';
import type { StateKey } from '../../src/state/appState';
import type { Field } from '../../src/state/fieldKinds';
import { checkPatch, DEFAULT_STATE, SCHEMA, STATE_KEYS } from '../../src/state/schema';
import { StateError } from '../../src/state/stateError';

function errorOf(patch: Readonly<Record<string, unknown>>): StateError {
  try {
    checkPatch(patch);
  } catch (error) {
    if (error instanceof StateError) return error;
    throw error;
  }
  throw new Error(`${JSON.stringify(patch)} was accepted`);
}

describe('the schema', () => {
  it('permits its own defaults', () => {
    expect(checkPatch({ ...DEFAULT_STATE })).toEqual(DEFAULT_STATE);
  });

  it('gives every field a URL key of its own that needs no escaping, and not that of the version', () => {
    const keys = STATE_KEYS.map((key) => SCHEMA[key].urlKey);
    expect(new Set([...keys, 'v']).size).toBe(keys.length + 1);
    for (const key of keys) expect(key).toMatch(/^[a-z]+$/);
  });

  it('starts with a function of its own language, whose parameters it has, and an optimizer that exists', () => {
    const { parameters } = parseExpression(DEFAULT_STATE.expression);
    expect(Object.keys(DEFAULT_STATE.parameters)).toEqual(parameters);
    expect(optimizerNamed(DEFAULT_STATE.optimizer)).toBeDefined();
    expect(OPTIMIZERS.map(({ name }) => name)).toContain(DEFAULT_STATE.optimizer);
  });

  it.each(STATE_KEYS.map((key) => [key] as const))('reads what it writes of %s', (key: StateKey) => {
    const { codec, initial, urlKey } = SCHEMA[key] as Field<unknown>;
    expect(codec.parse(urlKey, codec.write(initial))).toEqual(initial);
  });

  it.each<[string, unknown]>([
    ['expression', 7],
    ['expression', 'x'.repeat(2001)],
    ['parameters', null],
    ['parameters', { 'not a name': { value: 0, min: 0, max: 1, step: 1 } }],
    ['parameters', { a: { value: 2, min: 0, max: 1, step: 1 } }],
    ['parameters', { a: { value: 0, min: 1, max: 0, step: 1 } }],
    ['parameters', { a: { value: 0, min: 0, max: 1, step: 0 } }],
    ['parameters', { a: { value: Number.NaN, min: 0, max: 1, step: 1 } }],
    ['parameters', { a: { value: 0, min: 0, max: 1 } }],
    ['domainX', [1, 1]],
    ['domainX', [3, -3]],
    ['domainY', [0, Infinity]],
    ['domainY', [0, 1e13]],
    ['domainY', [0, 1, 2]],
    ['domainY', ['0', '1']],
    ['layout', 'sideways'],
    ['resolution', 64.5],
    ['resolution', 16],
    ['resolution', 2050],
    ['resolution', '65'],
    ['resolution', Number.NaN],
    ['surfaceVisible', 1],
    ['point', [1]],
    ['point', [1, Number.NaN]],
    ['point', [1, 1e13]],
    ['optimizer', 'not a name'],
    ['hyperparameters', { eta: '1' }],
    ['hyperparameters', { eta: Infinity }],
    ['engine', 'abacus'],
    ['constructor', 1],
    ['toString', 'x'],
    ['nonsense', 1],
  ])('refuses %s = %j by name', (key, value) => {
    expect(errorOf({ [key]: value }).field).toMatch(new RegExp(`^${key}`));
  });

  it('says which value was refused and what was expected', () => {
    expect(errorOf({ resolution: 3 }).message).toBe('resolution: "3" is not a whole number from 17 to 2049');
    expect(errorOf({ engine: 'abacus' }).message).toBe('engine: "abacus" is not one of auto, webgpu, cpu');
    expect(errorOf({ expression: 'x'.repeat(3000) }).message.length).toBeLessThan(150);
  });
});
