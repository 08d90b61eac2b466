/** A function, what someone says its derivative is, and what it is: side by side at points, both texts free to change. */
import { differenceQuotient } from '../../../engines/cpu/gridJob';
import type { Block } from '../../../lessons';
import { formatNumber } from '../../../ui/format';
import { blockNote, blockTitle, NumberTable } from '../../../ui/lesson/figure';
import { TextField } from '../../../ui/lesson/textField';
import { textIn } from '../../../ui/lesson/workbook';
import type { BlockFactory } from '../blockContext';
import { readFunction } from '../functionField';

/** Rounding on the way of a handful of operations; anything more is a wrong rule. */
const AGREEING = 1e-9;
/** Best for central differences of functions of ordinary size: (3·2⁻⁵³)^(1/3), rounded. */
const STEP = 1e-5;
const DIGITS = 7;

export const mountRuleCheck: BlockFactory<Extract<Block, { name: 'ruleCheck' }>> = (
  host,
  { steps },
  { rule },
) => {
  const key = `ruleCheck-${rule.f}`;
  const left = steps.notes(key);
  const table = new NumberTable(`${rule.name}: checked at points`, [
    'x',
    'your f′',
    'exact f′',
    'central difference',
  ]);
  const verdict = blockNote();
  verdict.setAttribute('role', 'status');
  const edited = (): void => {
    check();
    steps.keep(key, { f: f.text, derivative: claimed.text });
  };
  const f = new TextField('Function', 'f(x) =', textIn(left, 'f', rule.f), edited);
  const claimed = new TextField(
    'Its derivative, as you think',
    'f′(x) =',
    textIn(left, 'derivative', rule.derivative),
    edited,
  );
  host.append(blockTitle(rule.name), f.root, claimed.root, table.root, verdict);

  function check(): void {
    const [function_, derivative] = [readFunction(f, ['x']), readFunction(claimed, ['x'])];
    if (function_ === null || derivative === null) return;
    const rows = rule.at.map((x) => {
      const said = derivative.value([x]);
      const exact = function_.at([x]).gradient[0] ?? Number.NaN;
      const central = differenceQuotient('central', STEP, x, (at) => function_.value([at]));
      return { x, said, exact, central };
    });
    table.update(
      rows.map(({ x, said, exact, central }) => ({
        cells: [x, said, exact, central].map((number) => formatNumber(number, DIGITS)),
      })),
    );
    const wrong = rows.find(
      ({ said, exact }) => !(Math.abs(said - exact) <= AGREEING * Math.max(1, Math.abs(exact))),
    );
    verdict.textContent = wrong
      ? `Not the derivative: at x = ${formatNumber(wrong.x)} it should be ${formatNumber(wrong.exact, DIGITS)}.`
      : 'They agree at every point tried.';
    verdict.classList.toggle('block-wrong', wrong !== undefined);
  }

  check();
  return { update: () => undefined, dispose: () => undefined };
};
