import { type Dataset, USUAL_SIZE } from './dataset';

/** Of the outer circle's radius 1. */
const INNER_RADIUS = 0.5;

export const circles: Dataset = {
  id: 'circles',
  name: 'Circles',
  task: 'classification',
  features: ['x1', 'x2'],
  classes: 2,
  size: USUAL_SIZE,
  noise: { initial: 0.08, max: 1 },
  draw(random, row, _, noise) {
    const inner = row % 2;
    const angle = random.between(0, 2 * Math.PI);
    const radius = inner ? INNER_RADIUS : 1;
    return [
      radius * Math.cos(angle) + noise * random.normal(),
      radius * Math.sin(angle) + noise * random.normal(),
      inner,
    ];
  },
  source: 'scikit-learn make_circles (Pedregosa et al., 2011)',
};
