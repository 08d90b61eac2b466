/** How a file of own data is read: separator, header, form of the grid, names and ranges, arrays of an archive. */
import { element, uniqueId } from './dom';
import { icon } from './icons';
import type { OwnDataChoice, OwnDataView } from './ownDataView';
import { NumberInput } from './rows';

type OnChoice = (change: Partial<OwnDataChoice>) => void;

const USES = { grid: 'Loss grid', table: 'Table for a model' } as const;
const SEPARATORS = {
  auto: 'Automatic',
  comma: 'Comma',
  semicolon: 'Semicolon',
  tab: 'Tab',
  bar: 'Vertical bar',
  space: 'Blanks',
} as const;
const DECIMALS = { auto: 'Automatic', point: 'Point', comma: 'Comma' } as const;
const HEADERS = { auto: 'Automatic', yes: 'First row', no: 'None' } as const;
const FORMS = {
  auto: 'Automatic',
  matrix: 'Matrix',
  edges: 'Matrix, coordinates in its first row and column',
  points: 'Rows of x, y, loss',
} as const;
const DIRECTIONS = { y: 'Along y, as from meshgrid', x: "Along x, as from indexing='ij'" } as const;

/** One labelled control, shown only where it has a meaning. */
interface Row {
  readonly root: HTMLElement;
  update(view: OwnDataView): void;
}

export class OwnDataOptions {
  readonly root: HTMLElement;
  readonly #rows: readonly Row[];

  constructor(onChoice: OnChoice) {
    let shown: OwnDataView['choice'] | undefined;
    const chooseText = (change: Partial<OwnDataChoice['text']>): void => {
      if (shown !== undefined) onChoice({ text: { ...shown.text, ...change } });
    };
    const remember: Row = {
      root: element('div', { hidden: '' }),
      update: ({ choice }) => {
        shown = choice;
      },
    };
    this.#rows = [
      remember,
      selectRow<OwnDataChoice['use']>(
        'Read as',
        (use) => onChoice({ use }),
        ({ choice }) => ({ value: choice.use, labels: USES }),
      ),
      selectRow<OwnDataChoice['text']['separator']>(
        'Separator',
        (separator) => chooseText({ separator }),
        ({ choice, text }) =>
          text && { value: choice.text.separator, labels: found(SEPARATORS, text.separator) },
      ),
      selectRow<OwnDataChoice['text']['decimal']>(
        'Decimals',
        (decimal) => chooseText({ decimal }),
        ({ choice, text }) => text && { value: choice.text.decimal, labels: found(DECIMALS, text.decimal) },
      ),
      selectRow<OwnDataChoice['text']['header']>(
        'Header',
        (header) => chooseText({ header }),
        ({ choice, text }) =>
          text && { value: choice.text.header, labels: found(HEADERS, text.hasHeader ? 'yes' : 'no') },
      ),
      arrayRow(
        'Loss',
        (arrayLoss) => onChoice({ arrayLoss }),
        ({ arrayLoss }) => arrayLoss,
      ),
      arrayRow(
        'x',
        (arrayX) => onChoice({ arrayX }),
        ({ arrayX }) => arrayX,
        'Column number',
      ),
      arrayRow(
        'y',
        (arrayY) => onChoice({ arrayY }),
        ({ arrayY }) => arrayY,
        'Row number',
      ),
      selectRow<OwnDataChoice['form']>(
        'Form',
        (form) => onChoice({ form }),
        ({ choice, text, arrays, grid }) => {
          if (choice.use === 'table') return undefined;
          if (arrays !== undefined && choice.arrayX !== '' && choice.arrayY !== '') return undefined;
          const labels = text === undefined || grid === undefined ? FORMS : found(FORMS, grid.form);
          return { value: choice.form, labels };
        },
      ),
      selectRow<'x' | 'y'>(
        'Rows run',
        (along) => onChoice({ transposed: along === 'x' }),
        ({ choice, grid }) =>
          grid && grid.form !== 'points' && !hasCoordinateArrays(choice)
            ? { value: choice.transposed ? 'x' : 'y', labels: DIRECTIONS }
            : undefined,
      ),
      new RangeRow('x', (x) => onChoice({ x })),
      new RangeRow('y', (y) => onChoice({ y })),
      nameRow(
        'Name of x',
        (nameX) => onChoice({ nameX }),
        ({ nameX }) => nameX,
      ),
      nameRow(
        'Name of y',
        (nameY) => onChoice({ nameY }),
        ({ nameY }) => nameY,
      ),
    ];
    this.root = element('div', { class: 'own-data-options' }, ...this.#rows.map(({ root }) => root));
  }

  update(view: OwnDataView): void {
    for (const row of this.#rows) row.update(view);
  }
}

function hasCoordinateArrays({ arrayX, arrayY }: OwnDataChoice): boolean {
  return arrayX !== '' && arrayY !== '';
}

/** The labels, the automatic one with what was found. */
function found<T extends string>(
  labels: Readonly<Record<T | 'auto', string>>,
  value: NoInfer<T>,
): Readonly<Record<T | 'auto', string>> {
  return { ...labels, auto: `Automatic: ${labels[value].toLowerCase()}` };
}

interface Choices<T extends string> {
  readonly value: T;
  readonly labels: Readonly<Record<T, string>>;
}

function selectRow<T extends string>(
  label: string,
  onChoose: (value: NoInfer<T>) => void,
  choicesOf: (view: OwnDataView) => Choices<T> | undefined,
): Row {
  const id = uniqueId('own-data');
  const select = element('select', { class: 'select', id });
  const root = element(
    'div',
    { class: 'own-data-option' },
    element('label', { for: id }, label),
    element('div', { class: 'select-box' }, select, icon('chevron')),
  );
  let choices: Choices<T> | undefined;
  select.addEventListener('change', () => {
    const value = choices && valuesOf(choices.labels).find((candidate) => candidate === select.value);
    if (value !== undefined) onChoose(value);
  });
  return {
    root,
    update(view) {
      choices = choicesOf(view);
      root.hidden = choices === undefined;
      if (choices === undefined) return;
      const { labels, value } = choices;
      const options = valuesOf(labels);
      if (
        [...select.options].map((option) => option.text).join('\n') !==
        options.map((name) => labels[name]).join('\n')
      )
        select.replaceChildren(...options.map((name) => element('option', { value: name }, labels[name])));
      select.value = value;
    },
  };
}

function valuesOf<T extends string>(labels: Readonly<Record<T, string>>): readonly T[] {
  return Object.keys(labels) as T[];
}

/** Chooses an array of an archive; `none` is what stands for no array, where there may be none. */
function arrayRow(
  label: string,
  onChoose: (name: string) => void,
  chosen: (choice: OwnDataChoice) => string,
  none?: string,
): Row {
  return selectRow<string>(label, onChoose, ({ choice, arrays }) => {
    if (arrays === undefined || choice.use === 'table') return undefined;
    const named = arrays.map(({ name, note }) => [name, `${name} ${note}`] as const);
    return {
      value: chosen(choice),
      labels: Object.fromEntries(none === undefined ? named : [['', none] as const, ...named]),
    };
  });
}

/** What a coordinate is called in the picture; an empty name is the file's. */
function nameRow(
  label: string,
  onName: (name: string) => void,
  nameOf: (grid: NonNullable<OwnDataView['grid']>) => string,
): Row {
  const id = uniqueId('own-data');
  const input = element('input', {
    id,
    class: 'number-input own-data-name',
    type: 'text',
    maxlength: '24',
    spellcheck: 'false',
    autocomplete: 'off',
  });
  input.addEventListener('change', () => onName(input.value.trim()));
  const root = element('div', { class: 'own-data-option' }, element('label', { for: id }, label), input);
  return {
    root,
    update({ grid }) {
      root.hidden = grid === undefined;
      if (grid !== undefined) input.value = nameOf(grid);
    },
  };
}

/** The range of a coordinate of a matrix that brings none. */
class RangeRow implements Row {
  readonly root: HTMLElement;
  readonly #inputs: readonly [NumberInput, NumberInput];
  #range: readonly [number, number] = [0, 1];

  constructor(
    private readonly axis: 'x' | 'y',
    onRange: (range: readonly [number, number]) => void,
  ) {
    const input = (end: 0 | 1, label: string): NumberInput =>
      new NumberInput({
        label,
        onInput: (value) => onRange(end === 0 ? [value, this.#range[1]] : [this.#range[0], value]),
        stepped: (value, direction) => value + direction,
        objection: (value) =>
          (end === 0 ? value < this.#range[1] : value > this.#range[0])
            ? null
            : 'The lower end must be below the upper end',
      });
    this.#inputs = [input(0, `${axis}, first`), input(1, `${axis}, last`)];
    this.root = element(
      'div',
      { class: 'own-data-option', role: 'group', 'aria-label': `Range of ${axis}` },
      element('span', {}, `${axis} from`),
      element('div', { class: 'own-data-range' }, this.#inputs[0].root, 'to', this.#inputs[1].root),
    );
  }

  update({ choice, grid }: OwnDataView): void {
    this.root.hidden = grid?.form !== 'matrix' || hasCoordinateArrays(choice);
    if (grid === undefined) return;
    this.#range = grid[this.axis];
    this.#inputs[0].update(this.#range[0]);
    this.#inputs[1].update(this.#range[1]);
  }
}
