/**
 * The course's Markdown with TeX → HTML. The text is the project's own and is trusted: nothing typed by a user or read from an
 * address may come here.
 */

import { loadKatex } from '../tex';

export interface Typesetter {
  /** Paragraphs, headings, lists, tables. */
  block(markdown: string): string;
  /** One line without a paragraph around it. */
  inline(markdown: string): string;
}

/** A formula with the marks that belong to it: "($x$)," is one word, and no mark may begin or end a line by itself. */
const INLINE_TEX = /^([(“‘]*)\$([^$\n]+)\$([.,;:!?)…’”-]*)/;

let loading: Promise<Typesetter> | undefined;

/** Loads what typesetting needs, once, when the first chapter is opened. What failed is tried again with the next call. */
export function loadTypesetter(): Promise<Typesetter> {
  loading ??= createTypesetter().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** Characters of TeX up to which a formula stands on one line: such as `h \le 0.01`. */
const SHORT_FORMULA = 20;

async function createTypesetter(): Promise<Typesetter> {
  const [{ Marked }, katex] = await Promise.all([import('marked'), loadKatex()]);
  // HTML for the eye and MathML for readers of screens, which is KaTeX's default; a mistake in the text is an error.
  const tex = (source: string, displayMode: boolean): string =>
    katex.renderToString(source, { displayMode, throwOnError: true, strict: 'error' });
  const marked = new Marked({
    extensions: [
      {
        name: 'displayTex',
        level: 'block',
        start: (source) => source.match(/^\$\$/m)?.index,
        tokenizer(source) {
          const match = /^\$\$([^$]+)\$\$[ \t]*(?:\n|$)/.exec(source);
          return match ? { type: 'displayTex', raw: match[0], tex: match[1] } : undefined;
        },
        renderer: (token) => `<div class="lesson-formula" tabindex="0">${tex(String(token.tex), true)}</div>`,
      },
      {
        name: 'inlineTex',
        level: 'inline',
        start: (source) => source.search(/[(“‘]*\$/),
        tokenizer(source) {
          const [raw, before = '', formula, after = ''] = INLINE_TEX.exec(source) ?? [];
          return raw === undefined ? undefined : { type: 'inlineTex', raw, before, tex: formula, after };
        },
        renderer({ before, tex: formula, after }) {
          const source = String(formula);
          const whole = `${before}${tex(source, false)}${after}`;
          if (source.length <= SHORT_FORMULA) return `<span class="formula-short">${whole}</span>`;
          return whole.startsWith('<') && after === ''
            ? whole
            : `<span class="formula-with-marks">${whole}</span>`;
        },
      },
    ],
  });
  return {
    block: (markdown) => marked.parse(markdown, { async: false }),
    inline: (markdown) => marked.parseInline(markdown, { async: false }),
  };
}
