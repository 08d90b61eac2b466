/**
 * The drawer below the scene: hosts for the charts, the bar that folds it and its tabs. What is drawn in the hosts is not
 * its business.
 */
import { type AppState, CHARTS_TABS, type ChartsTab, type StatePatch } from '../state/appState';
import { element, setAttribute, setText, uniqueId } from './dom';
import { icon } from './icons';
import {
  MicroscopeControls,
  type MicroscopeControlsCallbacks,
  type MicroscopeInfo,
} from './microscopeControls';
import type { Page } from './page';
import './chartDrawer.css';

export interface ChartHosts {
  readonly descent: HTMLElement;
  readonly alongX: HTMLElement;
  readonly alongY: HTMLElement;
  readonly microscope: { readonly chart: HTMLElement; readonly table: HTMLElement };
}

export interface ChartDrawerCallbacks extends MicroscopeControlsCallbacks {
  onPatch(patch: StatePatch): void;
}

const TAB_LABELS: Readonly<Record<ChartsTab, string>> = {
  slices: 'Slices',
  microscope: 'Gradient microscope',
};

export class ChartDrawer {
  readonly hosts: ChartHosts;
  /** Which charts a person can see: others need no data. */
  visible = { slices: false, descent: false, microscope: false };
  readonly #toggle: HTMLButtonElement;
  readonly #summary = element('span', {}, 'slices through the point, f against step, gradient microscope');
  readonly #tabs: Tabs;
  readonly #controls: MicroscopeControls;
  /** Says why there is nothing under the microscope. */
  readonly #withoutMicroscope = element('p', { class: 'charts-nothing' });
  readonly #bodies: Readonly<Record<ChartsTab, HTMLDivElement>>;
  readonly #body: HTMLDivElement;
  #open = false;

  constructor(host: HTMLElement, callbacks: ChartDrawerCallbacks) {
    const bodyId = uniqueId('charts');
    this.#toggle = element(
      'button',
      { type: 'button', class: 'charts-toggle', 'aria-controls': bodyId, 'aria-expanded': 'false' },
      icon('chevron'),
      'Charts',
      this.#summary,
    );
    this.#controls = new MicroscopeControls(callbacks);
    const chart = (): HTMLDivElement => element('div', { class: 'chart-host' });
    const [alongX, alongY, descent] = [chart(), chart(), chart()];
    const microscope = { chart: chart(), table: element('div') };
    this.hosts = { alongX, alongY, descent, microscope };
    const aside = element('div', { class: 'microscope-aside' }, microscope.table, this.#controls.root);
    const panel = (name: ChartsTab, ...children: HTMLElement[]): HTMLDivElement =>
      element(
        'div',
        { class: `charts-body charts-${name}`, role: 'tabpanel', id: `charts-${name}` },
        ...children,
      );
    this.#bodies = {
      slices: panel('slices', alongX, alongY, descent),
      microscope: panel('microscope', this.#withoutMicroscope, microscope.chart, aside),
    };
    this.#tabs = new Tabs((chartsTab) => callbacks.onPatch({ chartsTab }));
    for (const name of CHARTS_TABS) setAttribute(this.#bodies[name], 'aria-labelledby', this.#tabs.id(name));
    this.#body = element('div', { id: bodyId }, ...Object.values(this.#bodies));
    this.#body.hidden = true;
    this.#toggle.addEventListener('click', () => callbacks.onPatch({ chartsOpen: !this.#open }));
    host.replaceChildren(element('div', { class: 'charts-bar' }, this.#toggle, this.#tabs.root), this.#body);
  }

  /** On a phone the charts have a tab of their own, and f against step stands below the playback. */
  update(state: AppState, page: Pick<Page, 'phone' | 'tab' | 'tabBody'>): void {
    this.#open = state.chartsOpen;
    const shown = this.#open || page.phone;
    setAttribute(this.#toggle, 'aria-expanded', String(this.#open));
    this.#summary.hidden = shown;
    this.#tabs.root.hidden = !shown;
    this.#tabs.update(state.chartsTab);
    this.#body.hidden = !shown;
    for (const name of CHARTS_TABS) this.#bodies[name].hidden = name !== state.chartsTab;
    const place = page.phone ? page.tabBody('descent') : this.#bodies.slices;
    if (this.hosts.descent.parentElement !== place) place.append(this.hosts.descent);
    const charts = page.phone ? page.tab === 'charts' : this.#open;
    const slices = charts && state.chartsTab === 'slices';
    this.visible = {
      slices,
      descent: page.phone ? page.tab === 'descent' : slices,
      microscope: charts && state.chartsTab === 'microscope',
    };
  }

  /** `info` may say in words why there is nothing to look at. */
  updateMicroscope(state: AppState, info: MicroscopeInfo | string): void {
    const isNothing = typeof info === 'string';
    const body = this.#bodies.microscope;
    for (const child of body.children) {
      if (child instanceof HTMLElement) child.hidden = (child === this.#withoutMicroscope) !== isNothing;
    }
    if (isNothing) setText(this.#withoutMicroscope, info);
    else this.#controls.update(state, info);
  }
}

class Tabs {
  readonly root: HTMLDivElement;
  readonly #tabs: ReadonlyMap<ChartsTab, HTMLButtonElement>;

  constructor(onTab: (tab: ChartsTab) => void) {
    this.#tabs = new Map(
      CHARTS_TABS.map((name) => {
        const tab = element(
          'button',
          { type: 'button', role: 'tab', id: uniqueId('charts-tab'), 'aria-controls': `charts-${name}` },
          TAB_LABELS[name],
        );
        tab.addEventListener('click', () => onTab(name));
        return [name, tab];
      }),
    );
    this.root = element(
      'div',
      { class: 'charts-tabs', role: 'tablist', 'aria-label': 'Charts' },
      ...this.#tabs.values(),
    );
    this.root.addEventListener('keydown', (event) => {
      if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
      // There are two tabs: either arrow leads to the other one.
      const other = CHARTS_TABS.find((name) => this.#tabs.get(name) !== event.target);
      if (other === undefined) return;
      event.preventDefault();
      onTab(other);
      this.#tabs.get(other)?.focus();
    });
  }

  id(name: ChartsTab): string {
    return this.#tabs.get(name)?.id ?? '';
  }

  update(current: ChartsTab): void {
    for (const [name, tab] of this.#tabs) {
      setAttribute(tab, 'aria-selected', String(name === current));
      tab.tabIndex = name === current ? 0 : -1;
    }
  }
}
