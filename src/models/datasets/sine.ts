import { type Dataset, USUAL_SIZE } from './dataset';

export const sine: Dataset = {
  id: 'sine',
  name: 'Sine',
  task: 'regression',
  features: ['x'],
  classes: 0,
  size: { ...USUAL_SIZE, initial: 80 },
  noise: { initial: 0.15, max: 2 },
  draw(random, _row, _rows, noise) {
    const x = random.between(-Math.PI, Math.PI);
    return [x, Math.sin(x) + noise * random.normal()];
  },
  source: 'y = sin(x) on [−π, π]',
};
