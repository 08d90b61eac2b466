// The ground the other browser tests stand on: both browsers are what they claim to be, and pages are watched.

import type { Browser } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import { GRAPHICS_MODES, type GraphicsMode, launch, openPage } from '../support/browser';

const HAS_WEBGPU: Readonly<Record<GraphicsMode, boolean>> = { webgpu: true, webgl2: false };

let browser: Browser | undefined;
afterEach(async () => {
  await browser?.close();
  browser = undefined;
});

describe.each(GRAPHICS_MODES)('the %s browser', (mode) => {
  it(`offers ${HAS_WEBGPU[mode] ? 'a WebGPU device' : 'no WebGPU adapter'} and WebGL2, isolated from other origins`, async () => {
    browser = await launch(mode);
    const { page } = await openPage(browser);
    const found = await page.evaluate(async () => {
      const adapter = await navigator.gpu?.requestAdapter();
      const device = await adapter?.requestDevice();
      const webgl2 = document.createElement('canvas').getContext('webgl2');
      return {
        webgpu: device?.label !== undefined,
        webgl2: webgl2?.getParameter(webgl2.VERSION) ?? 'none',
        isolated: window.crossOriginIsolated,
      };
    });
    expect(found).toEqual({
      webgpu: HAS_WEBGPU[mode],
      webgl2: expect.stringContaining('WebGL 2.0'),
      isolated: true,
    });
  });
});

it('records console errors, exceptions and requests to other hosts', async () => {
  browser = await launch('webgl2');
  const { page, errors } = await openPage(browser);
  errors.length = 0;
  await page.evaluate(async () => {
    console.error('said so');
    setTimeout(() => {
      throw new Error('thrown late');
    });
    // An image would be stopped by the page's own policy; a navigation is not.
    const frame = window.open('https://example.org/');
    await new Promise((resolve) => setTimeout(resolve, 500));
    frame?.close();
  });
  expect(errors.join('\n')).toContain('console error: said so');
  expect(errors.join('\n')).toContain('uncaught: Error: thrown late');
  expect(errors.join('\n')).toContain('request to another host: https://example.org/');
});

it('refuses to turn text into JavaScript, and compiles WebAssembly', async () => {
  browser = await launch('webgl2');
  const { page, errors } = await openPage(browser);
  const emptyModule = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
  // As scripts of the page: what evaluate() runs comes in by the debugger, past the policy.
  const compiled = await page.evaluate(
    async (bytes) => (await WebAssembly.compile(new Uint8Array(bytes))) instanceof WebAssembly.Module,
    emptyModule,
  );
  expect(compiled).toBe(true);
  errors.length = 0;
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.inlineScriptRan = true';
    document.head.append(script);
    return 'inlineScriptRan' in window;
  });
  expect(ran).toBe(false);
  expect(errors.join('\n')).toContain('Content Security Policy');
});
