/** A network's loss over a plane through its weights: value, slopes and curvatures at points of the plane. */
import type { DataTable } from '../../../fields/dataTable';
import type { LayeredLoss } from '../../../fields/layeredLoss';
import { finished, LayeredNetwork } from './layeredNetwork';

/** Holds its memory, so one instance serves one caller at a time. What is undefined is NaN or ±Infinity. */
export class PlaneEvaluator {
  readonly #network: LayeredNetwork;
  readonly #origin: Float64Array;
  readonly #directions: readonly [u: Float64Array, v: Float64Array];
  readonly #theta: Float64Array;
  readonly #gradient: Float64Array;

  constructor(loss: LayeredLoss) {
    this.#network = new LayeredNetwork(loss);
    const vector = () => new Float64Array(this.#network.weights);
    [this.#origin, this.#theta, this.#gradient] = [vector(), vector(), vector()];
    this.#directions = [vector(), vector()];
  }

  /** Takes means over `data` from now on. Throws RangeError where it lacks a column. */
  setData(data: DataTable): void {
    this.#network.setData(data);
  }

  /** Numbers of the origin, of u and of v, one after another. */
  setPlane(parameters: ArrayLike<number>): void {
    const { weights } = this.#network;
    [this.#origin, ...this.#directions].forEach((vector, part) => {
      for (let k = 0; k < weights; k++) vector[k] = parameters[part * weights + k] ?? Number.NaN;
    });
  }

  value(s: number, t: number): number {
    return finished(this.#network.score(this.#at(s, t))).loss;
  }

  /** The loss and its derivatives along u and v. */
  slopes(s: number, t: number): readonly [value: number, alongU: number, alongV: number] {
    const value = finished(this.#network.lossAndGradient(this.#at(s, t), this.#gradient));
    return [value, ...this.#along(this.#gradient)];
  }

  /** Second derivatives along one of the directions and u, v. */
  curvatures(s: number, t: number, direction: 0 | 1): readonly [withU: number, withV: number] {
    finished(this.#network.hessianProduct(this.#at(s, t), this.#directions[direction], this.#gradient));
    return this.#along(this.#gradient);
  }

  #at(s: number, t: number): Float64Array {
    const [origin, [u, v], theta] = [this.#origin, this.#directions, this.#theta];
    for (let k = 0; k < theta.length; k++)
      theta[k] = (origin[k] as number) + (s * (u[k] as number) + t * (v[k] as number));
    return theta;
  }

  #along(vector: Float64Array): readonly [number, number] {
    const [u, v] = this.#directions;
    let [alongU, alongV] = [0, 0];
    for (let k = 0; k < vector.length; k++) {
      alongU += (vector[k] as number) * (u[k] as number);
      alongV += (vector[k] as number) * (v[k] as number);
    }
    return [alongU, alongV];
  }
}
