/** Notices over the scene: what the page did by itself or could not do. Errors of the typed function are not shown here. */
import { element } from './dom';
import { iconButton } from './icons';
import './notices.css';

export type NoticeKind = 'info' | 'warning';

export interface Notice {
  readonly kind: NoticeKind;
  readonly text: string;
  /** A notice of the same key takes the place of the earlier one. */
  readonly key?: string;
  /** Something to do about it; doing it takes the notice away. */
  readonly action?: { readonly label: string; readonly run: () => void };
  /** Goes away by itself after this time; stays until dismissed where absent. */
  readonly milliseconds?: number;
}

/** More would hide the picture; the oldest gives way. */
const MOST_NOTICES = 3;

export class Notices {
  readonly #list: HTMLDivElement;
  readonly #shown: { readonly key: string | undefined; readonly root: HTMLElement; timer: number }[] = [];

  constructor(host: HTMLElement) {
    this.#list = element('div', { class: 'notice-list', role: 'log', 'aria-live': 'polite' });
    this.#list.setAttribute('aria-label', 'Notices');
    host.replaceChildren(this.#list);
  }

  /** Shows a notice. Returns a function that takes it away. */
  show(notice: Notice): () => void {
    if (notice.key !== undefined) this.dismiss(notice.key);
    const root = element('div', { class: `notice notice-${notice.kind}` }, element('p', {}, notice.text));
    const close = iconButton('close', 'Dismiss');
    const entry = { key: notice.key, root, timer: 0 };
    close.addEventListener('click', () => this.#remove(entry));
    const { action } = notice;
    if (action !== undefined) {
      const act = element('button', { type: 'button', class: 'text-button' }, action.label);
      act.addEventListener('click', () => {
        this.#remove(entry);
        action.run();
      });
      root.append(act);
    }
    root.append(close);
    if (notice.milliseconds !== undefined) {
      entry.timer = window.setTimeout(() => this.#remove(entry), notice.milliseconds);
    }
    this.#shown.push(entry);
    this.#list.append(root);
    const oldest = this.#shown[0];
    if (this.#shown.length > MOST_NOTICES && oldest !== undefined) this.#remove(oldest);
    return () => this.#remove(entry);
  }

  dismiss(key: string): void {
    for (const entry of this.#shown.filter((shown) => shown.key === key)) this.#remove(entry);
  }

  #remove(entry: { readonly root: HTMLElement; readonly timer: number }): void {
    const index = this.#shown.findIndex(({ root }) => root === entry.root);
    if (index < 0) return;
    window.clearTimeout(entry.timer);
    this.#shown.splice(index, 1);
    entry.root.remove();
  }
}
