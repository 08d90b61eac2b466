// What axe-core finds in a page.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly target: unknown }[];
  }[];
}

const AXE_SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Brings axe-core into every document that `page` loads from now on. */
export async function withAxe(page: Page): Promise<void> {
  await page.context().addInitScript({ content: AXE_SOURCE });
}

/** Violations as 'rule: where' inside of what the selectors `include` find, of `rules` alone where given. */
export async function violations(
  page: Page,
  include: readonly string[],
  rules?: readonly string[],
): Promise<readonly string[]> {
  const { violations: found } = await page.evaluate(
    ([context, only]) => {
      const { axe } = window as unknown as {
        axe: { run(context: object, options: object): Promise<AxeResults> };
      };
      const runOnly = only === undefined ? {} : { runOnly: { type: 'rule', values: only } };
      return axe.run(context, { resultTypes: ['violations'], ...runOnly });
    },
    [{ include }, rules] as const,
  );
  return found.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${String(target)}`));
}
