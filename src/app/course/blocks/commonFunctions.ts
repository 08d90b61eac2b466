/** Six functions with their derivatives, in six small panels; each can be taken into the large picture. */
import { PairChart } from '../../../charts/pairChart';
import { type Block, COMMON_FUNCTIONS } from '../../../lessons';
import { element } from '../../../ui/dom';
import { blockNote, blockTitle } from '../../../ui/lesson/figure';
import type { BlockFactory } from '../blockContext';
import { commonCurves } from '../commonCurves';

export const mountCommonFunctions: BlockFactory<Extract<Block, { name: 'commonFunctions' }>> = (
  host,
  context,
) => {
  const grid = element('div', { class: 'panel-grid' });
  const panels = COMMON_FUNCTIONS.map((row) => {
    const chartHost = element('div', { class: 'panel-chart' });
    const look = element('button', { type: 'button', class: 'text-button' }, `Enlarge ${row.label}`);
    look.addEventListener('click', () =>
      context.apply({
        expression: row.f,
        layout: 'curve',
        derivativeMethod: 'exact',
        domainX: row.domain,
        point: [1, 0],
      }),
    );
    grid.append(element('div', {}, chartHost, look));
    const { label, view } = row;
    return { chart: new PairChart(chartHost), data: { label, view, ...commonCurves(row) } };
  });
  host.append(
    blockTitle('Six functions worth knowing by sight'),
    grid,
    blockNote('Solid: the function. Dashed: its derivative.'),
  );
  let shown = '';
  return {
    update() {
      const theme = context.theme();
      if (theme === shown) return;
      shown = theme;
      for (const { chart, data } of panels) chart.update({ ...data, theme });
    },
    dispose: () => {
      for (const { chart } of panels) chart.dispose();
    },
  };
};
