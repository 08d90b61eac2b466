/** A list of the known landscapes; shows 'Custom' while the typed function is none of them. */
import { LANDSCAPE_GROUPS, LANDSCAPES, type Landscape, type LandscapeGroup } from '../presets';
import type { AppState, SubjectName } from '../state/appState';
import { element } from './dom';
import { icon } from './icons';

const CUSTOM = '';

/** Subjects other than typed functions that stand in the list. */
const MODELS = [
  { subject: 'linear', name: 'Linear regression' },
  { subject: 'logistic', name: 'Logistic regression' },
  { subject: 'typed', name: 'Your own model' },
  { subject: 'network', name: 'Neural network' },
] as const satisfies readonly { readonly subject: SubjectName; readonly name: string }[];

/** The landscape that `expression` spells, whatever its blanks; undefined where none. */
export function landscapeOf(expression: string): Landscape | undefined {
  const bare = withoutBlanks(expression);
  return LANDSCAPES.find((landscape) => withoutBlanks(landscape.expression) === bare);
}

function withoutBlanks(text: string): string {
  return text.replace(/\s+/g, '');
}

export interface LandscapePickerCallbacks {
  onLandscape(landscape: Landscape): void;
  onModel(subject: (typeof MODELS)[number]['subject']): void;
}

export class LandscapePicker {
  readonly #select: HTMLSelectElement;

  constructor(host: HTMLElement, callbacks: LandscapePickerCallbacks) {
    const custom = element('option', { value: CUSTOM, disabled: '', hidden: '' }, 'Custom');
    this.#select = element('select', { class: 'select', 'aria-label': 'Landscape' }, custom);
    this.#select.title = 'Well-known functions, with their domains';
    for (const group of Object.keys(LANDSCAPE_GROUPS) as LandscapeGroup[]) {
      const members = LANDSCAPES.filter((landscape) => landscape.group === group);
      const options = members.map(({ id, name }) => element('option', { value: id }, name));
      this.#select.append(element('optgroup', { label: LANDSCAPE_GROUPS[group] }, ...options));
    }
    const models = MODELS.map(({ subject, name }) => element('option', { value: subject }, name));
    this.#select.append(element('optgroup', { label: 'Losses of models on data' }, ...models));
    this.#select.addEventListener('change', () => {
      const landscape = LANDSCAPES.find(({ id }) => id === this.#select.value);
      const model = MODELS.find(({ subject }) => subject === this.#select.value);
      if (landscape !== undefined) callbacks.onLandscape(landscape);
      if (model !== undefined) callbacks.onModel(model.subject);
    });
    host.replaceChildren(element('div', { class: 'select-box' }, this.#select, icon('chevron')));
  }

  update({ subject, expression }: Pick<AppState, 'subject' | 'expression'>): void {
    const landscape = subject === 'function' ? landscapeOf(expression) : undefined;
    const model = MODELS.find((candidate) => candidate.subject === subject);
    const value = landscape?.id ?? model?.subject ?? CUSTOM;
    if (this.#select.value !== value) this.#select.value = value;
    this.#select.title =
      landscape === undefined ? 'Well-known functions, with their domains' : landscape.source;
  }
}
