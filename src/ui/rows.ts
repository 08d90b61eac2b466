/**
 * Rows for the panel's folders that lil-gui has no controller for: sliders that keys can move and that may be
 * logarithmic, pairs of numbers, lines of text. They wear lil-gui's classes, so panel.css dresses both alike.
 */
import type { GUI } from 'lil-gui';
import { element, setAttribute, setText, uniqueId } from './dom';
import { formatNumber, inputText, readNumber } from './format';
import { type SliderRange, type SliderScale, sliderScale } from './sliderScale';

export interface SliderRowOptions {
  readonly label: string;
  readonly title?: string | undefined;
  readonly range: SliderRange;
  /** Beyond the range of the slider a typed value is clamped to this; the slider's own range where absent. */
  readonly onInput: (value: number) => void;
}

/** A number field that commits on Enter, on leaving it, and on the arrow keys; it never rewrites what is being typed. */
export class NumberInput {
  readonly root: HTMLInputElement;
  #value = Number.NaN;

  constructor(options: {
    readonly label: string;
    readonly onInput: (value: number) => void;
    /** The value after one arrow key upwards (+1) or downwards (−1). */
    readonly stepped: (value: number, direction: 1 | -1) => number;
    /** What is wrong with a value, or null. */
    readonly objection?: (value: number) => string | null;
  }) {
    this.root = element('input', {
      type: 'text',
      class: 'number-input',
      inputmode: 'text',
      spellcheck: 'false',
      autocomplete: 'off',
      'aria-label': options.label,
    });
    const commit = (): void => {
      const typed = readNumber(this.root.value);
      const wrong =
        typed === undefined ? 'Expected a number, such as 2.5 or pi/2' : (options.objection?.(typed) ?? null);
      setAttribute(this.root, 'aria-invalid', wrong === null ? null : 'true');
      this.root.title = wrong ?? '';
      this.root.setCustomValidity(wrong ?? '');
      if (typed === undefined || wrong !== null || this.root.value === inputText(this.#value)) return;
      options.onInput(typed);
    };
    this.root.addEventListener('change', commit);
    this.root.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') this.root.select();
      const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : undefined;
      const from = readNumber(this.root.value);
      if (direction === undefined || from === undefined) return;
      event.preventDefault();
      this.root.value = inputText(options.stepped(from, direction));
      commit();
    });
    // The change that Enter causes has been judged by now.
    this.root.addEventListener('keyup', (event) => {
      if (event.key === 'Enter') this.root.reportValidity();
    });
    this.root.addEventListener('blur', () => this.#show());
  }

  update(value: number): void {
    if (Object.is(value, this.#value)) return;
    this.#value = value;
    const editing = document.activeElement === this.root && readNumber(this.root.value) !== value;
    // What the person typed has been taken over, or changed elsewhere: in both cases the field shows the state.
    if (!editing || !this.root.matches(':focus-visible')) this.#show();
    else this.root.value = inputText(value);
  }

  setLabel(label: string): void {
    setAttribute(this.root, 'aria-label', label);
  }

  #show(): void {
    this.root.value = inputText(this.#value);
    this.root.removeAttribute('aria-invalid');
    this.root.title = '';
    this.root.setCustomValidity('');
  }
}

/** An empty row of lil-gui's making. */
function panelRow(folder: GUI, label: string, title?: string): { row: HTMLElement; widget: HTMLElement } {
  const name = element('div', { class: 'lil-name', id: uniqueId('row') }, label);
  const widget = element('div', { class: 'lil-widget' });
  const row = element('div', { class: 'lil-controller' }, name, widget);
  if (title !== undefined) row.title = title;
  folder.$children.append(row);
  return { row, widget };
}

/** A slider with the number beside it. Used inside `SliderRow` and the rows of parameters. */
export class NumberSlider {
  readonly slider: HTMLInputElement;
  readonly input: NumberInput;
  #range: SliderRange;
  #scale: SliderScale;

  constructor(label: string, range: SliderRange, onInput: (value: number) => void) {
    this.#range = range;
    this.#scale = sliderScale(range);
    this.slider = element('input', {
      type: 'range',
      class: 'slider',
      min: '0',
      step: '1',
      'aria-label': label,
    });
    this.slider.max = String(this.#scale.count);
    this.input = new NumberInput({
      label: `${label}, value`,
      onInput: (value) => onInput(this.#clamp(value)),
      stepped: (value, direction) => this.#stepped(value, direction),
    });
    this.slider.addEventListener('input', () => onInput(this.#scale.toValue(Number(this.slider.value))));
  }

  setRange(range: SliderRange): void {
    const { min, max, step, scale, whole } = this.#range;
    const same = min === range.min && max === range.max && step === range.step;
    if (same && scale === range.scale && whole === range.whole) return;
    this.#range = range;
    this.#scale = sliderScale(range);
    this.slider.max = String(this.#scale.count);
  }

  update(value: number): void {
    const position = this.#scale.toPosition(value);
    if (Number(this.slider.value) !== position) this.slider.value = String(position);
    this.slider.style.setProperty('--fill', `${(100 * position) / this.#scale.count}%`);
    setAttribute(this.slider, 'aria-valuetext', formatNumber(value));
    this.input.update(value);
  }

  disable(disabled: boolean): void {
    this.slider.disabled = disabled;
    this.input.root.disabled = disabled;
  }

  #clamp(value: number): number {
    const within = Math.min(this.#range.max, Math.max(this.#range.min, value));
    return this.#range.whole ? Math.round(within) : within;
  }

  /** The next position of the slider, or the one after where rounding keeps its value the same. */
  #stepped(value: number, direction: 1 | -1): number {
    for (let position = this.#scale.toPosition(value) + direction; ; position += direction) {
      const next = this.#scale.toValue(position);
      const beyond = position <= 0 || position >= this.#scale.count;
      if (beyond || Math.sign(next - value) === direction) return next;
    }
  }
}

export class SliderRow {
  readonly row: HTMLElement;
  readonly #control: NumberSlider;

  constructor(folder: GUI, { label, title, range, onInput }: SliderRowOptions) {
    const { row, widget } = panelRow(folder, label, title);
    this.row = row;
    this.#control = new NumberSlider(label, range, onInput);
    widget.classList.add('widget-slider');
    widget.append(this.#control.slider, this.#control.input.root);
  }

  update(value: number): void {
    this.#control.update(value);
  }

  disable(disabled: boolean): void {
    this.row.classList.toggle('row-disabled', disabled);
    this.#control.disable(disabled);
  }
}

export interface PairRowOptions {
  readonly label: string;
  readonly title?: string;
  /** Accessible names of the two fields. */
  readonly names: readonly [string, string];
  /** Stands between the fields. */
  readonly between: string;
  /** Step of the arrow keys, from the two values shown. */
  readonly step: (values: readonly [number, number]) => number;
  readonly objection: (values: readonly [number, number]) => string | null;
  readonly onInput: (values: readonly [number, number]) => void;
}

/** Two numbers in one row, such as the ends of an interval. */
export class PairRow {
  readonly #label: Element | null;
  readonly #inputs: readonly [NumberInput, NumberInput];
  #values: readonly [number, number] = [0, 0];

  constructor(folder: GUI, options: PairRowOptions) {
    const { row, widget } = panelRow(folder, options.label, options.title);
    this.#label = row.firstElementChild;
    const withChange = (index: 0 | 1, value: number): readonly [number, number] =>
      index === 0 ? [value, this.#values[1]] : [this.#values[0], value];
    const input = (index: 0 | 1): NumberInput =>
      new NumberInput({
        label: options.names[index],
        onInput: (value) => options.onInput(withChange(index, value)),
        stepped: (value, direction) => {
          const step = options.step(this.#values);
          return Number((Math.round(value / step + direction) * step).toPrecision(10));
        },
        objection: (value) => options.objection(withChange(index, value)),
      });
    this.#inputs = [input(0), input(1)];
    widget.classList.add('widget-pair');
    widget.append(this.#inputs[0].root, element('span', {}, options.between), this.#inputs[1].root);
  }

  update(values: readonly [number, number]): void {
    this.#values = values;
    this.#inputs[0].update(values[0]);
    this.#inputs[1].update(values[1]);
  }

  setLabels(label: string, names: readonly [string, string]): void {
    if (this.#label !== null) setText(this.#label, label);
    this.#inputs[0].setLabel(names[0]);
    this.#inputs[1].setLabel(names[1]);
  }
}

/** Lines of text: a name and what it is, as far as there is something to say. */
export class TextRow {
  readonly #row: HTMLElement;
  readonly #value: HTMLElement;

  constructor(folder: GUI, label: string, title?: string) {
    const { row, widget } = panelRow(folder, label, title);
    this.#row = row;
    this.#value = widget;
    row.classList.add('row-text');
  }

  update(text: string | null): void {
    this.#row.hidden = text === null;
    setText(this.#value, text ?? '');
  }
}
