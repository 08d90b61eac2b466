/** Turning a direction: the slope that way, where it is greatest, and the angle between gradient and contour as measured. */
import { AngleChart } from '../../../charts/angleChart';
import { DirectionDial } from '../../../charts/directionDial';
import { slopeTowards } from '../../../fields/directionalDerivative';
import type { Block } from '../../../lessons';
import { element, setText } from '../../../ui/dom';
import { directionDegrees, formatNumber } from '../../../ui/format';
import { blockChart, blockNote, blockTitle, SliderLine } from '../../../ui/lesson/figure';
import type { BlockFactory } from '../blockContext';
import { angleBetweenLines, contourDirection, RADIUS_SHARE } from '../contourDirection';

export const mountDirectionDial: BlockFactory<Extract<Block, { name: 'directionDial' }>> = (
  host,
  context,
) => {
  const turn = (direction: number): void => context.apply({ direction, directionVisible: true });
  const dialHost = element('div');
  const chartHost = blockChart();
  const slider = new SliderLine(
    'φ',
    'Direction, degrees',
    { min: -180, max: 180, scale: 'linear', step: 1 },
    turn,
  );
  const [slope, angle] = [blockNote(), blockNote()];
  host.append(blockTitle('Which way?'), dialHost, slider.root, slope, chartHost, angle);
  const dial = new DirectionDial(dialHost, turn);
  const chart = new AngleChart(chartHost, turn);
  return {
    update({ state, gradient }) {
      const [x, y] = gradient;
      const steepness = Math.hypot(x, y);
      const uphill = steepness > 0 ? directionDegrees(x, y) : null;
      slider.update(state.direction);
      dial.update(state.direction, uphill);
      const share = slopeTowards(gradient, state.direction) / steepness;
      setText(
        slope,
        steepness > 0
          ? `Blue arrow: your direction. Pink: the gradient. Dashed: the contour line. That way the slope is ${formatNumber(share * steepness, 4)}, which is ${formatNumber(100 * share, 3)}\u00a0% of the steepest.`
          : 'Here the gradient is zero: the ground is level in every direction.',
      );
      chart.update({ gradient, angle: state.direction, theme: context.theme() });
      const [low, high] = state.domainX;
      const line =
        uphill === null
          ? null
          : contourDirection(
              (atX, atY) => context.model().height(atX, atY),
              state.point,
              (uphill * Math.PI) / 180,
              RADIUS_SHARE * (high - low),
            );
      setText(
        angle,
        line === null
          ? 'No single contour line passes through this point.'
          : `Angle between the gradient and the contour line, which was found by walking round the point: ${angleBetweenLines(gradient, line).toFixed(2)}°.`,
      );
    },
    dispose: () => chart.dispose(),
  };
};
