/** The gradient of any function of any number of variables, exact and by differences of a step to choose. */
import { differenceQuotient } from '../../../engines/cpu/gridJob';
import type { Block } from '../../../lessons';
import { element, setText } from '../../../ui/dom';
import { formatNumber, readNumber } from '../../../ui/format';
import { blockNote, blockTitle, NumberTable, SliderLine } from '../../../ui/lesson/figure';
import { TextField } from '../../../ui/lesson/textField';
import { numberIn, textIn } from '../../../ui/lesson/workbook';
import type { BlockFactory } from '../blockContext';
import type { Evaluator } from '../evaluator';
import { readFunction } from '../functionField';

const DIGITS = 9;
const ERROR_DIGITS = 2;
const FIRST_STEP = 1e-5;
/** Of the steps to choose from. */
const STEPS = [1e-12, 1] as const;
const KEY = 'numericalGradient';

export const mountNumericalGradient: BlockFactory<Extract<Block, { name: 'numericalGradient' }>> = (
  host,
  { steps },
  { examples },
) => {
  const [first] = examples;
  const left = steps.notes(KEY);
  let step = numberIn(left, 'step', STEPS, FIRST_STEP);
  const edited = (): void => {
    refresh();
    steps.keep(KEY, { f: f.text, at: at.text, step });
  };
  const f = new TextField(
    'Function of any number of variables',
    'f =',
    textIn(left, 'f', first?.f ?? ''),
    edited,
  );
  const at = new TextField(
    'The point, numbers separated by commas',
    'at',
    textIn(left, 'at', first?.at.join(', ') ?? ''),
    edited,
  );
  const slider = new SliderLine(
    'h',
    'Step h of the differences',
    { min: STEPS[0], max: STEPS[1], scale: 'log' },
    (h) => {
      step = h;
      edited();
    },
  );
  const table = new NumberTable('The gradient, exact and by differences', [
    'slope',
    'exact',
    'central',
    'off by',
    'forward off by',
  ]);
  const note = blockNote();
  const buttons = examples.map((example) => {
    const button = element('button', { type: 'button', class: 'show-button' }, example.label);
    button.addEventListener('click', () => {
      f.text = example.f;
      at.text = example.at.join(', ');
      edited();
    });
    return button;
  });
  host.append(
    blockTitle('The gradient of anything'),
    element('p', { class: 'lesson-show' }, ...buttons),
    f.root,
    at.root,
    slider.root,
    table.root,
    note,
  );

  function refresh(): void {
    slider.update(step);
    const evaluator = readFunction(f);
    const point = evaluator && readPoint(at, evaluator);
    if (!evaluator || !point) return;
    const { value, gradient, fault } = evaluator.at(point);
    const along = (index: number, method: 'central' | 'forward'): number =>
      differenceQuotient(method, step, point[index] ?? 0, (moved) =>
        evaluator.value(point.map((coordinate, k) => (k === index ? moved : coordinate))),
      );
    table.update(
      evaluator.variables.map((name, index) => {
        const exact = gradient[index] ?? Number.NaN;
        const [central, forward] = [along(index, 'central'), along(index, 'forward')];
        return {
          cells: [
            `∂f/∂${name}`,
            formatNumber(exact, DIGITS),
            formatNumber(central, DIGITS),
            formatNumber(Math.abs(central - exact), ERROR_DIGITS),
            formatNumber(Math.abs(forward - exact), ERROR_DIGITS),
          ],
        };
      }),
    );
    const length = Math.hypot(...gradient);
    setText(note, fault ?? `f = ${formatNumber(value)}, length of the gradient ${formatNumber(length)}.`);
  }

  refresh();
  return { update: () => undefined, dispose: () => undefined };
};

function readPoint(field: TextField, { variables }: Evaluator): readonly number[] | null {
  const numbers = field.text.split(',').map((part) => readNumber(part));
  const point = numbers.filter((number) => number !== undefined);
  const right = point.length === numbers.length && point.length === variables.length;
  field.complain(
    right ? null : `expected ${variables.length} numbers, for ${variables.join(', ')}, separated by commas`,
  );
  return right ? point : null;
}
