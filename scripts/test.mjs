// `npm test`: every stage in order, quick ones first, then one line with what passed and failed as the very last.
//
//   npm test                          everything
//   npm test -- unit                  one or more stages by name: types, lint, unit, browser
//   npm test -- unit tests/fields     what is no stage's name goes to vitest: files, -t 'a title', -u …
//
// A failing stage is counted and the next ones still run. A missing Chromium is a failure, never a skipped test.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './chromium.mjs';
import { ensureDependencies, root } from './dependencies.mjs';

/**
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 * @typedef {{ name: string, run: (vitestArgs: string[]) => Promise<Counts> }} Stage
 */

/** @type {readonly Stage[]} */
const STAGES = [
  { name: 'types', run: () => check('typescript/bin/tsc', ['--noEmit']) },
  { name: 'lint', run: () => check('@biomejs/biome/bin/biome', ['ci', '.']) },
  { name: 'unit', run: (args) => vitest('unit', args) },
  { name: 'browser', run: (args) => vitest('browser', args) },
];

const FAILURE = Object.freeze({ passed: 0, failed: 1, skipped: 0 });

const total = { passed: 0, failed: 0, skipped: 0 };
try {
  const { stages, vitestArgs } = selection(process.argv.slice(2));
  ensureDependencies();
  for (const stage of stages) {
    console.log(`\n== ${stage.name}`);
    const counts = await stage.run(vitestArgs).catch(report);
    total.passed += counts.passed;
    total.failed += counts.failed;
    total.skipped += counts.skipped;
  }
} catch (error) {
  total.failed += report(error).failed;
}
// Set, not called: process.exit() may cut off output that is still on its way into a pipe.
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);

/**
 * Splits the arguments into stages to run and arguments for vitest. Without a stage's name all run, or, where there
 * is something for vitest, its stages.
 * @param {string[]} args
 */
function selection(args) {
  const names = args.filter((arg) => STAGES.some((stage) => stage.name === arg));
  const vitestArgs = args.filter((arg) => !names.includes(arg));
  const wanted = names.length === 0 && vitestArgs.length > 0 ? ['unit', 'browser'] : names;
  const stages = wanted.length === 0 ? STAGES : STAGES.filter((stage) => wanted.includes(stage.name));
  return { stages, vitestArgs };
}

/**
 * Runs a tool that passes or fails as a whole, counted as one test.
 * @param {string} script below node_modules
 * @param {string[]} args
 * @returns {Promise<Counts>}
 */
async function check(script, args) {
  const code = await runTool(script, args);
  console.log(code === 0 ? 'passed' : `failed with exit code ${code}`);
  return code === 0 ? { passed: 1, failed: 0, skipped: 0 } : FAILURE;
}

/**
 * Runs one vitest project and counts its tests from vitest's own report.
 * @param {string} project
 * @param {string[]} args
 * @returns {Promise<Counts>}
 */
async function vitest(project, args) {
  ensureChromium();
  const folder = mkdtempSync(join(tmpdir(), 'gradscape-test-'));
  const reportFile = join(folder, 'report.json');
  try {
    const code = await runTool('vitest/vitest.mjs', [
      'run',
      `--project=${project}`,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reportFile}`,
      // A filter may well match files of one project only; whether anything passed at all is decided at the end.
      ...(args.length > 0 ? ['--passWithNoTests', ...args] : []),
    ]);
    return countTests(reportFile, code);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * @param {string} reportFile
 * @param {number} exitCode vitest's
 * @returns {Counts}
 */
function countTests(reportFile, exitCode) {
  const vitestReport = JSON.parse(readFileSync(reportFile, 'utf8'));
  // A file that breaks before its first test has no failed test, but is a failure all the same.
  const brokenFiles = vitestReport.testResults.filter(
    (/** @type {{ status: string, assertionResults: { status: string }[] }} */ file) =>
      file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = vitestReport.numFailedTests + brokenFiles;
  return {
    passed: vitestReport.numPassedTests,
    // Errors outside of any test, a crashed worker or an empty project show in the exit code alone.
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: vitestReport.numPendingTests + vitestReport.numTodoTests,
  };
}

/**
 * @param {string} script below node_modules
 * @param {string[]} args
 * @returns {Promise<number>} the exit code; a signal that ended the process counts as 1
 */
function runTool(script, args) {
  const child = spawn(process.execPath, [join(root, 'node_modules', script), ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/**
 * @param {unknown} error
 * @returns {Counts}
 */
function report(error) {
  console.error(error instanceof Error ? error.message : error);
  return FAILURE;
}
