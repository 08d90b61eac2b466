import { describe, expect, it } from 'vitest';
import { fitDistance } from '../../src/views/cameraFit';
import { layOutPanes } from '../../src/views/paneLayout';

describe('the layout of panes', () => {
  it('gives one surface everything', () => {
    expect(layOutPanes('surface', 800, 600, 0)).toEqual([
      { name: 'value', left: 0, top: 0, width: 800, height: 600 },
    ]);
  });

  it('puts three panes side by side without gaps', () => {
    const panes = layOutPanes('partials', 1000, 600, 0);
    expect(panes.map(({ left }) => left)).toEqual([0, 333, 667]);
    expect(panes.reduce((sum, { width }) => sum + width, 0)).toBe(1000);
  });

  it('stacks them where the stage is higher than wide', () => {
    expect(layOutPanes('partials', 390, 844, 0).map(({ top, height }) => [top, height])).toEqual([
      [0, 281],
      [281, 282],
      [563, 281],
    ]);
  });

  it('leaves free what something lies over below stacked panes', () => {
    const last = layOutPanes('partials', 390, 844, 44).at(-1);
    expect((last?.top ?? 0) + (last?.height ?? 0)).toBe(800);
  });
});

describe('the distance that shows the whole box', () => {
  const halfAngle = (14 * Math.PI) / 180;
  const distance = (width: number, height: number, halfHeight = 0.65): number =>
    fitDistance({ halfAngle, width, height, covered: 0, halfHeight });

  it('shows the diagonal across a narrow pane', () => {
    // Seen flat and corner first, the corners at the sides are as far as the centre: d·tan ≥ √2.
    const d = distance(390, 844);
    expect(d * Math.tan(halfAngle) * (390 / 844)).toBeGreaterThan(Math.SQRT2);
  });

  it('grows with the box and with narrower panes', () => {
    expect(distance(1400, 900, 3)).toBeGreaterThan(distance(1400, 900));
    expect(distance(390, 844)).toBeGreaterThan(distance(844, 844));
  });
});
