import { type Dataset, USUAL_SIZE } from './dataset';

/** One row in this many stands far off the line. */
const OUTLIER_EVERY = 8;
const OUTLIER_HEIGHT = 12;

/** y = 2x + 1, as in the notebook, with a few points far above it: what squares weigh too much. */
export const lineWithOutliers: Dataset = {
  id: 'line-with-outliers',
  name: 'Line with outliers',
  task: 'regression',
  features: ['x'],
  classes: 0,
  size: { ...USUAL_SIZE, initial: 48 },
  noise: { initial: 0.5, max: 5 },
  draw(random, row, _, noise) {
    const x = random.between(0, 5);
    const above = row % OUTLIER_EVERY === OUTLIER_EVERY - 1 ? OUTLIER_HEIGHT : 0;
    return [x, 2 * x + 1 + above + noise * random.normal()];
  },
  source: 'Huber, 1964: Robust estimation of a location parameter',
};
