import { type Dataset, USUAL_SIZE } from './dataset';

const CENTER = 1.5;

/** Normal clouds around (1.5, 1.5), class 1, and (−1.5, −1.5), class 0: with more noise they overlap. */
export const twoBlobs: Dataset = {
  id: 'two-blobs',
  name: 'Two blobs',
  task: 'classification',
  features: ['x1', 'x2'],
  classes: 2,
  size: USUAL_SIZE,
  noise: { initial: 1.2, max: 3 },
  draw(random, row, _, noise) {
    const upper = row % 2;
    const center = upper ? CENTER : -CENTER;
    return [center + noise * random.normal(), center + noise * random.normal(), upper];
  },
  source: 'scikit-learn make_blobs (Pedregosa et al., 2011)',
};
