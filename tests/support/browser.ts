// Chromium for the browser tests, with and without WebGPU, and pages that keep account of everything going wrong.

import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { ensureChromium } from '../../scripts/chromium.mjs';

/** `webgpu`: Chromium's WebGPU on the software GPU. `webgl2`: a browser without WebGPU, drawing WebGL2 in software. */
export type GraphicsMode = 'webgpu' | 'webgl2';

export const GRAPHICS_MODES = ['webgpu', 'webgl2'] as const satisfies readonly GraphicsMode[];

const COMMON_FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const GRAPHICS_FLAGS: Readonly<Record<GraphicsMode, readonly string[]>> = {
  // With fewer of these five the GPU process dies ("A valid external Instance reference no longer exists.") and
  // screenshots are white.
  webgpu: [
    '--enable-unsafe-webgpu',
    '--use-webgpu-adapter=swiftshader',
    '--enable-features=Vulkan',
    '--use-vulkan=swiftshader',
    '--use-angle=swiftshader',
  ],
  webgl2: ['--use-angle=swiftshader', '--enable-unsafe-swiftshader'],
};

/** Chromium's own remark where a page asks for WebGPU and there is none, which is what it must do to find out. */
const NO_ADAPTER = 'No available adapters.';

export interface Viewport {
  readonly width: number;
  readonly height: number;
}

export const DESKTOP: Viewport = { width: 1280, height: 800 };
export const PHONE: Viewport = { width: 390, height: 844 };

/** Software rendering of a first frame on a busy machine takes tens of seconds. */
const ACTION_TIMEOUT_MILLISECONDS = 90_000;

const SCREENSHOT_FOLDER = join(process.cwd(), 'test-output', 'screenshots');

/** Starts a Chromium. The caller closes it, best in afterAll. */
export async function launch(mode: GraphicsMode): Promise<Browser> {
  // Those variables are for Dawn in Node. Chromium finds its own software GPU.
  const { VK_ICD_FILENAMES: _, VK_DRIVER_FILES: __, LD_LIBRARY_PATH: ___, ...env } = process.env;
  return chromium.launch({
    executablePath: ensureChromium(),
    args: [...COMMON_FLAGS, ...GRAPHICS_FLAGS[mode]],
    env: Object.fromEntries(
      Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
  });
}

/** A page and what went wrong in it so far. */
export interface WatchedPage {
  readonly page: Page;
  /**
   * Console errors and warnings, uncaught exceptions, failed requests, and requests to any host but the page's own,
   * in order, each with its kind. A test ends with `expect(errors).toEqual([])`, which prints them.
   */
  readonly errors: string[];
  /** Closes the page and its context, with all the storage that belongs to them. */
  close(): Promise<void>;
}

/**
 * Opens `path`, relative to the built page ('' is the page, '?f=…' or '#…' work), in a context of its own. Nothing
 * outside the preview server is reachable: such requests are refused and recorded.
 */
export async function openPage(
  browser: Browser,
  path = '',
  viewport: Viewport = DESKTOP,
): Promise<WatchedPage> {
  const baseUrl = inject('baseUrl');
  const errors: string[] = [];
  const context = await browser.newContext({ viewport: { ...viewport } });
  context.setDefaultTimeout(ACTION_TIMEOUT_MILLISECONDS);
  await context.route(
    (url) => isForeign(url, baseUrl),
    (route) => {
      errors.push(`request to another host: ${route.request().url()}`);
      return route.abort('blockedbyclient');
    },
  );
  const page = await context.newPage();
  page.on('console', (message) => {
    const kind = message.type();
    if (kind !== 'error' && kind !== 'warning') return;
    if (message.text() === NO_ADAPTER) return;
    const { url, line } = placeOf(message.location());
    errors.push(`console ${kind}: ${message.text()} (${url}:${line})`);
  });
  page.on('pageerror', (error) => errors.push(`uncaught: ${error.stack ?? error.message}`));
  page.on('crash', () => errors.push('the page crashed'));
  page.on('response', (response) => {
    if (response.status() >= 400) errors.push(`response ${response.status()}: ${response.url()}`);
  });
  await page.goto(new URL(path, baseUrl).href);
  return { page, errors, close: () => context.close() };
}

/** Writes what the page shows to test-output/screenshots/`name`.png, for people to look at, and returns the path. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const path = join(SCREENSHOT_FOLDER, `${name}.png`);
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path, timeout: ACTION_TIMEOUT_MILLISECONDS });
  return path;
}

function isForeign(url: URL, baseUrl: string): boolean {
  return url.protocol.startsWith('http') && url.origin !== new URL(baseUrl).origin;
}

function placeOf(location: { url: string; lineNumber: number }): { url: string; line: number } {
  return { url: location.url || 'no file', line: location.lineNumber + 1 };
}
