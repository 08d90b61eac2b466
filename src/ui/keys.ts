/** Keys that act on the whole page. They never act while a person types, nor where the focused control uses the key itself. */

const TYPING = 'input:not([type=range]):not([type=checkbox]), textarea, select, [contenteditable]';
/** What already does something with a key of ours. */
const TAKERS: Readonly<Record<string, string>> = {
  ' ': 'button, a, summary, input, [role=tab]',
  Home: 'input, [role=tab]',
};

export type KeyActions = Readonly<Record<string, () => void>>;

/** Calls `actions[event.key]`; letters are given in lower case. Returns a function that stops listening. */
export function listenForKeys(actions: KeyActions): () => void {
  const listener = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!(event.target instanceof Element) || event.target.closest(TYPING) !== null) return;
    const takers = TAKERS[event.key];
    if (takers !== undefined && event.target.closest(takers) !== null) return;
    if (document.querySelector('dialog[open]') !== null) return;
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (action === undefined) return;
    event.preventDefault();
    action();
  };
  document.addEventListener('keydown', listener);
  return () => document.removeEventListener('keydown', listener);
}
