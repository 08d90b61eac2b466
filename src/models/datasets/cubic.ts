import { type Dataset, USUAL_SIZE } from './dataset';

export const cubic: Dataset = {
  id: 'cubic',
  name: 'Cubic',
  task: 'regression',
  features: ['x'],
  classes: 0,
  size: { ...USUAL_SIZE, initial: 80 },
  noise: { initial: 0.2, max: 3 },
  draw(random, _row, _rows, noise) {
    const x = random.between(-2, 2);
    return [x, x ** 3 / 2 - x + noise * random.normal()];
  },
  source: 'y = x³/2 − x on [−2, 2]',
};
