import fc from 'fast-check';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { arraysToTable } from '../../src/io/arrayTable';
import { openDataFile } from '../../src/io/dataFile';
import { DataFileError } from '../../src/io/dataFileError';
import { GRID_FORMS } from '../../src/io/gridSamples';
import { gridFromArray, gridFromArrays, gridFromText } from '../../src/io/lossGridFile';
import { SEPARATORS, type Separator, separateText, type TextOptions } from '../../src/io/separatedText';
import { completeTable, readColumns } from '../../src/io/textTable';
import { ARRAYS, archiveBytes, arrayBytes, npyBytes } from './numpyFiles';

/** Other files by GRADSCAPE_SEED. */
const SEED = Number(process.env.GRADSCAPE_SEED ?? 271828);
const RUNS = { seed: SEED, numRuns: 400 };
/** One file takes milliseconds, the bomb a quarter of a second; this much means that time grows badly with something. */
const LONGEST_MILLISECONDS = 5000;

/** Everything the room can do with a file. Throws what is no DataFileError, and where it takes long. */
function readEveryWay(bytes: Uint8Array, options: TextOptions): void {
  const started = performance.now();
  attempt(() => {
    const opened = openDataFile('f', bytes);
    if (opened.kind === 'text') {
      const text = separateText('f', opened.text, options);
      attempt(() => {
        const columns = readColumns(text);
        const { table, dropped } = completeTable(
          columns,
          columns.usable.map(({ name }) => name),
        );
        expect(table.rows + dropped).toBe(columns.rows);
        for (const { values } of table.columns) expect(values.every(Number.isFinite)).toBe(true);
      });
      for (const form of ['auto', ...GRID_FORMS] as const) attempt(() => gridFromText(text, { form }));
    } else if (opened.kind === 'array') {
      attempt(() => arraysToTable('f', [opened.array]));
      for (const form of GRID_FORMS)
        attempt(() => gridFromArray('f', opened.array, { form, transposed: true }));
    } else {
      const arrays = opened.archive.names.flatMap((name) => attempt(() => opened.archive.read(name)) ?? []);
      attempt(() => arraysToTable('f', arrays));
      const [x, y = x, loss = y] = arrays;
      if (x && y && loss) attempt(() => gridFromArrays('f', x, y, loss));
    }
  });
  expect(performance.now() - started).toBeLessThan(LONGEST_MILLISECONDS);
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof DataFileError)) throw error;
    expect(error.message).toMatch(/^f.*: .+; .+/s);
    return undefined;
  }
}

const AUTO: TextOptions = { separator: 'auto', header: 'auto', decimal: 'auto' };
const options: fc.Arbitrary<TextOptions> = fc.record({
  separator: fc.constantFrom('auto' as const, ...(Object.keys(SEPARATORS) as Separator[])),
  header: fc.constantFrom('auto' as const, 'yes' as const, 'no' as const),
  decimal: fc.constantFrom('auto' as const, 'point' as const, 'comma' as const),
});

const cell = fc.oneof(
  fc.double().map(String),
  fc.integer({ min: -3, max: 3 }).map(String),
  fc.constantFrom(
    '',
    'NA',
    'nan',
    'inf',
    '1e999',
    '1,5',
    '2024-01-01',
    '12:30',
    'yes',
    'no',
    '"',
    '"a"',
    '""',
    '#',
    '\ufeff',
    '−1',
    '5%',
    '-',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

/** Texts that look like tables, more or less. */
const tableText = fc
  .tuple(
    fc.constantFrom(',', ';', '\t', '|', ' ', '  '),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.integer({ min: 1, max: 5 }),
  )
  .chain(([separator, newline, width]) =>
    fc
      .array(fc.array(cell, { minLength: Math.max(1, width - 1), maxLength: width }), { maxLength: 12 })
      .map((rows) => rows.map((row) => row.join(separator)).join(newline)),
  );

describe('no file makes anything but a table, a grid or a DataFileError', () => {
  it('of any bytes', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), options, readEveryWay), RUNS);
  });

  it('of texts that look like tables', () => {
    fc.assert(
      fc.property(tableText, options, (text, chosen) => readEveryWay(new TextEncoder().encode(text), chosen)),
      { ...RUNS, numRuns: 2000 },
    );
  });

  it('of arrays with some bytes changed', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(ARRAYS)), changes, (name, changed) =>
        readEveryWay(withChanges(arrayBytes(name), changed), AUTO),
      ),
      RUNS,
    );
  });

  it('of headers that claim anything', () => {
    const length = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.bigInt({ min: -1n, max: 2n ** 70n }));
    fc.assert(
      fc.property(
        fc.constantFrom('<f8', '>i2', '|u1', '|O', '<U9'),
        fc.array(length, { maxLength: 3 }),
        fc.boolean(),
        fc.uint8Array({ maxLength: 80 }),
        (descr, shape, fortran, body) => {
          const header = `{'descr': '${descr}', 'fortran_order': ${fortran ? 'True' : 'False'}, 'shape': (${shape.map((n) => `${n},`).join('')})}`;
          readEveryWay(npyBytes(header, body), AUTO);
        },
      ),
      RUNS,
    );
  });

  it('of archives with some bytes changed', () => {
    fc.assert(
      fc.property(fc.constantFrom('stored' as const, 'deflated' as const), changes, (name, changed) =>
        readEveryWay(withChanges(archiveBytes(name), changed), AUTO),
      ),
      RUNS,
    );
  });

  it('of an archive that unpacks to a thousand times its size', () => {
    const bomb = zipSync({ 'a.npy': new Uint8Array(8 * 2 ** 20) }, { level: 9 });
    expect(bomb.length).toBeLessThan(2 ** 14);
    readEveryWay(bomb, AUTO);
  });
});

/** Places, as shares of the length, and what their bytes become; and how much is cut off the end. */
const changes = fc.record({
  bytes: fc.array(fc.tuple(fc.double({ min: 0, max: 0.999, noNaN: true }), fc.nat(255)), {
    minLength: 1,
    maxLength: 6,
  }),
  cut: fc.oneof(fc.constant(0), fc.nat(200)),
});

function withChanges(
  bytes: Uint8Array,
  { bytes: changed, cut }: { readonly bytes: readonly (readonly [number, number])[]; readonly cut: number },
): Uint8Array {
  const copy = bytes.slice();
  for (const [share, byte] of changed) copy[Math.floor(share * copy.length)] = byte;
  return copy.subarray(0, Math.max(1, copy.length - cut));
}
