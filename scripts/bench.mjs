// `npm run bench`: runs bench/run.ts in Node. Arguments stay in process.argv. The software GPU's variables are in
// place before the process starts.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { softwareGpuEnvironment } from './chromium.mjs';
import { ensureDependencies, root } from './dependencies.mjs';
import { withModules } from './viteModules.mjs';

/** Set in the child: the dynamic linker reads its variables only as a process starts, hence a second process. */
const CHILD_MARK = 'GRADSCAPE_BENCH_CHILD';
const ENTRY = 'bench/run.ts';

if (process.env[CHILD_MARK]) await withModules((load) => load(`/${ENTRY}`));
else {
  ensureDependencies();
  if (!existsSync(join(root, ENTRY))) {
    console.error(`${ENTRY} does not exist`);
    process.exit(1);
  }
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...softwareGpuEnvironment(), [CHILD_MARK]: '1' },
  });
  child.on('exit', (code) => process.exit(code ?? 1));
}
