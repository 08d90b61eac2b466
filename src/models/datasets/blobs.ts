import { type Dataset, USUAL_SIZE } from './dataset';

const CLASSES = 3;
const RADIUS = 2;

/** Normal clouds whose centres stand evenly on a circle. */
export const blobs: Dataset = {
  id: 'blobs',
  name: 'Blobs',
  task: 'classification',
  features: ['x1', 'x2'],
  classes: CLASSES,
  size: USUAL_SIZE,
  noise: { initial: 0.7, max: 3 },
  draw(random, row, _, noise) {
    const blob = row % CLASSES;
    const angle = (2 * Math.PI * blob) / CLASSES + Math.PI / 2;
    return [
      RADIUS * Math.cos(angle) + noise * random.normal(),
      RADIUS * Math.sin(angle) + noise * random.normal(),
      blob,
    ];
  },
  source: 'scikit-learn make_blobs (Pedregosa et al., 2011)',
};
