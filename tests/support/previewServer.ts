// The browser tests' page: built as it ships, once for all files, and served by vite's preview server.

import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { preview } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the built page is served, with a slash at the end. */
    readonly baseUrl: string;
  }
}

const root = process.cwd();
const OUTPUT_FOLDER = join(root, 'test-output');

/** Builds into a folder of its own, so that two runs do not disturb each other, and serves it on a free port. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  mkdirSync(OUTPUT_FOLDER, { recursive: true });
  const outDir = mkdtempSync(join(OUTPUT_FOLDER, 'site-'));
  const removeSite = () => rmSync(outDir, { recursive: true, force: true });
  try {
    await build(outDir);
    const server = await preview({
      root,
      logLevel: 'warn',
      build: { outDir },
      preview: { host: '127.0.0.1', port: 0, open: false },
    });
    const address = server.httpServer.address();
    if (address === null || typeof address === 'string') throw new Error(`preview server is at ${address}`);
    project.provide('baseUrl', `http://127.0.0.1:${address.port}/`);
    return async () => {
      await server.close();
      removeSite();
    };
  } catch (error) {
    removeSite();
    throw error;
  }
}

/** In a process of its own: vitest sets NODE_ENV to test, with which vite would build for development. */
async function build(outDir: string): Promise<void> {
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const { NODE_ENV: _, VITEST: __, ...env } = process.env;
  try {
    await promisify(execFile)(process.execPath, [vite, 'build', '--outDir', outDir], { cwd: root, env });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`vite build failed:\n${stdout}${stderr || String(error)}`);
  }
}
