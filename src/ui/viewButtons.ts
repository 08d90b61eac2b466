/** Small buttons over the scene: standard views, and one surface, the function with its partial derivatives, or a curve. */
import type { AppState, Layout } from '../state/appState';
import type { StandardView } from '../state/standardViews';
import { element, setAttribute } from './dom';
import { iconButton } from './icons';
import { listenForKeys } from './keys';
import './viewButtons.css';

export interface ViewButtonCallbacks {
  onView(view: StandardView): void;
  onLayout(layout: Layout): void;
}

export class ViewButtons {
  readonly #layouts: ReadonlyMap<Layout, HTMLButtonElement>;

  constructor(host: HTMLElement, callbacks: ViewButtonCallbacks) {
    const view = (name: StandardView, label: string, key: string): HTMLButtonElement => {
      const button = iconButton(name, label, key);
      button.addEventListener('click', () => callbacks.onView(name));
      return button;
    };
    const layout = (name: Layout, label: string): HTMLButtonElement => {
      const button = iconButton(name, label);
      button.addEventListener('click', () => callbacks.onLayout(name));
      return button;
    };
    this.#layouts = new Map([
      ['surface', layout('surface', 'One surface')],
      ['partials', layout('partials', 'The function beside its two partial derivatives')],
      ['curve', layout('curve', 'The curve of the function along x, and its derivative')],
    ]);
    host.replaceChildren(
      element(
        'div',
        { class: 'button-group', role: 'group', 'aria-label': 'Layout' },
        ...this.#layouts.values(),
      ),
      element(
        'div',
        { class: 'button-group camera-buttons', role: 'group', 'aria-label': 'Camera' },
        view('home', 'View from the start', 'H'),
        view('top', 'View from the top', 'T'),
        view('side', 'View from the side', 'S'),
      ),
    );
    listenForKeys({
      h: () => callbacks.onView('home'),
      Home: () => callbacks.onView('home'),
      t: () => callbacks.onView('top'),
      s: () => callbacks.onView('side'),
    });
  }

  update(state: Pick<AppState, 'layout'>): void {
    for (const [name, button] of this.#layouts) {
      setAttribute(button, 'aria-pressed', String(name === state.layout));
    }
  }
}
