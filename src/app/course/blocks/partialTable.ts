/** Worked examples of partial derivatives: by hand and by the rules of this program, at a point to move. */
import { nameToTex, parseExpression, toTex } from '../../../expression';
import type { Block } from '../../../lessons';
import { element, setText } from '../../../ui/dom';
import { formatNumber } from '../../../ui/format';
import { blockNote, NumberTable, SliderLine } from '../../../ui/lesson/figure';
import { numberIn } from '../../../ui/lesson/workbook';
import { renderTex } from '../../../ui/tex';
import type { BlockFactory } from '../blockContext';
import { evaluatorOf } from '../evaluator';

const DIGITS = 7;
/** Of the sliders; the examples' points lie well inside. */
const REACH = 4;

export const mountPartialTable: BlockFactory<Extract<Block, { name: 'partialTable' }>> = (
  host,
  context,
  { example },
) => {
  const { f, variables, partials } = example;
  const evaluator = evaluatorOf(f, variables);
  const byHand = partials.map((text) => evaluatorOf(text, variables));
  const key = `partialTable-${f}`;
  const left = context.steps.notes(key);
  const point = example.at.map((value, index) =>
    numberIn(left, variables[index] ?? '', [-REACH, REACH], value),
  );
  const table = new NumberTable(`Partial derivatives of ${f}`, ['slope', 'by hand', 'by the rules']);
  const note = blockNote();
  const sliders = variables.map(
    (name, index) =>
      new SliderLine(
        name,
        `${name} of the example`,
        { min: -REACH, max: REACH, scale: 'linear', step: 0.1 },
        (value) => {
          point[index] = value;
          refresh();
          context.steps.keep(
            key,
            Object.fromEntries(variables.map((variable, at) => [variable, point[at] ?? 0])),
          );
        },
      ),
  );
  const typeset = (text: string): string => toTex(parseExpression(text, { variables }).syntax);
  const list = variables.map(nameToTex).join(', ');
  const formulae = [
    formula(`f(${list}) = ${typeset(f)}`, f),
    ...partials.map((text, index) => {
      const by = nameToTex(variables[index] ?? '');
      return formula(`\\frac{\\partial f}{\\partial ${by}} = ${typeset(text)}`, text);
    }),
  ];
  const look = element('button', { type: 'button', class: 'text-button' }, 'Show in the picture');
  look.addEventListener('click', () => context.apply(pictureOf(f, variables, point)));
  host.append(...formulae, ...sliders.map(({ root }) => root), table.root, note, look);

  function refresh(): void {
    sliders.forEach((slider, index) => {
      slider.update(point[index] ?? 0);
    });
    const { value, gradient, fault } = evaluator.at(point);
    table.update(
      variables.map((name, index) => ({
        cells: [
          `∂f/∂${name}`,
          formatNumber(byHand[index]?.value(point) ?? Number.NaN, DIGITS),
          formatNumber(gradient[index] ?? Number.NaN, DIGITS),
        ],
      })),
    );
    const place = variables
      .map((name, index) => `${name} = ${formatNumber(point[index] ?? 0, 4)}`)
      .join(', ');
    setText(
      note,
      `At ${place}: f = ${formatNumber(value, DIGITS)}${fault === undefined ? '' : ` (${fault})`}.`,
    );
  }

  refresh();
  return { update: () => undefined, dispose: () => undefined };
};

/** A line of TeX; as it is typed until it is set. */
function formula(tex: string, typed: string): HTMLElement {
  const host = element('p', { class: 'block-formula' }, typed);
  void renderTex(host, tex);
  return host;
}

/** The first two variables span the plane; the others are held by sliders of the panel. */
function pictureOf(f: string, variables: readonly string[], at: readonly number[]) {
  const [x = 0, y = 0] = at;
  const held = variables.slice(2).map((name, index) => {
    const value = at[index + 2] ?? 0;
    return [name, { value, min: -REACH, max: REACH, step: 0.1 }] as const;
  });
  return {
    layout: 'surface',
    expression: held.length === 0 ? f : `f(${variables.join(', ')}) = ${f}`,
    parameters: Object.fromEntries(held),
    point: [x, y],
  } as const;
}
