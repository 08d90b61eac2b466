import { describe, expect, it } from 'vitest';
import { columnNamed } from '../../src/fields/dataTable';
import { DATASETS, datasetNamed, generate } from '../../src/models/datasets';

describe('the registry of data', () => {
  it('has an id for each, and finds it by that alone', () => {
    expect(new Set(DATASETS.map(({ id }) => id)).size).toBe(DATASETS.length);
    for (const dataset of DATASETS) expect(datasetNamed(dataset.id)).toBe(dataset);
    expect(datasetNamed('constructor')).toBeUndefined();
  });
});

describe.each(DATASETS.map((dataset) => [dataset.name, dataset] as const))('%s', (_, dataset) => {
  const { size, noise, features, classes } = dataset;
  const choice = { rows: size.initial, noise: noise.initial, seed: 4 };

  it('is complete, finite, and the same for the same seed', () => {
    const table = generate(dataset, choice);
    expect(table.columns.map(({ name }) => name)).toEqual([...features, 'y']);
    for (const { values } of table.columns) {
      expect(values).toHaveLength(size.initial);
      expect(values.every(Number.isFinite)).toBe(true);
    }
    expect(generate(dataset, choice)).toEqual(table);
    expect(generate(dataset, { ...choice, seed: 5 })).not.toEqual(table);
  });

  it('has all of its classes in turn', () => {
    const targets = columnNamed(generate(dataset, choice), 'y').values;
    if (classes > 0) expect([...new Set(targets)].sort()).toEqual([...Array(classes).keys()]);
    else expect(new Set(targets).size).toBeGreaterThan(size.initial / 2);
  });

  it('moves with the noise and stays where it was drawn: the noise scales what is added', () => {
    const values = (width: number) =>
      generate(dataset, { ...choice, noise: width }).columns.map((c) => c.values);
    const [still, half, full] = [values(0), values(noise.initial / 2), values(noise.initial)];
    let moved = 0;
    full.forEach((column, index) => {
      column.forEach((value, row) => {
        const from = still[index]?.[row] ?? Number.NaN;
        const middle = half[index]?.[row] ?? Number.NaN;
        expect(Math.abs(from + 2 * (middle - from) - value)).toBeLessThan(1e-12);
        if (value !== from) moved++;
      });
    });
    expect(moved).toBeGreaterThan(size.initial / 2);
  });

  it('refuses sizes and noise out of range', () => {
    expect(() => generate(dataset, { ...choice, rows: size.max + 1 })).toThrow('rows, not');
    expect(() => generate(dataset, { ...choice, noise: -1 })).toThrow('the noise of');
    expect(() => generate(dataset, { ...choice, noise: Number.NaN })).toThrow('the noise of');
  });
});
