/** A list of the known landscapes; shows 'Custom' while the typed function is none of them. */
import { LANDSCAPE_GROUPS, LANDSCAPES, type Landscape, type LandscapeGroup } from '../presets';
import type { AppState } from '../state/appState';
import { element } from './dom';
import { icon } from './icons';

const CUSTOM = '';

/** The landscape that `expression` spells, whatever its blanks; undefined where none. */
export function landscapeOf(expression: string): Landscape | undefined {
  const bare = withoutBlanks(expression);
  return LANDSCAPES.find((landscape) => withoutBlanks(landscape.expression) === bare);
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, '');
}

export class LandscapePicker {
  readonly #select: HTMLSelectElement;

  constructor(host: HTMLElement, onPick: (landscape: Landscape) => void) {
    const custom = element('option', { value: CUSTOM, disabled: '', hidden: '' }, 'Custom');
    this.#select = element('select', { class: 'select', 'aria-label': 'Landscape' }, custom);
    this.#select.title = 'Well-known functions, with their domains';
    for (const group of Object.keys(LANDSCAPE_GROUPS) as LandscapeGroup[]) {
      const members = LANDSCAPES.filter((landscape) => landscape.group === group);
      const options = members.map(({ id, name }) => element('option', { value: id }, name));
      this.#select.append(element('optgroup', { label: LANDSCAPE_GROUPS[group] }, ...options));
    }
    this.#select.addEventListener('change', () => {
      const picked = LANDSCAPES.find(({ id }) => id === this.#select.value);
      if (picked !== undefined) onPick(picked);
    });
    host.replaceChildren(element('div', { class: 'select-box' }, this.#select, icon('chevron')));
  }

  update(state: Pick<AppState, 'expression'>): void {
    const landscape = landscapeOf(state.expression);
    const value = landscape?.id ?? CUSTOM;
    if (this.#select.value !== value) this.#select.value = value;
    this.#select.title =
      landscape === undefined ? 'Well-known functions, with their domains' : landscape.source;
  }
}
