import { describe, expect, it } from 'vitest';
import {
  directionDegrees,
  formatDigits,
  formatDuration,
  formatNumber,
  formatPlain,
  inputText,
  readNumber,
} from '../../src/ui/format';

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [12, '12'],
    [0.1 + 0.2, '0.3'],
    [-0.5, '−0.5'],
    [Math.PI, '3.14159'],
    [-1234.5678, '−1234.57'],
    [999999.4, '999999'],
    [999999.6, '10⁶'],
    [123456789, '1.23457×10⁸'],
    [0.0001, '0.0001'],
    [0.00001234, '1.234×10⁻⁵'],
    [-1e-12, '−10⁻¹²'],
    [Number.NaN, 'undefined'],
    [Number.POSITIVE_INFINITY, '∞'],
    [Number.NEGATIVE_INFINITY, '−∞'],
  ])('writes %d as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });

  it('rounds to the digits asked for', () => {
    expect(formatNumber(2 / 3, 3)).toBe('0.667');
    expect(formatNumber(0.839340859123, 9)).toBe('0.839340859');
  });
});

describe('formatDigits', () => {
  it.each([
    [-1.1791949, '−1.17919490'],
    [12, '12.0000000'],
    [0, '0'],
    [1.5e-12, '1.5×10⁻¹²'],
    [Number.NaN, 'undefined'],
  ])('writes %d as %s', (value, text) => {
    expect(formatDigits(value, 9)).toBe(text);
  });
});

describe('formatPlain', () => {
  it('writes what other programs can read back', () => {
    for (const value of [-0.5, 1.23457e-7, 1.23457e21, 0]) expect(Number(formatPlain(value))).toBe(value);
  });
});

describe('number fields', () => {
  it('show a value as it can be typed', () => {
    expect(inputText(0.1 + 0.2)).toBe('0.3');
    expect(inputText(1e-12)).toBe('1e-12');
    expect(inputText(-1e9)).toBe('-1e9');
    expect(inputText(1e6)).toBe('1000000');
    expect(inputText(12345678)).toBe('12345678');
    expect(readNumber(inputText(2.5e30))).toBe(2.5e30);
  });

  it.each([
    ['1e-3', 0.001],
    [' −2.5 ', -2.5],
    ['0,5', 0.5],
    ['-pi', -Math.PI],
    ['2π', 2 * Math.PI],
    ['3pi/2', (3 * Math.PI) / 2],
    ['sqrt(2)', Math.SQRT2],
    ['1/3', 1 / 3],
  ])('read %s', (text, value) => {
    expect(readNumber(text)).toBe(value);
  });

  it.each(['', ' ', 'abc', '1..2', 'Infinity', '1e999', 'x', '1/0', 'sqrt(-1)', '2a'])(
    'refuse "%s"',
    (text) => {
      expect(readNumber(text)).toBeUndefined();
    },
  );
});

describe('formatDuration', () => {
  it.each([
    [0.42, '0.4\u00a0ms'],
    [12.4, '12\u00a0ms'],
    [999.4, '999\u00a0ms'],
    [1340, '1.3\u00a0s'],
  ])('writes %d milliseconds as %s', (milliseconds, text) => {
    expect(formatDuration(milliseconds)).toBe(text);
  });
});

describe('directionDegrees', () => {
  it('counts from the x axis towards the y axis', () => {
    expect(directionDegrees(1, 0)).toBe(0);
    expect(directionDegrees(0, 2)).toBe(90);
    expect(directionDegrees(-1, 0)).toBe(180);
    expect(directionDegrees(-1, -0)).toBe(180);
    expect(directionDegrees(1, -1)).toBe(-45);
  });
});
