// The table of docs/course.md: every golden number has its row, and every row leads to a section and to tests that exist.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CHAPTERS, chapterNamed } from '../../src/lessons';

interface Row {
  readonly notebook: string;
  readonly golden: string;
  readonly chapter: string;
  readonly section: string;
  readonly tests: readonly string[];
}

const NOTHING = '–';

function rows(): readonly Row[] {
  const lines = readFileSync('docs/course.md', 'utf8').split('\n');
  const start = lines.findIndex((line) => line.startsWith('| notebook | golden |'));
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('|'));
  return lines.slice(start + 2, end).map((line) => {
    const [notebook = '', golden = '', place = '', , tests = ''] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    const [, chapter = '', section = ''] = /^`([a-z]+)`: (.+)$/.exec(place) ?? [];
    const files = tests.split(', ').filter((file) => file !== '');
    return { notebook, golden: golden.replaceAll('`', ''), chapter, section, tests: files };
  });
}

const GOLDEN = Object.keys(JSON.parse(readFileSync('tests/golden/notebook.json', 'utf8')) as object).filter(
  (key) => key !== 'about',
);

/** Titles of the sections of a chapter. */
function sectionsOf(id: string): readonly string[] {
  const parts = chapterNamed(id)?.parts ?? expect.fail(`no chapter ${id}`);
  return parts.flatMap((part) =>
    part.kind === 'text' ? [...part.markdown.matchAll(/^### (.+)$/gm)].map(([, title = '']) => title) : [],
  );
}

describe('the table of the notebook', () => {
  it('has a row for every part of the golden numbers, and knows no other', () => {
    const named = new Set(rows().map(({ golden }) => golden));
    named.delete(NOTHING);
    expect([...named].sort()).toEqual([...GOLDEN].sort());
  });

  it('visits every chapter', () => {
    expect(new Set(rows().map(({ chapter }) => chapter))).toEqual(new Set(CHAPTERS.map(({ id }) => id)));
  });

  it('has each of the four exercises', () => {
    for (const number of [1, 2, 3, 4]) {
      expect(rows().filter(({ notebook }) => notebook.startsWith(`exercise ${number}:`))).toHaveLength(1);
    }
  });

  it.each(rows())(
    'leads from "$notebook" to a section and to its tests',
    ({ golden, chapter, section, tests }) => {
      expect(sectionsOf(chapter)).toContain(section);
      for (const file of tests) expect(existsSync(`tests/${file}.test.ts`), file).toBe(true);
      if (golden === NOTHING) return;
      // A test that reproduces the numbers reads them.
      const readers = tests.filter((file) =>
        readFileSync(`tests/${file}.test.ts`, 'utf8').includes('golden/notebook.json'),
      );
      expect(readers.length).toBeGreaterThan(0);
    },
  );
});
