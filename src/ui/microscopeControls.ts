/** Steps worth trying, one click each, and the same error as a map over the domain. */
import { isStepped, type Precision } from '../fields/gridRequest';
import type { AppState } from '../state/appState';
import { element, setAttribute, setText } from './dom';
import { formatNumber } from './format';
import { METHOD_LABELS } from './labels';

export interface MicroscopeControlsCallbacks {
  onStep(step: number): void;
  /** Colours the surface by the error of the derivative, or by f again. */
  onErrorMap(shown: boolean): void;
}

export interface MicroscopeInfo {
  readonly notebookStep: number;
  /** Of the method chosen, in the precision of the engine; undefined where there is none. */
  readonly best: { readonly step: number; readonly precision: Precision } | undefined;
}

export class MicroscopeControls {
  readonly root: HTMLDivElement;
  readonly #notebook: HTMLButtonElement;
  readonly #best: HTMLButtonElement;
  readonly #map: HTMLButtonElement;
  #info: MicroscopeInfo | undefined;
  #mapShown = false;

  constructor(callbacks: MicroscopeControlsCallbacks) {
    const button = (title: string, onClick: () => void): HTMLButtonElement => {
      const created = element('button', { type: 'button', class: 'text-button', title });
      created.addEventListener('click', onClick);
      return created;
    };
    this.#notebook = button('The step of the difference quotients of the notebook.', () => {
      if (this.#info) callbacks.onStep(this.#info.notebookStep);
    });
    this.#best = button(
      'The step with the least typical error at this point, as the picture is computed.',
      () => {
        if (this.#info?.best) callbacks.onStep(this.#info.best.step);
      },
    );
    this.#map = button(
      'Colours the surface by the distance of this difference from the exact gradient.',
      () => callbacks.onErrorMap(!this.#mapShown),
    );
    setText(this.#map, 'Error map');
    this.root = element('div', { class: 'microscope-controls' }, this.#notebook, this.#best, this.#map);
  }

  update({ surfaceColor, derivativeMethod, derivativeStep }: AppState, info: MicroscopeInfo): void {
    this.#info = info;
    const { notebookStep, best } = info;
    setText(this.#notebook, `h = ${formatNumber(notebookStep)}, the notebook’s`);
    this.#best.disabled = best === undefined;
    setText(this.#best, best ? `Best h in ${best.precision}` : 'Best h');
    const method = METHOD_LABELS[isStepped(derivativeMethod) ? derivativeMethod : 'central'];
    this.#best.title = `The ${method} difference’s step with the least typical error at this point, computed as the picture is.`;
    const using = (step: number | undefined): string =>
      String(isStepped(derivativeMethod) && derivativeStep === step);
    setAttribute(this.#notebook, 'aria-pressed', using(notebookStep));
    setAttribute(this.#best, 'aria-pressed', using(best?.step));
    this.#mapShown = surfaceColor === 'difference' && derivativeMethod !== 'exact';
    setAttribute(this.#map, 'aria-pressed', String(this.#mapShown));
  }
}
