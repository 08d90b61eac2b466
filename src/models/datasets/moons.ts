import { type Dataset, USUAL_SIZE } from './dataset';

/** Two half circles of radius 1 that reach into each other: the lower one stands at (1, 0.5), upside down. */
export const moons: Dataset = {
  id: 'moons',
  name: 'Two moons',
  task: 'classification',
  features: ['x1', 'x2'],
  classes: 2,
  size: USUAL_SIZE,
  noise: { initial: 0.1, max: 1 },
  draw(random, row, _, noise) {
    const lower = row % 2;
    const angle = random.between(0, Math.PI);
    const x1 = lower ? 1 - Math.cos(angle) : Math.cos(angle);
    const x2 = lower ? 0.5 - Math.sin(angle) : Math.sin(angle);
    return [x1 + noise * random.normal(), x2 + noise * random.normal(), lower];
  },
  source: 'scikit-learn make_moons (Pedregosa et al., 2011)',
};
