import { describe, expect, it } from 'vitest';
import { PlotFrame, type PlotFrameOptions } from '../../src/views/plotFrame';

function frameOf(changes: Partial<PlotFrameOptions> = {}): PlotFrame {
  return new PlotFrame({
    x: [0, 4],
    y: [-1, 1],
    range: { low: 10, high: 30 },
    scale: 'fit',
    factor: 1,
    ...changes,
  });
}

describe('a plot frame', () => {
  it('maps the domain to the square [−1, 1]² and back', () => {
    const frame = frameOf();
    expect([frame.worldX(0), frame.worldX(4), frame.worldY(0)]).toEqual([-1, 1, 0]);
    expect(frame.domainX(frame.worldX(3.25))).toBeCloseTo(3.25, 12);
    expect(frame.domainY(frame.worldY(-0.3))).toBeCloseTo(-0.3, 12);
  });

  it('centres floor and slab around the origin', () => {
    const frame = frameOf();
    expect(frame.topZ + frame.floorZ).toBeCloseTo(0, 12);
    expect(frame.lowZ).toBeGreaterThan(frame.floorZ);
  });

  it('fits the range to a box as high as the factor says', () => {
    const frame = frameOf({ factor: 1.5 });
    expect(frame.worldZ(30) - frame.worldZ(10)).toBeCloseTo(1.5, 12);
    expect(frame.worldZ(30)).toBeCloseTo(frame.topZ, 12);
  });

  it('gives z the unit of x in a linear frame, and bounds the box', () => {
    const small = frameOf({ scale: 'linear', range: { low: 0, high: 2 }, factor: 1 });
    expect(small.worldZ(2) - small.worldZ(1)).toBeCloseTo(small.worldX(2) - small.worldX(1), 12);
    const tall = frameOf({ scale: 'linear', range: { low: 0, high: 1000 } });
    expect(tall.topZ - tall.lowZ).toBeCloseTo(4, 12);
    expect(tall.high).toBeCloseTo(504, 9);
    expect(tall.shows(600)).toBe(false);
  });

  it('takes logarithms of positive values and has no place for others', () => {
    const frame = frameOf({ scale: 'log', range: { low: 0.01, high: 100 } });
    expect(frame.worldZ(1)).toBeCloseTo(frame.middleZ, 12);
    expect(frame.worldZ(0)).toBeNaN();
    expect(frame.worldZ(-1)).toBeNaN();
    expect(frame.shows(-1)).toBe(false);
  });

  it('survives a range without a positive value on a logarithmic axis', () => {
    const frame = frameOf({ scale: 'log', range: { low: -5, high: -1 } });
    expect(Number.isFinite(frame.worldZ(0.5))).toBe(true);
  });

  it.each([
    { low: 5, high: 5 },
    { low: Number.NaN, high: Number.NaN },
    { low: 0, high: 0 },
  ])('opens the empty range $low to $high', (range) => {
    const frame = frameOf({ range });
    expect(frame.high).toBeGreaterThan(frame.low);
    expect(Number.isFinite(frame.worldZ(range.low) || 0)).toBe(true);
  });

  it.each(['fit', 'linear', 'log'] as const)('has the slope of its own surface (%s)', (scale) => {
    const frame = frameOf({ scale, range: { low: 1, high: 9 } });
    const f = (x: number, y: number): number => 2 + x * x * 0.3 + y;
    const [x, y, h] = [1.5, 0.25, 1e-6];
    const [gx, gy] = frame.worldGradient(f(x, y), 0.6 * x, 1);
    const z = (wx: number, wy: number): number => frame.worldZ(f(frame.domainX(wx), frame.domainY(wy)));
    const [wx, wy] = [frame.worldX(x), frame.worldY(y)];
    expect(gx).toBeCloseTo((z(wx + h, wy) - z(wx - h, wy)) / (2 * h), 6);
    expect(gy).toBeCloseTo((z(wx, wy + h) - z(wx, wy - h)) / (2 * h), 6);
  });
});
