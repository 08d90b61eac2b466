/**
 * How exact the page's GPU is: known from an earlier visit, or measured when asked. What is found goes to the engine, which
 * takes the functions that are good enough. Engines own the device; this class only borrows it.
 */
import {
  choicesOf,
  type DeviceChoices,
  type DeviceMeasurement,
  measureDevice,
  type RequestedGpu,
  UNMEASURED_CHOICES,
} from '../../engines/webgpu/webgpuEngine';
import type { AccuracyCache, KeptMeasurement } from './accuracyCache';

export type AccuracyState =
  | { readonly kind: 'none' }
  | { readonly kind: 'unmeasured'; readonly adapter: string }
  | { readonly kind: 'measuring'; readonly adapter: string }
  | { readonly kind: 'interrupted'; readonly adapter: string; readonly message: string }
  | ({ readonly kind: 'measured'; readonly adapter: string } & KeptMeasurement);

/** What takes the choices. */
export interface Adopting {
  adopt(choices: DeviceChoices): void;
}

export type Measure = (device: GPUDevice) => Promise<DeviceMeasurement>;

interface Attached {
  readonly gpu: Pick<RequestedGpu, 'device' | 'description'>;
  readonly engine: Adopting;
}

export class AccuracyProbe {
  #state: AccuracyState = { kind: 'none' };
  #choices = UNMEASURED_CHOICES;
  #attached: Attached | null = null;
  #running: Promise<AccuracyState> | null = null;
  /** Told of every new state, with the choices in use before it. */
  onChange: (before: DeviceChoices) => void = () => undefined;

  constructor(
    private readonly cache: AccuracyCache,
    private readonly measureWith: Measure = measureDevice,
  ) {}

  get state(): AccuracyState {
    return this.#state;
  }

  /** Those in use. */
  get choices(): DeviceChoices {
    return this.#choices;
  }

  /** A device has come: what is known of it is taken over at once. */
  attach(gpu: Attached['gpu'], engine: Adopting): void {
    this.#attached = { gpu, engine };
    this.#running = null;
    const adapter = gpu.description;
    const kept = this.cache.read(adapter);
    if (kept) this.#adopt(this.#attached, kept);
    else this.#become({ kind: 'unmeasured', adapter }, UNMEASURED_CHOICES);
  }

  /** The device is gone. */
  detach(): void {
    this.#attached = null;
    this.#running = null;
    this.#become({ kind: 'none' }, UNMEASURED_CHOICES);
  }

  /** What is known of the device, measuring it where nothing is. */
  async known(): Promise<AccuracyState> {
    return this.#state.kind === 'measured' ? this.#state : this.measure();
  }

  /** Measures the device now, or waits for the measurement under way. Never rejects: the state says what became of it. */
  measure(): Promise<AccuracyState> {
    if (this.#attached === null) return Promise.resolve(this.#state);
    this.#running ??= this.#measure(this.#attached);
    return this.#running;
  }

  async #measure(attached: Attached): Promise<AccuracyState> {
    const { device, description: adapter } = attached.gpu;
    this.#become({ kind: 'measuring', adapter }, this.#choices);
    try {
      const measurement = await this.measureWith(device);
      if (this.#attached !== attached) return this.#state;
      const kept = { measuredAt: Date.now(), measurement };
      this.cache.write(adapter, kept);
      this.#adopt(attached, kept);
    } catch (error) {
      if (this.#attached !== attached) return this.#state;
      const message = error instanceof Error ? error.message : String(error);
      this.#become({ kind: 'interrupted', adapter, message }, this.#choices);
    }
    this.#running = null;
    return this.#state;
  }

  #adopt({ gpu, engine }: Attached, kept: KeptMeasurement): void {
    const choices = choicesOf(kept.measurement);
    engine.adopt(choices);
    this.#become({ kind: 'measured', adapter: gpu.description, ...kept }, choices);
  }

  #become(state: AccuracyState, choices: DeviceChoices): void {
    const before = this.#choices;
    this.#state = state;
    this.#choices = choices;
    this.onChange(before);
  }
}
