import { defineConfig } from 'vite';
import { contentSecurityPolicy } from './scripts/contentSecurityPolicy.mjs';

/** Cross-origin isolation: SharedArrayBuffer between workers, and timers fine enough to measure with. */
const ISOLATION_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** three/webgpu is one chunk of about 900 kB before compression (220 kB after), and cannot usefully be smaller. */
const LARGEST_CHUNK_KILOBYTES = 1100;

export default defineConfig({
  // Relative, so that the built page works from any folder of any host.
  base: './',
  plugins: [contentSecurityPolicy()],
  build: {
    target: 'esnext',
    // Nothing becomes a data: address, which the page's policy refuses for fonts.
    assetsInlineLimit: 0,
    // Every browser with WebGPU or ES module workers preloads modules by itself.
    modulePreload: { polyfill: false },
    // three changes less often than the page: a chunk of its own stays cached.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'three', test: /node_modules[\\/]three/ }] } },
    },
    chunkSizeWarningLimit: LARGEST_CHUNK_KILOBYTES,
  },
  worker: { format: 'es' },
  server: { headers: ISOLATION_HEADERS },
  preview: { headers: ISOLATION_HEADERS },
});
