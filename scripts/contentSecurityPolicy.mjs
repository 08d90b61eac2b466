// The page's Content-Security-Policy, written into index.html by vite: what the page is served from is all it may
// load, and no text ever becomes JavaScript ('wasm-unsafe-eval' admits compiled WebAssembly and nothing else).
// A meta element, so that it holds on any static host; header-only directives such as frame-ancestors are not here.

const DIRECTIVES = {
  'default-src': "'none'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  // KaTeX and three's CSS2DRenderer position with style attributes.
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' data: blob:",
  'font-src': "'self'",
  'worker-src': "'self' blob:",
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
};

/** The same policy with the websocket that vite's development server tells the page of changes through. */
const DEVELOPMENT_DIRECTIVES = { ...DIRECTIVES, 'connect-src': `${DIRECTIVES['connect-src']} ws:` };

/**
 * Puts the policy first into every page's head: a meta policy governs only what comes after it.
 * @returns {import('vite').Plugin}
 */
export function contentSecurityPolicy() {
  return {
    name: 'gradscape:content-security-policy',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, context) => [
        {
          tag: 'meta',
          attrs: {
            'http-equiv': 'Content-Security-Policy',
            content: policyText(context.server ? DEVELOPMENT_DIRECTIVES : DIRECTIVES),
          },
          injectTo: 'head-prepend',
        },
      ],
    },
  };
}

/** @param {Readonly<Record<string, string>>} directives */
function policyText(directives) {
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources}`)
    .join('; ');
}
