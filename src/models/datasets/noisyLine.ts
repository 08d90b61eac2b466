import { type Dataset, USUAL_SIZE } from './dataset';

/** The line of the notebook with as many points and as much noise as wanted. */
export const noisyLine: Dataset = {
  id: 'noisy-line',
  name: 'Line',
  task: 'regression',
  features: ['x'],
  classes: 0,
  size: { ...USUAL_SIZE, initial: 50 },
  noise: { initial: 2, max: 10 },
  draw(random, _row, _rows, noise) {
    const x = random.between(0, 10);
    return [x, 2 * x + 1 + noise * random.normal()];
  },
  source: 'y = 2x + 1 on [0, 10]',
};
