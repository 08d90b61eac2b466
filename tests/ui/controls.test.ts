import { describe, expect, it } from 'vitest';
import { LANDSCAPES } from '../../src/presets';
import { THEMES } from '../../src/state/appState';
import { DEFAULT_STATE, SCHEMA } from '../../src/state/schema';
import { nextTheme } from '../../src/ui/header';
import { CHOICE_LABELS, FOLDERS } from '../../src/ui/labels';
import { landscapeOf } from '../../src/ui/landscapePicker';
import { niceStep } from '../../src/ui/panel';
import { speedsOffered } from '../../src/ui/playback';
import { triangleWave, valueAtShare } from '../../src/ui/sweep';

describe('the panel', () => {
  it('has each field of the state in one row at most', () => {
    const keys = FOLDERS.flatMap(({ rows }) =>
      rows.flatMap((row) => (row.kind === 'special' ? [] : [row.key])),
    );
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('gives every choice a row and every option a label of its own', () => {
    const rows = FOLDERS.flatMap((folder) => folder.rows);
    for (const [key, labels] of Object.entries(CHOICE_LABELS)) {
      expect(rows.some((row) => row.kind === 'choice' && row.key === key)).toBe(true);
      expect(new Set(Object.values(labels)).size).toBe(Object.keys(labels).length);
    }
  });

  it('has a range for every slider', () => {
    for (const row of FOLDERS.flatMap((folder) => folder.rows)) {
      if (row.kind === 'number') expect(SCHEMA[row.key].range, row.key).toBeDefined();
    }
  });
});

describe('landscapeOf', () => {
  it('knows every landscape by its expression, whatever its blanks', () => {
    for (const landscape of LANDSCAPES) {
      expect(landscapeOf(` ${landscape.expression.replaceAll('+', ' + ')} `)?.id).toBe(landscape.id);
    }
  });

  it('knows no landscape that is not one', () => {
    expect(landscapeOf(`${DEFAULT_STATE.expression} + 1`)).toBeUndefined();
  });
});

describe('niceStep', () => {
  it.each([
    [0.06, 0.05],
    [0.6, 0.5],
    [1, 1],
    [10.24, 10],
    [2.5e-7, 2e-7],
  ])('rounds %d down to %d', (size, step) => {
    expect(niceStep(size)).toBe(step);
  });
});

describe('speedsOffered', () => {
  it('contains the current speed, in order, once', () => {
    expect(speedsOffered(10)).toEqual([1, 2, 5, 10, 20, 60, 120, 1000]);
    expect(speedsOffered(7.5)).toEqual([1, 2, 5, 7.5, 10, 20, 60, 120, 1000]);
  });
});

describe('a sweep', () => {
  it('goes up, then down, evenly', () => {
    expect([0, 0.25, 1, 1.25, 2, 2.5].map(triangleWave)).toEqual([0, 0.25, 1, 0.75, 0, 0.5]);
  });

  it('stays on the grid of the step and within the range', () => {
    expect(valueAtShare(0.5, 0, 3, 0.01)).toBe(1.5);
    expect(valueAtShare(0.1234, 0, 1, 0.1)).toBe(0.1);
    expect(valueAtShare(1, 0, 1, 0.3)).toBe(0.9);
    expect(valueAtShare(1, 0, 1, 0.6)).toBe(1);
  });
});

describe('the theme button', () => {
  it('goes through all themes and starts over', () => {
    let theme = THEMES[0];
    const seen = THEMES.map(() => {
      theme = nextTheme(theme) as typeof theme;
      return theme;
    });
    expect([...seen].sort()).toEqual([...THEMES].sort());
  });
});
