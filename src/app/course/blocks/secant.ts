/** Secant and tangent: a slider for h, and how the slope of the secant settles as h shrinks. */
import { differenceQuotient } from '../../../engines/cpu/gridJob';
import { isStepped } from '../../../fields/gridRequest';
import type { Block } from '../../../lessons';
import { formatNumber } from '../../../ui/format';
import { blockNote, blockTitle, NumberTable, SliderLine } from '../../../ui/lesson/figure';
import type { BlockFactory } from '../blockContext';

/** Down to the step the notebook uses: slopes settle, then begin to tremble. */
const STEPS: readonly number[] = [1, 0.1, 0.01, 1e-3, 1e-4, 1e-6, 1e-8, 1e-10];
const SMALLEST_STEP = 1e-12;

const SHOWN_DIGITS = 12;

export const mountSecant: BlockFactory<Extract<Block, { name: 'secant' }>> = (host, context) => {
  const patch = (derivativeStep: number) => context.apply({ derivativeStep, derivativeMethod: 'forward' });
  const slider = new SliderLine(
    'h',
    'Distance h of the second point',
    { min: SMALLEST_STEP, max: 1, scale: 'log' },
    patch,
  );
  const table = new NumberTable('Slope of the secant for smaller and smaller h', [
    'h',
    'slope of the secant',
    'off by',
  ]);
  const note = blockNote();
  host.append(blockTitle('From secant to tangent'), slider.root, table.root, note);
  return {
    update({ state, gradient: [slope] }) {
      slider.update(state.derivativeStep);
      const [x, y] = state.point;
      const model = context.model();
      table.update(
        STEPS.map((h) => {
          const quotient = differenceQuotient('forward', h, x, (at) => model.height(at, y));
          const exact = Math.abs(quotient - slope);
          return {
            cells: [formatNumber(h), formatNumber(quotient, SHOWN_DIGITS), formatNumber(exact, 2)],
            current: isStepped(state.derivativeMethod) && h === state.derivativeStep,
            onPick: () => patch(h),
          };
        }),
      );
      note.textContent = `The tangent’s slope at ${model.axes[0]} = ${formatNumber(x)}, by the rules: ${formatNumber(slope, SHOWN_DIGITS)}.`;
    },
    dispose: () => undefined,
  };
};
