/** Both workbenches beside the picture of a loss: data, and a network. Loaded with the first model on data. */
import { DataBench, type DataBenchContext } from './dataBench';
import { NetworkBench, type NetworkBenchContext } from './networkBench';

export type BenchContext = DataBenchContext & NetworkBenchContext;

export class Benches {
  readonly #data: DataBench;
  readonly #network: NetworkBench;

  constructor(host: HTMLElement, context: BenchContext) {
    this.#data = new DataBench(host, context);
    this.#network = new NetworkBench(host, context);
  }

  /** Whether the subject of the page has one of them. */
  get shown(): boolean {
    return this.#data.shown || this.#network.shown;
  }

  update(): void {
    this.#data.update();
    this.#network.update();
  }
}
