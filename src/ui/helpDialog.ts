/** What can be typed and which keys do what. The rows come from the table of functions, so the help cannot lag behind it. */
import { createDialog } from './dialog';
import { element } from './dom';
import './helpDialog.css';

export interface HelpRow {
  /** Heading of the group the row belongs to; rows of a group follow each other. */
  readonly group?: string;
  /** How it is typed: `atan2(y, x)`. */
  readonly form: string;
  readonly meaning: string;
}

const KEYS: readonly (readonly [keys: readonly string[], meaning: string])[] = [
  [['Space'], 'Play or pause the descent'],
  [['.'], 'One step on'],
  [[','], 'One step back'],
  [['H', 'Home'], 'View from the start'],
  [['T'], 'View from the top'],
  [['S'], 'View from the side'],
  [['?'], 'This help'],
];

export class HelpDialog {
  readonly #dialog: HTMLDialogElement;
  readonly #body = element('tbody');

  constructor() {
    const keys = KEYS.map(([names, meaning]) => {
      const term = element('dt');
      names.forEach((name, index) => {
        term.append(...(index > 0 ? [' or '] : []), element('kbd', {}, name));
      });
      return element('div', {}, term, element('dd', {}, meaning));
    });
    this.#dialog = createDialog(
      'help',
      'Help',
      element('h3', {}, 'Mouse and touch'),
      element(
        'p',
        {},
        'Drag the point to move it over the surface. Drag elsewhere to turn the picture, with the right button or two fingers to shift it; wheel or pinch to zoom.',
      ),
      element('h3', {}, 'Keys'),
      element('dl', {}, ...keys),
      element('h3', {}, 'How to write a function'),
      element(
        'p',
        {},
        'Write a function of ',
        math('x'),
        ' and ',
        math('y'),
        ' with ',
        code('+ - * / ^'),
        ' and the functions below. A product needs no sign after a number: ',
        code('2x'),
        '. Any other name, such as ',
        code('a'),
        ', becomes a parameter with a slider of its own.',
      ),
      element('table', {}, element('thead', {}, element('tr', {}, th('Write'), th('For'))), this.#body),
    );
  }

  setRows(rows: readonly HelpRow[]): void {
    let group: string | undefined;
    this.#body.replaceChildren();
    for (const row of rows) {
      if (row.group !== undefined && row.group !== group) {
        group = row.group;
        this.#body.append(
          element('tr', { class: 'help-group' }, element('th', { colspan: '2', scope: 'colgroup' }, group)),
        );
      }
      this.#body.append(element('tr', {}, element('td', {}, code(row.form)), element('td', {}, row.meaning)));
    }
  }

  open(): void {
    if (!this.#dialog.open) this.#dialog.showModal();
  }
}

function code(text: string): HTMLElement {
  return element('code', {}, text);
}

function math(text: string): HTMLElement {
  return element('span', { class: 'math' }, element('i', {}, text));
}

function th(text: string): HTMLElement {
  return element('th', { scope: 'col' }, text);
}
