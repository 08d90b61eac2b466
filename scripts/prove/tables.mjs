// The tables of docs/accuracy.md: read, changed where there are new results, and written between their markers.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../dependencies.mjs';
import { BUILDS } from './builds.mjs';

const DOCUMENT = join(root, 'docs/accuracy.md');
const NOT_RUN = 'not run';
const SAMPLED = /\(1 in \d+\)$/;

/**
 * @typedef {import('../../tests/shaders/mathBounds').MathBound} MathBound
 * @typedef {import('./prove.mjs').Result} Result
 */

/**
 * Rows of functions without new results stay as they are. An exhaustive result is not replaced by a sampled one.
 * @param {readonly MathBound[]} bounds of all functions
 * @param {readonly Result[]} results
 */
export function writeResults(bounds, results) {
  let document = readFileSync(DOCUMENT, 'utf8');
  for (const arity of [1, 2]) {
    const ofArity = bounds.filter((bound) => bound.arity === arity);
    const marker = arity === 1 ? 'every float' : 'samples of pairs';
    document = replaceBetween(document, marker, (old) => tableOf(ofArity, results, rowsIn(old)));
  }
  writeFileSync(DOCUMENT, document);
}

/**
 * Rows of other functions stay as they are.
 * @param {readonly MathBound[]} bounds of all functions
 * @param {readonly import('./lavapipe/devices.mjs').DeviceResult[]} results
 */
export function writeDeviceResults(bounds, results) {
  const head = ['function', 'bound', 'arguments', 'SwiftShader', 'lavapipe', 'differing results'];
  const document = replaceBetween(readFileSync(DOCUMENT, 'utf8'), 'two devices', (old) => {
    const rows = rowsIn(old);
    for (const { name, count, errors, different } of results) {
      const bound = bounds.find((candidate) => candidate.name === name)?.bound;
      const cells = [...errors.map((error) => error.toFixed(4)), different.toLocaleString('en-US')];
      rows.set(name, [`\`${name}\``, String(bound), count.toLocaleString('en-US'), ...cells]);
    }
    return markdownTable(
      head,
      bounds.flatMap(({ name }) => [rows.get(name) ?? []]).filter((cells) => cells.length > 0),
    );
  });
  writeFileSync(DOCUMENT, document);
}

/**
 * Rows of other functions stay as they are.
 * @param {readonly import('./float64.mjs').Float64Result[]} results
 */
export function writeFloat64Results(results) {
  const head = ['function', 'arguments', 'relative', 'ulp', 'JavaScript, ulp'];
  const document = replaceBetween(readFileSync(DOCUMENT, 'utf8'), 'functions on pairs', (old) => {
    const rows = rowsIn(old);
    for (const { name, tested, ours, javascript } of results) {
      const cells = [ours.relative.toExponential(1), ours.ulp.toFixed(2), javascript.ulp.toFixed(2)];
      rows.set(name, [`\`${name}\``, tested.toLocaleString('en-US'), ...cells]);
    }
    return markdownTable(head, [...rows.values()]);
  });
  writeFileSync(DOCUMENT, document);
}

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
function markdownTable(head, rows) {
  const rule = head.map((_, i) => (i === 0 ? '---' : '--:'));
  return `\n${[head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n\n`;
}

/** @param {string} document @param {string} marker @param {(old: string) => string} change */
function replaceBetween(document, marker, change) {
  const [start, end] = [`<!-- ${marker} -->\n`, `<!-- end of ${marker} -->`];
  const from = document.indexOf(start) + start.length;
  const to = document.indexOf(end);
  if (from < start.length || to < from) throw new Error(`docs/accuracy.md has no markers of "${marker}"`);
  return document.slice(0, from) + change(document.slice(from, to)) + document.slice(to);
}

/** Cells of each row, by the function's name. @param {string} table */
function rowsIn(table) {
  const lines = table.split('\n').filter((line) => line.startsWith('| `'));
  const rows = lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return new Map(rows.map((cells) => [cells[0]?.replaceAll('`', '') ?? '', cells]));
}

/**
 * @param {readonly MathBound[]} bounds
 * @param {readonly Result[]} results
 * @param {Map<string, string[]>} rows
 */
function tableOf(bounds, results, rows) {
  const builds = [...BUILDS.entries()];
  const lines = bounds.flatMap(({ name, bound }) => {
    const old = rows.get(name);
    const found = results.filter((result) => result.name === name);
    if (found.length === 0 && !old) return [];
    const cells = builds.map(([build], i) =>
      newerCell(
        old?.[i + 3],
        found.find((result) => result.build === build),
      ),
    );
    const oldCount = Number(old?.[2]?.replaceAll(',', '') ?? 0);
    const count = Math.max(oldCount, ...found.map(({ tested }) => tested));
    return [[`\`${name}\``, String(bound), count.toLocaleString('en-US'), ...cells]];
  });
  const head = ['function', 'bound', 'arguments', ...builds.map(([, { title }]) => `\`${title}\``)];
  return markdownTable(head, lines);
}

/** @param {string | undefined} old @param {Result | undefined} result */
function newerCell(old, result) {
  if (!result) return old ?? NOT_RUN;
  const keepsOld = result.stride > 1 && old !== undefined && old !== NOT_RUN && !SAMPLED.test(old);
  if (keepsOld) return old;
  const sampled = result.stride > 1 ? ` (1 in ${result.stride})` : '';
  return `${result.error.toFixed(4)} at ${result.at.map(shortest).join(', ')}${sampled}`;
}

/** Nine digits, which make out any f32. @param {number} value */
function shortest(value) {
  const rounded = Number(value.toPrecision(9));
  const plain = Math.abs(rounded) < 1e9 && (Math.abs(rounded) >= 1e-4 || rounded === 0);
  return plain ? String(rounded) : rounded.toExponential();
}
