/** From fields of the state to a network: its layers, its loss, its first weights; and what must change along with one of them. */
import { datasetNamed } from '../../models/datasets';
import { initializationFor, initialWeights, NOTEBOOK_XOR_WEIGHTS } from '../../models/initialWeights';
import {
  ACTIVATIONS,
  MAX_WIDTH,
  type NetworkLoss,
  type NetworkModel,
  type NetworkSpec,
  networkWidths,
} from '../../models/network';
import type { AppState, StatePatch } from '../../state/appState';
import { StateError } from '../../state/stateError';
import { OWN } from '../data/datasets';
import { NETWORK_DATA_KEYS, type NetworkData, networkData } from './networkData';

/** The widths of the notebook's network, and what it computes with. */
const NOTEBOOK_WIDTHS = [2, 4, 1] as const;

/** What the network's graph is made of. */
export const MODEL_KEYS = [...NETWORK_DATA_KEYS, 'layers', 'activation', 'networkLoss'] as const;

type SpecState = Pick<AppState, 'layers' | 'activation' | 'networkLoss'>;

/** Throws StateError where layers or loss do not fit. */
export function networkSpec(
  { layers, activation, networkLoss }: SpecState,
  { classes, columns }: NetworkData,
): NetworkSpec {
  const hidden = layers === '' ? [] : layers.split(',').map(Number);
  const known = ACTIVATIONS.find((name) => name === activation) ?? 'sigmoid';
  const loss = lossFor(networkLoss, classes);
  const spec = { hidden, activation: known, loss, ...(loss === 'softmaxCrossEntropy' && { classes }) };
  try {
    networkWidths(spec, columns.features.length);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new StateError('layers', layers, `1 to ${MAX_WIDTH} units in every layer`);
  }
  return spec;
}

function lossFor(wanted: AppState['networkLoss'], classes: number): NetworkLoss {
  const suitable = classes === 0 ? 'squared' : classes === 2 ? 'binaryCrossEntropy' : 'softmaxCrossEntropy';
  if (wanted === 'auto') return suitable;
  const fits =
    wanted === 'squared' ? classes <= 2 : wanted === 'binaryCrossEntropy' ? classes === 2 : classes > 1;
  if (fits) return wanted;
  const learned = classes === 0 ? 'a number' : `${classes} classes`;
  throw new StateError('loss', wanted, `a loss for ${learned}, such as ${suitable}`);
}

/** The weights at step 0, in the order of the model's variables. Throws StateError where the notebook has none for the layers. */
export function firstWeights(
  model: NetworkModel,
  { initialWeights: from, weightSeed }: Pick<AppState, 'initialWeights' | 'weightSeed'>,
): Float64Array {
  if (from !== 'notebook') return initialWeights(model, from, weightSeed);
  if (!isNotebooks(model.widths))
    throw new StateError(
      'initial weights',
      `the notebook's, for ${model.widths.join('-')}`,
      `a network ${NOTEBOOK_WIDTHS.join('-')}`,
    );
  return Float64Array.from(NOTEBOOK_XOR_WEIGHTS);
}

function isNotebooks(widths: readonly number[]): boolean {
  return widths.join() === NOTEBOOK_WIDTHS.join();
}

/**
 * `patch` with what has to change along with it: data drawn in their usual size and noise, a loss that fits them, and weights drawn
 * for a network that the notebook has none for. Throws StateError as `networkSpec` does.
 */
export function networkPatch(state: AppState, patch: StatePatch): StatePatch {
  const drawn = patch.dataset === undefined ? undefined : datasetNamed(patch.dataset);
  const usual = drawn ? { dataRows: drawn.size.initial, dataNoise: drawn.noise.initial } : {};
  // Columns of a person's own come in units of any size.
  const learned =
    patch.dataset === undefined ? {} : { networkLoss: 'auto' as const, standardized: patch.dataset === OWN };
  const full: StatePatch = { ...usual, ...learned, ...patch };
  const next: AppState = { ...state, ...full };
  const data = networkData(next);
  const spec = networkSpec(next, data);
  if (next.initialWeights !== 'notebook' || isNotebooks(networkWidths(spec, data.columns.features.length)))
    return full;
  return { ...full, initialWeights: initializationFor(spec.activation) };
}
