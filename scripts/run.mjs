// Runs a TypeScript module of this project in Node through vite's module runner: node scripts/run.mjs bench/run.ts
import { argv, exit } from 'node:process';
import { runnerImport } from 'vite';

const [, , path] = argv;
if (path === undefined) {
  console.error('usage: node scripts/run.mjs <module.ts>');
  exit(2);
}
await runnerImport(path, { logLevel: 'error' });
