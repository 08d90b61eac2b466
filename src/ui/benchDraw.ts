/** Controls of data that are drawn: how many, how noisy, and from which seed. */
import { element, setText } from './dom';
import { NumberSlider } from './rows';

export interface DrawView {
  readonly rows: { readonly value: number; readonly min: number; readonly max: number };
  readonly noise: { readonly value: number; readonly max: number };
  readonly seed: number;
}

export type DrawChange = Partial<Record<'rows' | 'noise' | 'seed', number>>;

/** Until a view says otherwise. */
const ROWS_RANGE = { min: 10, max: 1000, scale: 'log', whole: true } as const;
const NOISE_RANGE = { min: 0, max: 1, scale: 'linear' } as const;
/** Positions of the noise's slider. */
const NOISE_STEPS = 200;

export class DrawRows {
  readonly root = element('div', {
    class: 'bench-draw',
    role: 'group',
    'aria-label': 'How the data are drawn',
  });
  readonly #rows: NumberSlider;
  readonly #noise: NumberSlider;
  readonly #seed = element('span', { role: 'status' });
  #shown = 0;

  constructor(onChange: (change: DrawChange) => void) {
    this.#rows = new NumberSlider('Points', ROWS_RANGE, (rows) => onChange({ rows }));
    this.#noise = new NumberSlider('Noise', NOISE_RANGE, (noise) => onChange({ noise }));
    const another = element('button', { type: 'button', class: 'chip' }, 'Another seed');
    another.addEventListener('click', () => onChange({ seed: this.#shown + 1 }));
    const caption = (text: string): HTMLElement => element('span', { 'aria-hidden': 'true' }, text);
    this.root.append(
      caption('Points'),
      this.#rows.slider,
      this.#rows.input.root,
      caption('Noise'),
      this.#noise.slider,
      this.#noise.input.root,
      element('div', { class: 'bench-seed' }, this.#seed, another),
    );
  }

  update(view: DrawView | null): void {
    this.root.hidden = view === null;
    if (view === null) return;
    const { rows, noise, seed } = view;
    this.#rows.setRange({ ...ROWS_RANGE, min: rows.min, max: rows.max });
    this.#noise.setRange({ ...NOISE_RANGE, max: noise.max, step: noise.max / NOISE_STEPS });
    this.#rows.update(rows.value);
    this.#noise.update(noise.value);
    this.#shown = seed;
    setText(this.#seed, `Seed ${seed}`);
  }
}
