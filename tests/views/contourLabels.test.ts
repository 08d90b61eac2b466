import { describe, expect, it } from 'vitest';
import { ArrowPlaces } from '../../src/views/arrowPlaces';
import { contourLabels } from '../../src/views/contourLabels';
import { PlotFrame } from '../../src/views/plotFrame';

const frameOf = (low: number, high: number) =>
  new PlotFrame({ x: [-3, 3], y: [-3, 3], range: { low, high }, scale: 'fit', factor: 1 });

describe('numbers on contour lines', () => {
  const bowl = (x: number, y: number): number => x * x + y * y;
  const frame = frameOf(0, 18);
  const labels = contourLabels(frame, 2, bowl);

  it('stand on the lines they name', () => {
    expect(labels.length).toBeGreaterThan(5);
    for (const { x, y, level } of labels) {
      // Straight between samples 1/12 apart: off by at most f''·(1/12)²/8.
      expect(Math.abs(bowl(frame.domainX(x), frame.domainY(y)) - level)).toBeLessThan(2 / 144 / 8 + 1e-9);
      expect(level % 2).toBe(0);
    }
  });

  it('stand apart from each other and from the edges', () => {
    labels.forEach((a, i) => {
      expect(Math.max(Math.abs(a.x), Math.abs(a.y))).toBeLessThanOrEqual(0.9);
      for (const b of labels.slice(i + 1)) {
        expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual(0.26);
      }
    });
  });

  it('name no line where there is none: a plateau, a cliff, nothing at all', () => {
    expect(contourLabels(frameOf(-1, 1), 0.25, () => 0.1)).toEqual([]);
    expect(contourLabels(frameOf(-1, 1), 0.25, (x) => (x > 0.04 ? 1 : -1))).toEqual([]);
    expect(contourLabels(frameOf(-1, 1), 0.25, () => Number.NaN)).toEqual([]);
  });

  it('keep clear of arrows where the lines have room for it', () => {
    const arrows = new ArrowPlaces(frame, bowl, {
      count: 8,
      length: 'magnitude',
      share: (magnitude) => magnitude / Math.hypot(6, 6),
    });
    // Arrows of the bowl lie on rays from its middle, 1/8 of the domain apart.
    expect(arrows.clearance(0.125, 0.125)).toBe(0);
    expect(arrows.clearance(0, 0.125)).toBeCloseTo(0.125 - 0.92 / 8 / 8 / 2, 2);
    const labelled = contourLabels(frame, 2, bowl, arrows).filter(({ level }) => level > 0 && level <= 12);
    expect(labelled.length).toBeGreaterThan(5);
    // Beside the numbers of their neighbours some lines have less room than wanted; in the corners they are short.
    for (const { x, y } of labelled) expect(arrows.clearance(x, y)).toBeGreaterThan(0.05);
    expect(labels.some(({ x, y }) => arrows.clearance(x, y) < 0.02)).toBe(true);
  });
});
