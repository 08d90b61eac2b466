/** How far difference quotients are from the derivative, against their step: the microscope's curves in f64, in the text. */
import { StepErrorChart } from '../../../charts/stepErrorChart';
import { curveOf } from '../../../fields/microscopeView';
import type { Block } from '../../../lessons';
import { formatNumber } from '../../../ui/format';
import { blockChart, blockNote, blockTitle } from '../../../ui/lesson/figure';
import { NOTEBOOK_STEP, pointedStep } from '../../microscope/microscope';
import type { BlockFactory } from '../blockContext';

const SHOWN = ['forward', 'central'] as const;
/** What the chapter recommends for central differences. */
const ADVISED_STEP = 1e-5;

export const mountStepError: BlockFactory<Extract<Block, { name: 'stepError' }>> = (host, context) => {
  const chartHost = blockChart();
  const note = blockNote();
  host.append(blockTitle('Too large, too small'), chartHost, note);
  const chart = new StepErrorChart(chartHost, (step) => context.apply({ derivativeStep: pointedStep(step) }));
  return {
    update({ state }) {
      const model = context.model();
      // Samples from a file have no differences to look at.
      if (model.kind === 'samples') return;
      const view = context.microscope.look(model, state);
      const curves = SHOWN.flatMap((method) => {
        const curve = curveOf(view, method, 'f64');
        return curve ? [{ method, label: method, errors: curve.errors, best: curve.best }] : [];
      });
      chart.update({ steps: view.steps, curves, step: state.derivativeStep, theme: context.theme() });
      const off = (method: (typeof SHOWN)[number], step: number): string =>
        `${method} at h = ${formatNumber(step)} is off by ${formatNumber(view.errorAt(method, 'f64', step), 2)}`;
      note.textContent = `Here ${off('forward', NOTEBOOK_STEP)}; ${off('central', NOTEBOOK_STEP)}; ${off('central', ADVISED_STEP)}.`;
    },
    dispose: () => chart.dispose(),
  };
};
