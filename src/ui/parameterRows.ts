/** A slider for every free symbol of the function, with a button that sweeps it and fields for its range. */
import type { GUI } from 'lil-gui';
import type { AppState, Parameter, SubjectName } from '../state/appState';
import { element, uniqueId } from './dom';
import { iconButton, setIconButton } from './icons';
import { NumberInput, NumberSlider } from './rows';
import { Sweep, valueAtShare } from './sweep';

type ParameterCallback = (name: string, parameter: Parameter) => void;

/** What a symbol is until the state says otherwise. */
const ABSENT: Parameter = { value: 1, min: -5, max: 5, step: 0.01 };

/** What stands in the place of sliders while there are none. */
const NOTES: Readonly<Record<SubjectName, string>> = {
  function: 'A letter such as a in the function gets a slider here.',
  lossGrid: 'Samples have no parameters to move.',
  linear: 'Both parameters of the line are axes of the picture, so none is left for a slider.',
  logistic: 'All parameters are axes of the picture.',
  network: 'The weights are what training moves; the plane through them is chosen beside the data.',
  typed: 'A further letter in the model gets a slider here.',
};

export class ParameterRows {
  readonly #host: HTMLElement;
  readonly #onParameter: ParameterCallback;
  #rows: readonly ParameterRow[] = [];
  #names = '';
  #note = '';

  constructor(folder: GUI, onParameter: ParameterCallback) {
    this.#host = element('div');
    this.#onParameter = onParameter;
    folder.$children.append(this.#host);
  }

  /** Rows stay, with their focus and their sweeps, for as long as the names are the same. */
  update(names: readonly string[], { subject, parameters }: Pick<AppState, 'subject' | 'parameters'>): void {
    const note = names.length === 0 ? NOTES[subject] : '';
    if (names.join() !== this.#names || note !== this.#note) {
      this.#names = names.join();
      this.#note = note;
      for (const row of this.#rows) row.dispose();
      this.#rows = names.map(
        (name) => new ParameterRow(name, (parameter) => this.#onParameter(name, parameter)),
      );
      this.#host.replaceChildren(...this.#rows.flatMap(({ roots }) => roots));
      if (note !== '') this.#host.append(element('p', { class: 'panel-note' }, note));
    }
    for (const row of this.#rows) row.update(parameters[row.name] ?? ABSENT);
  }
}

class ParameterRow {
  readonly roots: readonly HTMLElement[];
  readonly #control: NumberSlider;
  readonly #ends: Readonly<Record<'min' | 'max' | 'step', NumberInput>>;
  readonly #play: HTMLButtonElement;
  readonly #sweep = new Sweep();
  readonly #emit: (parameter: Parameter) => void;
  #parameter: Parameter = ABSENT;

  constructor(
    readonly name: string,
    emit: (parameter: Parameter) => void,
  ) {
    this.#emit = emit;
    this.#control = new NumberSlider(name, { ...ABSENT, scale: 'linear' }, (value) => {
      this.#stop();
      this.#emit({ ...this.#parameter, value });
    });
    this.#play = iconButton('play', `Sweep ${name}`);
    this.#play.addEventListener('click', () => (this.#sweep.running ? this.#stop() : this.#start()));

    const rangeId = uniqueId('range');
    const range = iconButton('range', `Range of ${name}`);
    range.setAttribute('aria-expanded', 'false');
    range.setAttribute('aria-controls', rangeId);
    this.#ends = { min: this.#end('min'), max: this.#end('max'), step: this.#end('step') };
    const field = (caption: string, { root }: NumberInput): HTMLElement =>
      element('div', {}, element('span', { 'aria-hidden': 'true' }, caption), root);
    const rangeRow = element(
      'div',
      { class: 'parameter-range', id: rangeId },
      field('from', this.#ends.min),
      field('to', this.#ends.max),
      field('step', this.#ends.step),
    );
    rangeRow.hidden = true;
    range.addEventListener('click', () => {
      rangeRow.hidden = !rangeRow.hidden;
      range.setAttribute('aria-expanded', String(!rangeRow.hidden));
    });

    const row = element(
      'div',
      { class: 'parameter' },
      element('span', { class: 'parameter-name math' }, element('i', {}, name)),
      this.#play,
      this.#control.slider,
      this.#control.input.root,
      range,
    );
    this.roots = [row, rangeRow];
  }

  update(parameter: Parameter): void {
    this.#parameter = parameter;
    const { value, min, max, step } = parameter;
    this.#control.setRange({ min, max, step, scale: 'linear' });
    this.#control.update(value);
    this.#ends.min.update(min);
    this.#ends.max.update(max);
    this.#ends.step.update(step);
  }

  dispose(): void {
    this.#sweep.stop();
  }

  #end(end: 'min' | 'max' | 'step'): NumberInput {
    const names = { min: 'lower end', max: 'upper end', step: 'step' } as const;
    const changed = (value: number): Parameter => {
      const next = { ...this.#parameter, [end]: value };
      return { ...next, value: Math.min(next.max, Math.max(next.min, next.value)) };
    };
    return new NumberInput({
      label: `${this.name}, ${names[end]}`,
      onInput: (value) => this.#emit(changed(value)),
      stepped: (value, direction) =>
        Number((end === 'step' ? value * 10 ** direction : value + direction).toPrecision(10)),
      objection: (value) => {
        const { min, max, step } = changed(value);
        if (min >= max) return 'The lower end must be below the upper end';
        return step > 0 ? null : 'The step must be above 0';
      },
    });
  }

  #start(): void {
    const { value, min, max } = this.#parameter;
    setIconButton(this.#play, 'pause', `Stop sweeping ${this.name}`);
    this.#sweep.start((value - min) / (max - min), (share) => {
      const { min: low, max: high, step, value: shown } = this.#parameter;
      const next = valueAtShare(share, low, high, step);
      if (next !== shown) this.#emit({ ...this.#parameter, value: next });
    });
  }

  #stop(): void {
    this.#sweep.stop();
    setIconButton(this.#play, 'play', `Sweep ${this.name}`);
  }
}
