/** The panel of settings. Its folders and rows stand in labels.ts, ranges and options in the schema of the state. */

import { type Controller, GUI } from 'lil-gui';
import { isStepped, type Precision } from '../fields/gridRequest';
import { hyperparameterValues, OPTIMIZERS, type Optimizer, optimizerNamed } from '../optimizers';
import type { AppState, StatePatch } from '../state/appState';
import { DEFAULT_STATE, SCHEMA } from '../state/schema';
import { element } from './dom';
import { formatDuration, formatNumber } from './format';
import {
  CHOICE_LABELS,
  type ChoiceRow,
  type FlagRow,
  FOLDERS,
  type NumberRow,
  type SpecialRow,
  SURFACE_KEYS,
} from './labels';
import { ParameterRows } from './parameterRows';
import { PairRow, SliderRow, TextRow } from './rows';
import './panel.css';

/** What the panel shows that is no part of the state. */
export interface PanelInfo {
  /** Free symbols of the function, in the order of their rows. */
  readonly parameters: readonly string[];
  readonly variables: readonly [string, string];
  /** Whether samples are shown, whose derivatives are not a matter of choice. */
  readonly samples: boolean;
  /** Distance of the chosen derivative from the exact one over the grid; absent while exact. */
  readonly difference?:
    | { readonly largest: number; readonly median: number; readonly computedIn: Precision }
    | undefined;
  readonly engine: {
    /** Such as 'WebGPU on SwiftShader'. */
    readonly description: string;
    /** The last grid; null before there was one. */
    readonly grid: GridTime | null;
  };
}

export interface PanelActions {
  /** Show how exact the device is. */
  onAccuracy(): void;
}

export interface GridTime {
  /** Samples along each side. */
  readonly resolution: number;
  readonly milliseconds: number;
  /** Whether a finer one is being computed. */
  readonly final: boolean;
}

function gridText({ resolution, milliseconds, final }: GridTime, wanted: number): string {
  const text = `${resolution} × ${resolution} in ${formatDuration(milliseconds)}`;
  return final ? text : `${text}; ${wanted} × ${wanted} to come`;
}

const PRECISION_TEXTS = { f32: 'f32, on the GPU engine', f64: 'f64, on the CPU engine' } as const;

function isOfSurface(row: (typeof FOLDERS)[number]['rows'][number]): boolean {
  return row.kind !== 'special' && SURFACE_KEYS.has(row.key);
}

type Update = (state: AppState, info: PanelInfo) => void;
type Mirror = { -readonly [K in keyof AppState]: AppState[K] };

/** Fine enough to place a point by hand, coarse enough to cross the domain. */
const COORDINATE_STEPS = 100;

export class Panel {
  readonly #gui: GUI;
  readonly #emit: (patch: StatePatch) => void;
  readonly #actions: PanelActions;
  /** lil-gui reads and writes an object of its own; the state itself is frozen. */
  readonly #mirror: Mirror = { ...DEFAULT_STATE };
  readonly #updates: Update[] = [];
  #state: AppState = DEFAULT_STATE;

  constructor(host: HTMLElement, emit: (patch: StatePatch) => void, actions: PanelActions) {
    this.#emit = emit;
    this.#actions = actions;
    this.#gui = new GUI({ autoPlace: false, container: host, injectStyles: false });
    // The host is named, and folds as a whole.
    this.#gui.$title.remove();
    for (const { title, open, rows } of FOLDERS) {
      const folder = this.#gui.addFolder(title);
      if (!open) folder.close();
      for (const row of rows) {
        this.#updates.push(this.#build(folder, row));
        if (isOfSurface(row)) this.#showBesideSurface(folder.$children.lastElementChild);
      }
      if (rows.every(isOfSurface)) this.#showBesideSurface(folder.domElement);
    }
  }

  update(state: AppState, info: PanelInfo): void {
    this.#state = state;
    Object.assign(this.#mirror, state);
    for (const update of this.#updates) update(state, info);
  }

  #build(folder: GUI, row: FlagRow | ChoiceRow | NumberRow | SpecialRow): Update {
    switch (row.kind) {
      case 'flag':
        return this.#flag(folder, row);
      case 'choice':
        return this.#choice(folder, row);
      case 'number':
        return this.#number(folder, row);
      case 'special':
        return this.#special(folder, row.name);
      default:
        return row satisfies never;
    }
  }

  /** Hides what would do nothing while a curve is shown. */
  #showBesideSurface(part: Element | null): void {
    this.#updates.push(({ layout }) => part?.toggleAttribute('hidden', layout === 'curve'));
  }

  #flag(folder: GUI, { key, label, title }: FlagRow): Update {
    const controller = folder.add(this.#mirror, key).name(label);
    return this.#follow(controller, title, (value: boolean) => this.#emit({ [key]: value }));
  }

  #choice(folder: GUI, { key, label, title }: ChoiceRow): Update {
    const labels: Readonly<Record<string, string>> = CHOICE_LABELS[key];
    const permitted: readonly string[] = SCHEMA[key].options ?? [];
    const options = Object.fromEntries(permitted.map((option) => [labels[option] ?? option, option]));
    const controller = folder.add(this.#mirror, key, options).name(label);
    const follow = this.#follow(controller, title, (value: string) =>
      this.#emit({ [key]: value } as StatePatch),
    );
    if (key !== 'derivativeMethod') return follow;
    return (state, info) => {
      follow(state, info);
      controller.enable(!info.samples);
    };
  }

  #follow<T>(controller: Controller, title: string | undefined, onChange: (value: T) => void): Update {
    if (title !== undefined) controller.domElement.title = title;
    let shown = controller.getValue() as unknown;
    controller.onChange((value: T) => {
      shown = value;
      onChange(value);
    });
    return () => {
      const value = controller.getValue() as unknown;
      if (value === shown) return;
      shown = value;
      controller.updateDisplay();
    };
  }

  #number(folder: GUI, { key, label, title, scale, step }: NumberRow): Update {
    const { min = 0, max = 1, whole = false } = SCHEMA[key].range ?? {};
    const row = new SliderRow(folder, {
      label,
      title,
      range: { min, max, whole, scale, ...(step === undefined ? {} : { step }) },
      onInput: (value) => this.#emit({ [key]: value }),
    });
    return (state, { samples }) => {
      row.update(state[key]);
      if (key === 'derivativeStep') row.disable(!isStepped(state.derivativeMethod) || samples);
    };
  }

  #special(folder: GUI, name: SpecialRow['name']): Update {
    switch (name) {
      case 'parameters':
        return this.#parameters(folder);
      case 'domain':
        return this.#domain(folder);
      case 'difference':
        return this.#difference(folder);
      case 'point':
        return this.#point(folder);
      case 'optimizer':
        return this.#optimizer(folder);
      case 'engine':
        return this.#engine(folder);
      case 'accuracy':
        return this.#accuracy(folder);
      default:
        return name satisfies never;
    }
  }

  #parameters(folder: GUI): Update {
    const rows = new ParameterRows(folder, (name, parameter) => {
      this.#emit({ parameters: { ...this.#state.parameters, [name]: parameter } });
    });
    return (state, info) => rows.update(info.parameters, state);
  }

  #domain(folder: GUI): Update {
    const row = (key: 'domainX' | 'domainY'): PairRow =>
      new PairRow(folder, {
        label: '',
        names: ['', ''],
        between: 'to',
        step: ([low, high]) => niceStep((high - low) / 10),
        objection: ([low, high]) => (low < high ? null : 'The lower end must be below the upper end'),
        onInput: (ends) => this.#emit({ [key]: ends }),
      });
    const rows = { domainX: row('domainX'), domainY: row('domainY') };
    return (state, { variables: [first, second] }) => {
      rows.domainX.setLabels(`${first} from`, [`${first}, lower end`, `${first}, upper end`]);
      rows.domainY.setLabels(`${second} from`, [`${second}, lower end`, `${second}, upper end`]);
      rows.domainX.update(state.domainX);
      rows.domainY.update(state.domainY);
    };
  }

  #difference(folder: GUI): Update {
    const title = 'Distance of this gradient from the exact one, over all samples of the picture.';
    const largest = new TextRow(folder, 'Largest error', title);
    const median = new TextRow(folder, 'Median error', title);
    const computedIn = new TextRow(folder, 'Computed in', 'f32 has about 7 digits, f64 about 16.');
    const ofSamples = new TextRow(
      folder,
      'Of samples',
      'Central differences of neighbouring samples, one-sided at edges and beside gaps; bicubic in between.',
    );
    return (_state, { difference, samples }) => {
      ofSamples.update(samples ? 'second-order differences' : null);
      largest.update(difference === undefined ? null : formatNumber(difference.largest, 3));
      median.update(difference === undefined ? null : formatNumber(difference.median, 3));
      computedIn.update(difference === undefined ? null : PRECISION_TEXTS[difference.computedIn]);
    };
  }

  #point(folder: GUI): Update {
    const row = new PairRow(folder, {
      label: '',
      names: ['', ''],
      between: '',
      step: () => {
        const { domainX, domainY } = this.#state;
        return niceStep(Math.min(domainX[1] - domainX[0], domainY[1] - domainY[0]) / COORDINATE_STEPS);
      },
      objection: () => null,
      onInput: (point) => this.#emit({ point }),
    });
    return (state, { variables }) => {
      row.setLabels(`(${variables.join(', ')})`, variables);
      row.update(state.point);
    };
  }

  #optimizer(folder: GUI): Update {
    const options = Object.fromEntries(OPTIMIZERS.map(({ name, label }) => [label, name]));
    const controller = folder.add(this.#mirror, 'optimizer', options).name('Optimizer');
    const showChoice = this.#follow(controller, undefined, (optimizer: string) => this.#emit({ optimizer }));
    const rows = new HyperparameterRows(folder, (name, value) => {
      this.#emit({ hyperparameters: { ...this.#state.hyperparameters, [name]: value } });
    });
    return (state, info) => {
      showChoice(state, info);
      const optimizer = optimizerNamed(state.optimizer);
      rows.update(optimizer, state.hyperparameters);
      controller.domElement.title = optimizer?.source ?? '';
    };
  }

  #engine(folder: GUI): Update {
    const running = new TextRow(folder, 'Running on');
    const time = new TextRow(folder, 'Last grid', 'From the request to the answer.');
    return (state, { engine }) => {
      running.update(engine.description);
      time.update(engine.grid && gridText(engine.grid, state.resolution));
    };
  }

  #accuracy(folder: GUI): Update {
    const button = element('button', { type: 'button', class: 'text-button' }, 'Accuracy of this device…');
    button.addEventListener('click', () => this.#actions.onAccuracy());
    folder.$children.append(element('div', { class: 'lil-controller row-action' }, button));
    return () => undefined;
  }
}

/** The sliders of the optimizer chosen; they are rebuilt when another one is. */
class HyperparameterRows {
  /** Keeps the rows' place in the middle of the folder while they are exchanged. */
  readonly #host = element('div');
  readonly #folder: GUI;
  readonly #onValue: (name: string, value: number) => void;
  #rows: ReadonlyMap<string, SliderRow> = new Map();
  #optimizer: Optimizer | undefined;

  constructor(folder: GUI, onValue: (name: string, value: number) => void) {
    this.#folder = folder;
    this.#onValue = onValue;
    folder.$children.append(this.#host);
  }

  update(optimizer: Optimizer | undefined, given: Readonly<Record<string, number>>): void {
    if (optimizer !== this.#optimizer) {
      this.#optimizer = optimizer;
      this.#host.replaceChildren();
      this.#rows = new Map(
        (optimizer?.hyperparameters ?? []).map(({ name, label, min, max, scale }) => {
          const row = new SliderRow(this.#folder, {
            label,
            range: { min, max, scale },
            onInput: (value) => this.#onValue(name, value),
          });
          this.#host.append(row.row);
          return [name, row];
        }),
      );
    }
    if (optimizer === undefined) return;
    for (const [name, value] of Object.entries(hyperparameterValues(optimizer, given))) {
      this.#rows.get(name)?.update(value);
    }
  }
}

/** The largest 1, 2 or 5 times a power of ten that is at most `size`. */
export function niceStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size));
  const mantissa = [5, 2, 1].find((digit) => digit * power <= size * (1 + 1e-9)) ?? 1;
  return Number((mantissa * power).toPrecision(3));
}
