/** One evaluator of layers a network, for what is computed at once and without a stop: passes, predictions, curvature. */
import { LayeredNetwork } from '../../engines/cpu/layers/layeredNetwork';
import type { NetworkModel } from '../../models/network';

const known = new WeakMap<NetworkModel, LayeredNetwork>();

/** With the model's data. */
export function layersOf(model: NetworkModel): LayeredNetwork {
  const found = known.get(model);
  if (found) return found;
  const made = new LayeredNetwork(model.layered);
  made.setData(model.data);
  known.set(model, made);
  return made;
}
