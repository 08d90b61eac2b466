// Typed models: which names are columns, which parameters; each loss against its formula; errors at their place.

import { describe, expect, it } from 'vitest';
import { Walk } from '../../src/engines/cpu/walk';
import { ExpressionError } from '../../src/expression';
import { tableOf } from '../../src/models/datasets/dataset';
import { predictionField } from '../../src/models/prediction';
import { type TypedLoss, typedModel } from '../../src/models/typedModel';

const X = [0, 1, 2, -1.5];
const Y = [0, 1, 1, 0];
const DATA = tableOf({ x: X, y: Y });
const WAVE = 'a*sin(w*x)+b';
const AT = [0.7, 1.3, 0.2];
const wave = (x: number): number => 0.7 * Math.sin(1.3 * x) + 0.2;

function lossAt(text: string, loss: TypedLoss, at: readonly number[]): number {
  const { builder, loss: root, variables, parameters, data } = typedModel(text, loss, DATA, 'y');
  const walk = new Walk(builder.graph, [root], variables, parameters);
  walk.setData(data);
  walk.evaluate(...at);
  return walk.value(0);
}

const mean = (of: (p: number, y: number) => number, predict = wave): number =>
  X.reduce((sum, x, row) => sum + of(predict(x), Y[row] ?? 0), 0) / X.length;

describe('a typed model', () => {
  it('has its columns as data and its other symbols as coordinates, in order of appearance', () => {
    const model = typedModel(WAVE, { kind: 'squared' }, DATA, 'y');
    expect(model.variables).toEqual(['a', 'w', 'b']);
    expect(model.parameters).toEqual([]);
    const two = typedModel(WAVE, { kind: 'squared' }, DATA, 'y', ['w', 'b']);
    expect(two.variables).toEqual(['w', 'b']);
    expect(two.parameters).toEqual(['a']);
  });

  it('predicts over its features', () => {
    const field = predictionField(typedModel(WAVE, { kind: 'squared' }, DATA, 'y'), ['x']);
    const walk = Walk.of(field, [field.value]);
    walk.setParameters(AT);
    walk.evaluate(0.4);
    expect(walk.value(0)).toBeCloseTo(wave(0.4), 14);
  });

  it('refuses a model without a parameter, an unknown coordinate and a text that cannot be read', () => {
    expect(() => typedModel('2*x', { kind: 'squared' }, DATA, 'y')).toThrow('nothing to fit');
    expect(() => typedModel(WAVE, { kind: 'squared' }, DATA, 'y', ['q'])).toThrow('no symbol q');
    expect(() => typedModel('a*x+y', { kind: 'squared' }, DATA, 'y')).toThrow(
      'y is what the model is to predict',
    );
    expect(() => typedModel('f(u)=a*u', { kind: 'squared' }, DATA, 'y')).toThrow('no column u; it has x');
    expect(() => typedModel('a*(', { kind: 'squared' }, DATA, 'y')).toThrow(ExpressionError);
  });
});

describe('the loss of a typed model', () => {
  const delta = 0.3;
  it.each<[string, TypedLoss, number]>([
    ['squared', { kind: 'squared' }, mean((p, y) => (p - y) ** 2)],
    ['absolute', { kind: 'absolute' }, mean((p, y) => Math.abs(p - y))],
    [
      'Huber',
      { kind: 'huber', delta },
      mean((p, y) => {
        const r = Math.abs(p - y);
        return r <= delta ? r ** 2 / 2 : delta * (r - delta / 2);
      }),
    ],
    [
      'typed',
      { kind: 'typed', text: '(p-y)^4 + 0.1*abs(y)' },
      mean((p, y) => (p - y) ** 4 + 0.1 * Math.abs(y)),
    ],
  ])('is the mean of its formula: %s', (_, loss, expected) => {
    expect(Math.abs(lossAt(WAVE, loss, AT) - expected)).toBeLessThan(1e-14);
  });

  it('is the cross-entropy of a probability, stable where it is a sigmoid', () => {
    const sigmoid = (x: number): number => 1 / (1 + Math.exp(-0.7 * x));
    const expected = mean((p, y) => -(y * Math.log(p) + (1 - y) * Math.log(1 - p)), sigmoid);
    const loss: TypedLoss = { kind: 'crossEntropy' };
    expect(Math.abs(lossAt('sigmoid(a*x)', loss, [0.7]) - expected)).toBeLessThan(1e-14);
    expect(Math.abs(lossAt('1/(1+exp(-a*x))', loss, [0.7]) - expected)).toBeLessThan(1e-14);
    expect(lossAt('sigmoid(a*x)', loss, [-1e6])).toBeGreaterThan(1e5);
    expect(lossAt('a*x', loss, [1])).toBeNaN();
  });

  it('refuses other names than p and y, and a δ that is not above 0', () => {
    expect(() => typedModel(WAVE, { kind: 'typed', text: 'p-q' }, DATA, 'y')).toThrow('"q" is neither');
    expect(() => typedModel(WAVE, { kind: 'huber', delta: 0 }, DATA, 'y')).toThrow('above 0, not 0');
  });
});
