import { describe, expect, it } from 'vitest';
import { compileExpression, parseExpression } from '../../src/expression';
import { hyperparameterValues, OPTIMIZERS, optimizerNamed } from '../../src/optimizers';

const ALWAYS_KNOWN = ['theta', 'g', 't'];

describe('the registry of optimizers', () => {
  it('has a name and a label for each', () => {
    expect(new Set(OPTIMIZERS.map(({ name }) => name)).size).toBe(OPTIMIZERS.length);
    expect(new Set(OPTIMIZERS.map(({ label }) => label)).size).toBe(OPTIMIZERS.length);
  });

  it('finds each by name, and nothing else', () => {
    for (const optimizer of OPTIMIZERS) expect(optimizerNamed(optimizer.name)).toBe(optimizer);
    expect(optimizerNamed('constructor')).toBeUndefined();
  });
});

describe.each(OPTIMIZERS.map((optimizer) => [optimizer.name, optimizer] as const))('%s', (_, optimizer) => {
  const { hyperparameters, memory, rules } = optimizer;

  it('has rules of the expression language that use only what a rule may use', () => {
    const known = [...ALWAYS_KNOWN, ...Object.keys(memory), ...hyperparameters.map(({ name }) => name)];
    for (const [, rule] of rules) {
      const { parameters, variables } = compileExpression(parseExpression(rule, { variables: [] }));
      expect(variables).toEqual([]);
      for (const name of parameters) expect(known, `"${name}" in "${rule}"`).toContain(name);
    }
  });

  it('assigns only its memory and theta, and theta at last', () => {
    for (const [target] of rules) expect(['theta', ...Object.keys(memory)]).toContain(target);
    expect(rules.map(([target]) => target)).toContain('theta');
    for (const name of Object.keys(memory)) expect(rules.map(([target]) => target)).toContain(name);
  });

  it('uses every hyperparameter and all of its memory', () => {
    const used = rules.flatMap(([, rule]) => parseExpression(rule, { variables: [] }).parameters);
    for (const name of [...hyperparameters.map((row) => row.name), ...Object.keys(memory)])
      expect(used).toContain(name);
  });

  it('starts from hyperparameters within their ranges', () => {
    expect(new Set(hyperparameters.map(({ name }) => name)).size).toBe(hyperparameters.length);
    for (const { initial, min, max, scale, name } of hyperparameters) {
      expect(min).toBeLessThan(max);
      expect(initial).toBeGreaterThanOrEqual(min);
      expect(initial).toBeLessThanOrEqual(max);
      if (scale === 'log') expect(min).toBeGreaterThan(0);
      expect([...ALWAYS_KNOWN, ...Object.keys(memory)]).not.toContain(name);
    }
  });

  it('takes given hyperparameters where they are in range, and its own elsewhere', () => {
    for (const { name, min, max, initial } of hyperparameters) {
      const middle = (min + max) / 2;
      expect(hyperparameterValues(optimizer, { [name]: middle })[name]).toBe(middle);
      expect(hyperparameterValues(optimizer, { [name]: max + 1 })[name]).toBe(initial);
      expect(hyperparameterValues(optimizer, { [name]: Number.NaN })[name]).toBe(initial);
      expect(hyperparameterValues(optimizer, {})[name]).toBe(initial);
    }
  });

  it('says where it comes from', () => {
    expect(optimizer.source).toMatch(/\d{4}/);
  });
});
