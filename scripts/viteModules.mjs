// TypeScript modules in Node, without a build: vite knows how to load them, and `?raw` imports of shaders too.

import { root } from './dependencies.mjs';

/**
 * Calls `use` with a function that loads a module by its path from the repository's folder.
 * @template T
 * @param {(load: (path: string) => Promise<any>) => Promise<T>} use
 */
export async function withModules(use) {
  const { createServer } = await import('vite');
  const server = await createServer({
    root,
    appType: 'custom',
    logLevel: 'warn',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
  try {
    return await use((path) => server.ssrLoadModule(path));
  } finally {
    await server.close();
  }
}
