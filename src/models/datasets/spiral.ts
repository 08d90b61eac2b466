import { type Dataset, USUAL_SIZE } from './dataset';

const TURNS = 1.5;

/** Two arms that wind about each other, the second half a turn behind the first; radius 1 at their ends. */
export const spiral: Dataset = {
  id: 'spiral',
  name: 'Spiral',
  task: 'classification',
  features: ['x1', 'x2'],
  classes: 2,
  size: USUAL_SIZE,
  noise: { initial: 0.03, max: 0.5 },
  draw(random, row, _, noise) {
    const arm = row % 2;
    // The square root spreads the points evenly along the arm, which is longer further out.
    const along = Math.sqrt(random.uniform());
    const angle = 2 * Math.PI * TURNS * along + Math.PI * arm;
    return [
      along * Math.cos(angle) + noise * random.normal(),
      along * Math.sin(angle) + noise * random.normal(),
      arm,
    ];
  },
  source: 'Lang and Witbrock, 1988: Learning to tell two spirals apart',
};
