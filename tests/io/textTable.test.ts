import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/io/decodeText';
import { AUTO_TEXT, separateText, type TextOptions } from '../../src/io/separatedText';
import { completeTable, readColumns } from '../../src/io/textTable';
import { TEXTS } from './numpyFiles';

function columnsOf(text: string, options: Partial<TextOptions> = {}) {
  return readColumns(separateText('d.csv', text, { ...AUTO_TEXT, ...options }));
}

/** Name and values of every usable column. */
function tableOf(text: string, options: Partial<TextOptions> = {}): readonly (string | number)[][] {
  return columnsOf(text, options).usable.map(({ name, values }) => [name, ...values]);
}

const TWO_COLUMNS = [
  ['a', 1, 3],
  ['b', 2.5, -4],
];

describe('a text as columns', () => {
  it.each([
    ['commas', 'a,b\n1,2.5\n3,-4\n'],
    ['semicolons', 'a;b\n1;2.5\n3;-4'],
    ['decimal commas', 'a;b\n1;2,5\n3;-4'],
    ['decimal commas behind tabs', 'a\tb\n1\t2,5\n3\t-4'],
    ['tabs', 'a\tb\n1\t2.5\n3\t-4'],
    ['bars', 'a|b\n1|2.5\n3|-4'],
    ['runs of blanks', '  a    b\n  1  2.5\n  3   -4\n'],
    ['quotes', '"a","b"\n"1","2.5"\n"3","-4"'],
    ['blanks around cells', 'a , b\n 1 , 2.5\n 3 , -4'],
    ['empty lines and comments', '# made by hand\n\na,b\n1,2.5\n\n# half\n3,-4\n\n'],
    ['rows that end in a separator', 'a,b,\n1,2.5,\n3,-4,\n'],
    ['exponents', 'a,b\n1e0,25E-1\n+3.,-.4d1'],
    ['typographic minus signs', 'a,b\n1,2.5\n3,−4'],
  ])('reads %s', (_, text) => {
    expect(tableOf(text)).toEqual(TWO_COLUMNS);
  });

  it.each([
    ['CR LF', 'a,b\r\n1,2.5\r\n3,-4\r\n'],
    ['CR', 'a,b\r1,2.5\r3,-4\r'],
    ['mixed line ends', 'a,b\r\n1,2.5\n3,-4\r'],
  ])('reads lines that end in %s', (_, text) => {
    expect(tableOf(decodeText('d.csv', new TextEncoder().encode(text)))).toEqual(TWO_COLUMNS);
  });

  it.each(['utf-8', 'utf-16le', 'utf-16be'])('reads %s behind a byte order mark', (encoding) => {
    expect(tableOf(decodeText('d.csv', encoded('\ufeffa,b\n1,2.5\n3,-4', encoding)))).toEqual(TWO_COLUMNS);
  });

  it('names columns without a header x1, x2, …', () => {
    expect(tableOf('1,2\n3,4')).toEqual([
      ['x1', 1, 3],
      ['x2', 2, 4],
    ]);
  });

  it('takes a first row of numbers as names where told to', () => {
    expect(tableOf('2019,2020\n3,4', { header: 'yes' })).toEqual([
      ['2019', 3],
      ['2020', 4],
    ]);
  });

  it('tells names apart that occur twice', () => {
    expect(tableOf('a,a,a (2)\n1,2,3').map(([name]) => name)).toEqual(['a', 'a (3)', 'a (2)']);
  });

  it('names the column over the index that pandas writes', () => {
    expect(tableOf(',a\n0,1.5\n1,2.5').map(([name]) => name)).toEqual(['x1', 'a']);
  });

  it('reads what numpy.savetxt writes, names from its comment included', () => {
    expect(tableOf(TEXTS.savetxt)).toEqual([
      ['x1', 0, 2, 4],
      ['x2', 1, 3, 5],
    ]);
    expect(tableOf(TEXTS['savetxt with header'])).toEqual([
      ['w', 0, 2, 4],
      ['b', 1, 3, 5],
    ]);
  });

  it('reads a separator that is told against the one that would be guessed', () => {
    expect(tableOf('1;2,5\n3;4,5', { separator: 'semicolon', decimal: 'comma' })).toEqual([
      ['x1', 1, 3],
      ['x2', 2.5, 4.5],
    ]);
  });

  it('makes classes of few texts, in alphabetical order, and keeps what they stand for', () => {
    const { usable } = columnsOf('x,kind\n1,setosa\n2,iris\n3,setosa\n4,\n5,iris');
    expect(usable[1]).toEqual({
      name: 'kind',
      missing: 1,
      classes: ['iris', 'setosa'],
      values: Float64Array.of(1, 0, 1, Number.NaN, 0),
    });
  });

  it('keeps line breaks and separators within quotes, and tells lines right behind them', () => {
    const { usable, refused } = columnsOf(
      'x,remark,y\n1,"two\nlines, one cell",5\n2,"say ""no""",6\n3,c,?\n',
    );
    expect(usable.map(({ name, values }) => [name, ...values])).toEqual([
      ['x', 1, 2, 3],
      ['y', 5, 6, Number.NaN],
    ]);
    expect(refused.map(({ reason }) => reason.message)).toEqual([
      'd.csv, line 2, column remark: "two lines, one cell" is text, and the column has 3 different texts in 3 rows; expected numbers, or at most 20 texts that repeat, which become classes',
    ]);
    expect(() => columnsOf('x,y\n1,"a\nb"\n2\n')).toThrow('d.csv, line 4: the row has 1 cell');
  });
});

describe('columns of dates', () => {
  const dates = (cells: readonly string[]) => {
    const { usable, refused } = columnsOf(['at;y', ...cells.map((cell) => `${cell};1`)].join('\n'));
    const found = usable.find(({ name }) => name === 'at');
    return found ? { unit: found.unit, values: [...found.values] } : refused[0]?.reason.message;
  };

  it.each([
    [
      'days',
      ['2024-03-01', '2024-02-28', 'NA', '2024-02-29'],
      'days since 2024-02-28',
      [2, 0, Number.NaN, 1],
    ],
    ['few distinct days', ['2024-01-01', '2024-01-02', '2024-01-01'], 'days since 2024-01-01', [0, 1, 0]],
    ['slashes', ['2023/12/31', '2024/1/1'], 'days since 2023-12-31', [0, 1]],
    ['the day first', ['31.01.2024', '1.2.2024'], 'days since 2024-01-31', [0, 1]],
    ['times of day', ['2024-01-31T12:00:00Z', '2024-02-03 00:00'], 'days since 2024-01-31 12:00', [0, 2.5]],
    ['hours', ['2024-01-31 12:00', '2024-01-31 18:30'], 'hours since 2024-01-31 12:00', [0, 6.5]],
    [
      'seconds',
      ['2024-01-31 12:00:05', '2024-01-31 12:00:06.25'],
      'seconds since 2024-01-31 12:00:05',
      [0, 1.25],
    ],
    [
      'offsets from UTC',
      ['2024-01-31T12:00+02:00', '2024-01-31T06:00-04:30', '2024-01-31T13:00Z'],
      'hours since 2024-01-31 10:00',
      [0, 0.5, 3],
    ],
  ])('are times since the first: %s', (_, cells, unit, values) => {
    expect(dates(cells)).toEqual({ unit, values });
  });

  it.each([
    ['01/02/2024', '02/02/2024'],
    ['2024-02-01', 'soon'],
    ['2024-02-30', '2024-03-01'],
    ['2024-02-01 25:00', '2024-02-01 12:00'],
    ['12:30', '12:45'],
  ])('are refused where they cannot be told: %s, %s', (...cells) => {
    expect(dates(cells)).toMatch(
      /^d\.csv, line [23], column at: ".*" is a date; expected dates such as 2024-01-31/,
    );
  });

  it('tells a column of numbers with an odd cell from one that is something else', () => {
    const { refused } = columnsOf('a,b,c,d\n1,12:00,x,1\n2,12:30,y,2\n3 kg,13:00,z,3\n');
    expect(refused.map(({ name, isMistaken }) => [name, isMistaken])).toEqual([
      ['a', true],
      ['b', false],
      ['c', false],
    ]);
  });
});

describe('rows with missing values', () => {
  const columns = columnsOf('a,b,c\n1,2,NA\n3,,5\n6,7,8\n9,10,nan\n11,12,13\n');

  it('are dropped where a chosen column lacks a value, and counted', () => {
    expect(completeTable(columns, ['b', 'a'])).toEqual({
      dropped: 1,
      table: {
        rows: 4,
        columns: [
          { name: 'b', values: Float64Array.of(2, 7, 10, 12) },
          { name: 'a', values: Float64Array.of(1, 6, 9, 11) },
        ],
      },
    });
    expect(completeTable(columns, ['a']).dropped).toBe(0);
  });

  it('are refused where they are more than half, naming the worst column', () => {
    expect(() => completeTable(columns, ['a', 'b', 'c'])).toThrow(
      'd.csv, column c: values are missing in 3 rows of 5; expected at most half',
    );
  });
});

function encoded(text: string, encoding: string): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  const bytes = new Uint8Array(2 * text.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), encoding === 'utf-16le');
  return bytes;
}
