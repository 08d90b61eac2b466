// Finds, and where it may, installs Chromium. The tests use it twice: as the browser, and for the software GPU
// (SwiftShader) and Vulkan loader that lie in its folder and that Dawn runs WGSL on in Node.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const CHROMIUM_PLACES = ['/usr/bin/chromium', '/usr/lib/chromium/chromium', '/usr/bin/google-chrome'];

/** Debian's launcher is a shell script outside of the browser's own folder, so that folder is looked for by itself. */
const BROWSER_FOLDERS = ['/usr/lib/chromium', '/opt/google/chrome'];

const ICD_FILE = 'vk_swiftshader_icd.json';

const INSTALL_ADVICE =
  'The tests need Chromium: install it (Debian: apt-get install chromium) or set CHROMIUM_PATH to its executable.';

/** @returns {string | undefined} the executable, undefined where there is none; a CHROMIUM_PATH that is wrong throws */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH is ${named}, which does not exist. ${INSTALL_ADVICE}`);
  }
  return CHROMIUM_PLACES.find((path) => existsSync(path));
}

/** Returns Chromium's executable; installs it with apt-get where that can be done, else throws saying what to do. */
export function ensureChromium() {
  const present = findChromium();
  if (present) return present;
  const prefix = rootPrefix();
  if (prefix === undefined || !canRun('apt-get', ['--version'])) throw new Error(INSTALL_ADVICE);
  console.log('Installing Chromium (apt-get install chromium).');
  // A failing update may still leave lists good enough to install from; the install decides.
  apt(prefix, ['update', '-q']);
  apt(prefix, ['install', '-y', '-q', 'chromium']);
  const installed = findChromium();
  if (!installed) throw new Error(`apt-get did not install Chromium. ${INSTALL_ADVICE}`);
  return installed;
}

/**
 * The variables that make Dawn in Node use Chromium's software GPU. They must be in place when the process starts.
 * Empty where the folder with the software GPU is not found; asking for an adapter then says so.
 * @returns {Record<string, string>}
 */
export function softwareGpuEnvironment() {
  const folder = softwareGpuFolder();
  if (folder === undefined) return {};
  const runtimeFolder = join(tmpdir(), `gradscape-runtime-${process.getuid?.() ?? 0}`);
  mkdirSync(runtimeFolder, { recursive: true, mode: 0o700 });
  const icd = join(folder, ICD_FILE);
  return {
    VK_ICD_FILENAMES: icd,
    VK_DRIVER_FILES: icd,
    LD_LIBRARY_PATH: [folder, process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter),
    XDG_RUNTIME_DIR: runtimeFolder,
  };
}

function softwareGpuFolder() {
  const chromium = findChromium();
  const besideExecutable = chromium ? [dirname(realpathSync(chromium))] : [];
  return [...besideExecutable, ...BROWSER_FOLDERS].find((folder) => existsSync(join(folder, ICD_FILE)));
}

/** @returns {string[] | undefined} what to put before a command to run it as root, undefined where that needs a password */
function rootPrefix() {
  if (process.getuid?.() === 0) return [];
  return canRun('sudo', ['-n', 'true']) ? ['sudo', '-n'] : undefined;
}

/**
 * @param {string[]} prefix
 * @param {string[]} args
 */
function apt(prefix, args) {
  const [command = '', ...rest] = [...prefix, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
  spawnSync(command, rest, { stdio: ['ignore', 'inherit', 'inherit'] });
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function canRun(command, args) {
  return spawnSync(command, args, { stdio: 'ignore' }).status === 0;
}
