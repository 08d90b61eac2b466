/** A loss grid of the person's own as the subject of the page, and the view to begin with. */
import { sampleCoordinate } from '../../fields/grid';
import type { LossGrid } from '../../fields/lossGrid';
import type { OwnGrid } from '../../io/ownData';
import type { AppState, StatePatch } from '../../state/appState';
import { StateError } from '../../state/stateError';
import { ownDataOf } from '../data/ownData';
import { startingPoint, startingRate } from '../descent/startingPoint';
import { createSampledModel, type SampledModel } from '../shown/sampledModel';

/** The model of the grid that the state refers to. Throws StateError where it refers to none. */
export function lossGridModel({ ownData }: Pick<AppState, 'ownData'>): SampledModel {
  const data = ownDataOf(ownData);
  if (data.kind !== 'grid') throw new StateError('own data', data.file, 'a loss grid');
  return modelOf(data);
}

function modelOf({ names, grid }: OwnGrid): SampledModel {
  const { nx, ny } = grid;
  const text = `${nx} × ${ny} samples; gradient by differences`;
  return createSampledModel({
    name: 'L',
    tex: `\\text{${text}}`,
    axes: [axisName(names.x, 'x'), axisName(names.y, 'y')],
    grid,
  });
}

/** Shows the grid that `reference` stands for, whole, with a point and a learning rate that suit it. */
export function lossGridPatch(reference: string, state: AppState): StatePatch {
  const data = ownDataOf(reference);
  if (data.kind !== 'grid') throw new StateError('own data', data.file, 'a loss grid');
  const domain = { domainX: data.grid.x, domainY: data.grid.y };
  const point = startingPoint(domain);
  return {
    subject: 'lossGrid',
    ownData: reference,
    ...domain,
    point,
    hyperparameters: { ...state.hyperparameters, eta: startingRate(modelOf(data), domain, point) },
    descentPosition: 0,
  };
}

/** Where the lowest sample is. */
export function lowestSample({ nx, ny, x, y, values }: LossGrid): readonly [number, number] {
  let lowest = -1;
  values.forEach((value, index) => {
    if (Number.isFinite(value) && !(value >= (values[lowest] ?? Infinity))) lowest = index;
  });
  return [sampleCoordinate(x, lowest % nx, nx), sampleCoordinate(y, Math.floor(lowest / nx), ny)];
}

const LONGEST_AXIS_NAME = 12;

/** A name that can stand at an axis and in a formula. */
function axisName(name: string, spare: string): string {
  const symbol = name.replace(/\W+/g, '_').replace(/^[\d_]+|_+$/g, '');
  return symbol === '' ? spare : symbol.slice(0, LONGEST_AXIS_NAME);
}
