/** The drawer below the scene: hosts for three charts, and the bar that folds it. What is drawn in them is not its business. */
import type { AppState } from '../state/appState';
import { element, setAttribute, uniqueId } from './dom';
import { icon } from './icons';
import type { Page } from './page';
import './chartDrawer.css';

export interface ChartHosts {
  readonly descent: HTMLElement;
  readonly alongX: HTMLElement;
  readonly alongY: HTMLElement;
}

export class ChartDrawer {
  readonly hosts: ChartHosts;
  /** Which charts a person can see: others need no data. */
  visible = { slices: false, descent: false };
  readonly #toggle: HTMLButtonElement;
  readonly #body: HTMLDivElement;
  #open = false;

  constructor(host: HTMLElement, onOpen: (open: boolean) => void) {
    const bodyId = uniqueId('charts');
    this.#toggle = element(
      'button',
      { type: 'button', class: 'charts-toggle', 'aria-controls': bodyId, 'aria-expanded': 'false' },
      icon('chevron'),
      'Charts',
      element('span', {}, 'slices through the point, f against step'),
    );
    const chart = (): HTMLDivElement => element('div', { class: 'chart-host' });
    const [alongX, alongY, descent] = [chart(), chart(), chart()];
    this.hosts = { alongX, alongY, descent };
    this.#body = element('div', { class: 'charts-body', id: bodyId }, alongX, alongY, descent);
    this.#body.hidden = true;
    this.#toggle.addEventListener('click', () => onOpen(!this.#open));
    host.replaceChildren(this.#toggle, this.#body);
  }

  /** On a phone the slices have a tab of their own, and f against step stands below the playback. */
  update(state: Pick<AppState, 'chartsOpen'>, page: Pick<Page, 'phone' | 'tab' | 'tabBody'>): void {
    this.#open = state.chartsOpen;
    setAttribute(this.#toggle, 'aria-expanded', String(this.#open));
    this.#body.hidden = !(this.#open || page.phone);
    const place = page.phone ? page.tabBody('descent') : this.#body;
    if (this.hosts.descent.parentElement !== place) place.append(this.hosts.descent);
    this.visible = page.phone
      ? { slices: page.tab === 'charts', descent: page.tab === 'descent' }
      : { slices: this.#open, descent: this.#open };
  }
}
