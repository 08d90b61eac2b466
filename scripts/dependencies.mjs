// Makes a fresh clone ready to run: checks Node and installs what package-lock.json names. Needs no package itself,
// and no syntax newer than Node 14, so that a Node that is too old still gets to say so.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What vite 8 asks for: `import.meta.dirname` and `require` of ES modules arrived in the 20 line with 20.19. */
const OLDEST_NODE = [20, 19];

/** Ends the process with a message where Node is older than the project runs on. */
export function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  console.error(
    `Gradscape needs Node ${OLDEST_NODE.join('.')} or newer; this is Node ${process.versions.node}. See https://nodejs.org`,
  );
  process.exit(1);
}

/**
 * Installs the locked packages where they are missing or are not the locked ones. Returns without touching anything
 * where all is in place, so it also works offline. Throws where npm fails.
 */
export function ensureDependencies() {
  requireNode();
  const reason = staleReason();
  if (reason === undefined) return;
  console.log(`Installing packages (npm ci): ${reason}.`);
  // The test and start commands need the development packages whatever NODE_ENV says.
  const result = npm(['ci', '--include=dev', '--no-audit', '--no-fund']);
  if (result.error) throw new Error(`npm could not be started: ${result.error.message}`);
  if (result.status !== 0) throw new Error(`npm ci failed with exit code ${result.status}`);
}

/**
 * Says why node_modules is not what package-lock.json describes, or undefined where it is. Compares contents, since
 * a checkout sets file times to its own. Packages of other platforms are optional, and rightly absent.
 */
function staleReason() {
  const lock = packagesIn(join(root, 'package-lock.json'));
  const installed = packagesIn(join(root, 'node_modules', '.package-lock.json'));
  if (lock === undefined) throw new Error('package-lock.json is missing or is not valid JSON');
  if (installed === undefined) return 'node_modules is missing or incomplete';
  for (const [path, wanted] of Object.entries(lock)) {
    if (path === '') continue;
    const present = installed[path];
    if (present === undefined) {
      if (!wanted.optional && !wanted.devOptional && !wanted.peer) return `${path} is not installed`;
    } else if (present.version !== wanted.version || present.integrity !== wanted.integrity) {
      return `${path} is ${present.version}, locked is ${wanted.version}`;
    }
  }
  return undefined;
}

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }} LockedPackage
 * @param {string} file
 * @returns {Record<string, LockedPackage> | undefined} the packages by folder, undefined where the file is unreadable
 */
function packagesIn(file) {
  if (!existsSync(file)) return undefined;
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** @param {string[]} args */
function npm(args) {
  // npm tells its scripts where it lives; started directly with node, the one on the PATH has to do.
  const cli = process.env.npm_execpath;
  return cli?.endsWith('npm-cli.js')
    ? spawnSync(process.execPath, [cli, ...args], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
}
