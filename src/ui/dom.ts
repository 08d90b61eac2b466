/** Builds elements. Text always goes in as text nodes, so nothing typed by a user can become markup. */

export type Attributes = Readonly<Record<string, string>>;

/** Creates `<tag>` with attributes (`class` among them) and children. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const created = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) created.setAttribute(name, value);
  created.append(...children);
  return created;
}

let identifiers = 0;

/** An id no other element of the page has. */
export function uniqueId(prefix: string): string {
  identifiers += 1;
  return `${prefix}-${identifiers}`;
}

/** Sets text only where it differs, so that selections and live regions stay undisturbed. */
export function setText(target: Element, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

export function setAttribute(target: Element, name: string, value: string | null): void {
  if (value === null) target.removeAttribute(name);
  else if (target.getAttribute(name) !== value) target.setAttribute(name, value);
}
