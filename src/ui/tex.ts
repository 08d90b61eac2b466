/** TeX into an element: HTML for the eye, MathML for readers of screens. KaTeX comes when there is something to typeset. */

/** Loads KaTeX, once. */
export async function loadKatex() {
  const [{ default: katex }] = await Promise.all([import('katex'), import('katex/dist/katex.min.css')]);
  return katex;
}

/** Renders `tex` into `host`, unless `isCurrent` denies it by the time KaTeX is there; tells whether it did. */
export async function renderTex(
  host: HTMLElement,
  tex: string,
  options: { readonly displayMode?: boolean; readonly isCurrent?: () => boolean } = {},
): Promise<boolean> {
  const katex = await loadKatex();
  if (options.isCurrent?.() === false) return false;
  katex.render(tex, host, { throwOnError: false, displayMode: options.displayMode ?? false, strict: false });
  return true;
}
