/** A network's loss over a plane through its weights: value, slopes and curvatures at points of the plane. */
import type { DataTable } from '../../../fields/dataTable';
import type { LayeredLoss } from '../../../fields/layeredLoss';
import type { Steps } from '../../../fields/steps';
import { LayeredNetwork } from './layeredNetwork';

type Directions = readonly [u: Float64Array, v: Float64Array];

/** What is undefined is NaN or ±Infinity. */
export class PlaneEvaluator {
  readonly #network: LayeredNetwork;
  #origin: Float64Array;
  #directions: Directions;

  constructor(loss: LayeredLoss) {
    this.#network = new LayeredNetwork(loss);
    const nowhere = new Float64Array(this.#network.weights).fill(Number.NaN);
    [this.#origin, this.#directions] = [nowhere, [nowhere, nowhere]];
  }

  /** Takes means over `data` from now on. Throws RangeError where it lacks a column. */
  setData(data: DataTable): void {
    this.#network.setData(data);
  }

  /** Numbers of the origin, of u and of v, one after another. What is under way goes on in the plane in which it began. */
  setPlane(parameters: ArrayLike<number>): void {
    const { weights } = this.#network;
    const part = (index: number) =>
      Float64Array.from({ length: weights }, (_, k) => parameters[index * weights + k] ?? Number.NaN);
    [this.#origin, this.#directions] = [part(0), [part(1), part(2)]];
  }

  *value(s: number, t: number): Steps<number> {
    const { loss } = yield* this.#network.score(this.#at(s, t));
    return loss;
  }

  /** The loss and its derivatives along u and v. */
  *slopes(s: number, t: number): Steps<readonly [value: number, alongU: number, alongV: number]> {
    const directions = this.#directions;
    const gradient = new Float64Array(this.#network.weights);
    const value = yield* this.#network.lossAndGradient(this.#at(s, t), gradient);
    return [value, ...along(gradient, directions)];
  }

  /** Second derivatives along one of the directions and u, v. */
  *curvatures(s: number, t: number, direction: 0 | 1): Steps<readonly [withU: number, withV: number]> {
    const directions = this.#directions;
    const product = new Float64Array(this.#network.weights);
    yield* this.#network.hessianProduct(this.#at(s, t), directions[direction], product);
    return along(product, directions);
  }

  #at(s: number, t: number): Float64Array {
    const [u, v] = this.#directions;
    return this.#origin.map((at, k) => at + (s * (u[k] as number) + t * (v[k] as number)));
  }
}

function along(vector: Float64Array, [u, v]: Directions): readonly [number, number] {
  let [alongU, alongV] = [0, 0];
  for (let k = 0; k < vector.length; k++) {
    alongU += (vector[k] as number) * (u[k] as number);
    alongV += (vector[k] as number) * (v[k] as number);
  }
  return [alongU, alongV];
}
