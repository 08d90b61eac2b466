/** The descent of the picture with three learning rates beside each other; one click takes a rate into the picture. */
import { RatesChart } from '../../../charts/ratesChart';
import type { Block } from '../../../lessons';
import { formatNumber } from '../../../ui/format';
import { blockChart, blockNote, blockTitle, NumberTable } from '../../../ui/lesson/figure';
import { descentFrom, descentStatus } from '../../descent/descentView';
import type { BlockFactory } from '../blockContext';

export const mountLearningRates: BlockFactory<Extract<Block, { name: 'learningRates' }>> = (
  host,
  context,
  { rates },
) => {
  const chartHost = blockChart();
  const table = new NumberTable('Descents with three learning rates', [
    'rate',
    'f at the end',
    'how it ended',
  ]);
  host.append(
    blockTitle('The same start, three learning rates'),
    chartHost,
    table.root,
    blockNote('Press a rate to see its path in the picture.'),
  );
  const chart = new RatesChart(chartHost);
  let key = '';
  return {
    update({ state }) {
      const { eta } = state.hyperparameters;
      const model = context.model();
      const now = JSON.stringify([
        state.expression,
        state.parameters,
        state.point,
        state.optimizer,
        state.hyperparameters,
        state.descentSteps,
        context.theme(),
        model.name,
      ]);
      // Playing moves along paths that are known.
      if (now === key) return;
      key = now;
      const descents = rates.map((rate) => ({
        rate,
        descent: descentFrom(model, { ...state, hyperparameters: { ...state.hyperparameters, eta: rate } }),
      }));
      chart.update({
        curves: descents.map(({ rate, descent }) => ({ rate, values: descent.values })),
        theme: context.theme(),
      });
      table.update(
        descents.map(({ rate, descent }) => ({
          cells: [
            formatNumber(rate),
            formatNumber(descent.values.at(-1) ?? Number.NaN, 3),
            descentStatus(descent)?.text ?? 'still going down',
          ],
          current: eta === rate,
          onPick: () =>
            context.apply({
              hyperparameters: { ...state.hyperparameters, eta: rate },
              descentVisible: true,
              descentPosition: state.descentSteps,
            }),
        })),
      );
    },
    dispose: () => chart.dispose(),
  };
};
