import { describe, expect, it } from 'vitest';
import type { GridSummary } from '../../src/fields/gridRequest';
import { COLOR_MAPS } from '../../src/state/appState';
import { arrowScale, arrowShare } from '../../src/views/arrowScale';
import { colorMapBytes, paneColorMaps } from '../../src/views/colorMaps';
import { colorScale } from '../../src/views/colorScale';
import { clipToSquare } from '../../src/views/fatLines';
import { PlotFrame } from '../../src/views/plotFrame';

const rgb = (name: Parameters<typeof colorMapBytes>[0], entry: number): number[] => [
  ...colorMapBytes(name).slice(entry * 4, entry * 4 + 3),
];

describe('colour maps', () => {
  it.each([
    ['viridis', [68, 1, 84], [253, 231, 37]],
    ['cividis', [0, 34, 78], [254, 232, 56]],
    ['magma', [0, 0, 4], [252, 253, 191]],
    ['turbo', [48, 18, 59], [122, 4, 3]],
    ['coolwarm', [59, 76, 192], [180, 4, 38]],
    ['reds', [255, 245, 240], [103, 0, 13]],
    ['blues', [247, 251, 255], [8, 48, 107]],
  ] as const)('%s begins and ends with its published colours', (name, first, last) => {
    expect(rgb(name, 0)).toEqual([...first]);
    expect(rgb(name, 255)).toEqual([...last]);
  });

  it('coolwarm is a light grey in the middle', () => {
    for (const part of rgb('coolwarm', 127)) expect(Math.abs(part - 221)).toBeLessThanOrEqual(2);
  });

  it('are three different ones in three panes, whichever is chosen', () => {
    for (const name of COLOR_MAPS) {
      expect(new Set(Object.values(paneColorMaps(name))).size).toBe(3);
    }
  });
});

describe('colour scales', () => {
  const frame = new PlotFrame({ x: [0, 1], y: [0, 1], range: { low: 0, high: 10 }, scale: 'fit', factor: 1 });
  const summary: GridSummary = { minimum: 0, maximum: 10, steepest: 1e4, defined: 1 };

  it('place values evenly', () => {
    const scale = colorScale('value', frame, summary, 5, false);
    expect(scale.ticks.map(({ value, place }) => [value, place])).toEqual([
      [0, 0],
      [2, 0.2],
      [4, 0.4],
      [6, 0.6],
      [8, 0.8],
      [10, 1],
    ]);
  });

  it('say true slopes: a tick lies where the shader puts that slope', () => {
    const scale = colorScale('steepness', frame, summary, 5, false);
    for (const { value, place } of scale.ticks) {
      expect(place).toBeCloseTo(Math.asinh(value / scale.typical) / Math.asinh(1e4 / 10), 12);
    }
    expect(scale.ticks.length).toBeGreaterThan(2);
  });

  it('write differences in powers of ten', () => {
    const scale = colorScale(
      'difference',
      frame,
      { ...summary, difference: { largest: 3e-6, median: 2e-8 } },
      5,
      false,
    );
    expect(scale.ticks.at(-1)?.label).toBe('10⁻⁵');
    expect(scale.ticks.at(-1)?.place).toBe(1);
  });

  it('fall back to values where there is no difference, and no second partials', () => {
    expect(colorScale('difference', frame, summary, 5, true).kind).toBe('value');
    const curvature = colorScale('curvature', frame, summary, 5, false);
    expect(curvature).toEqual(colorScale('value', frame, summary, 5, false));
  });

  it('name shapes where the shader puts them', () => {
    const scale = colorScale('curvature', frame, summary, 5, true);
    const eigenvalues = { dome: [-3, -3], ridge: [-3, 0], saddle: [-3, 3], trough: [0, 3], bowl: [3, 3] };
    for (const [label, [a = 0, b = 0]] of Object.entries(eigenvalues)) {
      const shape = (a + b) / (Math.abs(a + b) + Math.abs(a - b));
      const tick = scale.ticks.find((candidate) => candidate.label === label);
      expect(tick?.value).toBe(shape);
      expect(tick?.place).toBe((shape - scale.low) / (scale.high - scale.low));
    }
  });

  it('make arrows longer on steeper slopes, up to 1', () => {
    const arrows = arrowScale(frame, 50);
    const shares = [0, 1, 10, 49, 50, 60].map((slope) => arrowShare(slope, arrows));
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares[0]).toBe(0);
    expect(shares.at(-1)).toBe(1);
  });
});

describe('clipping to the floor', () => {
  it('keeps what lies inside', () => {
    expect(clipToSquare(-0.5, 0, 0.5, 0.5)).toEqual([-0.5, 0, 0.5, 0.5]);
  });

  it('cuts at the edge', () => {
    expect(clipToSquare(0, 0, 4, 2)).toEqual([0, 0, 1, 0.5]);
  });

  it('drops what lies outside or nowhere', () => {
    expect(clipToSquare(2, 0, 3, 1)).toBeNull();
    expect(clipToSquare(2, -3, 2, 3)).toBeNull();
    expect(clipToSquare(Number.NaN, 0, 1, 1)).toBeNull();
  });
});
