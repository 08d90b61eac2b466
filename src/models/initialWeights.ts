/** Where a network's weights start, in the order of `networkParameters`; biases start at 0. */
import { Random } from '../fields/random';
import type { Activation, NetworkModel } from './network';

const INITIALIZATIONS = ['glorot', 'he'] as const;
export type Initialization = (typeof INITIALIZATIONS)[number];

/** What suits the activation: He for those that are 0 on one side, Glorot for the others. */
export function initializationFor(activation: Activation): Initialization {
  return activation === 'relu' || activation === 'gelu' || activation === 'softplus' ? 'he' : 'glorot';
}

/**
 * 'glorot': uniform within ±sqrt(6/(inputs + units)) (Glorot and Bengio, 2010, eq. 16). 'he': normal with width sqrt(2/inputs)
 * (He et al., 2015, eq. 10). The same seed gives the same weights.
 */
export function initialWeights(
  { layers }: Pick<NetworkModel, 'layers'>,
  initialization: Initialization,
  seed: number,
): Float64Array {
  const random = new Random(seed);
  return Float64Array.from(
    layers.flatMap(({ weights, biases }) => {
      const units = weights.length;
      const inputs = weights[0]?.length ?? 0;
      const draw = (): number => {
        switch (initialization) {
          case 'glorot': {
            const limit = Math.sqrt(6 / (inputs + units));
            return random.between(-limit, limit);
          }
          case 'he':
            return random.normal() * Math.sqrt(2 / inputs);
          default:
            return initialization satisfies never;
        }
      };
      return [...weights.flat().map(draw), ...biases.map(() => 0)];
    }),
  );
}

/** The notebook's network 2-4-1 on exclusive or: its weights in the order of θ, as NumPy drew them (seed 42, times 0.01). */
export const NOTEBOOK_XOR_WEIGHTS: readonly number[] = [
  0.004967141530112327, -0.0013826430117118466, 0.006476885381006925, 0.015230298564080254,
  -0.0023415337472333596, -0.0023413695694918055, 0.015792128155073915, 0.007674347291529088, 0, 0, 0, 0,
  -0.004694743859349522, 0.005425600435859647, -0.0046341769281246226, -0.004657297535702569, 0,
];
