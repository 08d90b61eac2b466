/** Which columns of a table are learned from, which is learned, and by what model. */
import { element, setText, uniqueId } from './dom';
import { icon } from './icons';
import { type OwnDataChoice, type OwnDataView, TABLE_MODELS, type TableModel } from './ownDataView';

type Table = NonNullable<OwnDataView['table']>;

const MODEL_LABELS: Readonly<Record<TableModel, string>> = {
  linear: 'Linear regression, on the first feature',
  logistic: 'Logistic regression, on the first two features',
  typed: 'Your own model',
  network: 'Neural network, classifying or fitting',
};
/** On the button that opens it. */
export const MODEL_NAMES: Readonly<Record<TableModel, string>> = {
  linear: 'linear regression',
  logistic: 'logistic regression',
  typed: 'your own model',
  network: 'a neural network',
};

export class OwnTableOptions {
  readonly root = element('div', { class: 'own-table' });
  readonly #model: HTMLSelectElement;
  readonly #target: HTMLSelectElement;
  readonly #features = element('div', { class: 'own-table-features' });
  readonly #refused = element('ul', { class: 'own-table-refused' });
  #shape = '';
  #shown: Table | undefined;

  constructor(onChoice: (change: Partial<OwnDataChoice>) => void) {
    this.#model = element('select', { class: 'select', id: uniqueId('own-table') });
    this.#target = element('select', { class: 'select', id: uniqueId('own-table') });
    this.#model.append(...TABLE_MODELS.map((name) => element('option', { value: name }, MODEL_LABELS[name])));
    this.#model.addEventListener('change', () => {
      const model = TABLE_MODELS.find((name) => name === this.#model.value);
      if (model !== undefined) onChoice({ model });
    });
    this.#target.addEventListener('change', () => onChoice({ target: this.#target.value, features: null }));
    this.#features.addEventListener('change', () => {
      const wanted = new Set(
        [...this.#features.querySelectorAll('input')].flatMap((box) => (box.checked ? [box.value] : [])),
      );
      const order = this.#shown?.columns.map(({ name }) => name) ?? [];
      onChoice({ features: order.filter((name) => wanted.has(name)) });
    });
    this.root.append(
      labelled('Model', this.#model),
      labelled('Target', this.#target),
      element(
        'fieldset',
        { class: 'own-table-columns' },
        element('legend', {}, 'Features, what it is learned from'),
        this.#features,
      ),
      this.#refused,
    );
  }

  update({ table }: OwnDataView): void {
    this.root.hidden = table === undefined;
    if (table === undefined) return;
    this.#shown = table;
    this.#build(table);
    this.#model.value = table.model;
    this.#target.value = table.target;
    for (const box of this.#features.querySelectorAll('input')) {
      box.checked = table.features.includes(box.value);
      box.disabled = box.value === table.target;
    }
  }

  /** What changes with the file only keeps its elements, and with them the focus. */
  #build({ columns, refused }: Table): void {
    const shape = JSON.stringify([columns, refused]);
    if (shape === this.#shape) return;
    this.#shape = shape;
    this.#target.replaceChildren(...columns.map(({ name }) => element('option', { value: name }, name)));
    this.#features.replaceChildren(
      ...columns.map(({ name, note }) =>
        element(
          'label',
          { class: 'own-table-feature' },
          element('input', { type: 'checkbox', value: name }),
          element('span', {}, name),
          element('small', {}, note),
        ),
      ),
    );
    this.#refused.hidden = refused.length === 0;
    this.#refused.replaceChildren(
      ...refused.map(({ reason }) => {
        const line = element('li');
        setText(line, reason);
        return line;
      }),
    );
  }
}

function labelled(text: string, select: HTMLSelectElement): HTMLElement {
  return element(
    'div',
    { class: 'own-data-option' },
    element('label', { for: select.id }, text),
    element('div', { class: 'select-box' }, select, icon('chevron')),
  );
}
