/** Measurements of devices kept from visit to visit: one an adapter, as long as library and browser stay the same. */
import {
  type DeviceMeasurement,
  libraryVersion,
  measurementFromText,
  measurementToText,
} from '../../engines/webgpu/webgpuEngine';

export interface KeptMeasurement {
  /** Milliseconds since 1970. */
  readonly measuredAt: number;
  readonly measurement: DeviceMeasurement;
}

export type KeyedTexts = Pick<Storage, 'getItem' | 'setItem'>;

const KEY = 'gradscape.accuracy';
/** Of the lines before the measurement. */
const FORMAT = 1;
/** Drivers change without telling: after so many days a device is measured anew. */
const DAYS_KEPT = 30;
const DAY_MILLISECONDS = 86_400_000;

/** Null where the browser forbids it, or in Node. */
export function pageStorage(): KeyedTexts | null {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

export class AccuracyCache {
  constructor(
    private readonly storage: KeyedTexts | null,
    /** Another version may compile the same code otherwise. */
    private readonly browser: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** Null where nothing, or nothing valid, is kept. */
  read(adapter: string): KeptMeasurement | null {
    const [head, date, ...rest] = this.#textOf(adapter)?.split('\n') ?? [];
    const measuredAt = Number(date);
    const age = this.now() - measuredAt;
    if (head !== this.#head() || !(age >= 0 && age <= DAYS_KEPT * DAY_MILLISECONDS)) return null;
    const measurement = measurementFromText(rest.join('\n'));
    return measurement && { measuredAt, measurement };
  }

  write(adapter: string, { measuredAt, measurement }: KeptMeasurement): void {
    try {
      const text = [this.#head(), measuredAt, measurementToText(measurement)].join('\n');
      this.storage?.setItem(`${KEY} ${adapter}`, text);
    } catch {
      // Full or forbidden: the device is measured again next time.
    }
  }

  #textOf(adapter: string): string | null | undefined {
    try {
      return this.storage?.getItem(`${KEY} ${adapter}`);
    } catch {
      return null;
    }
  }

  #head(): string {
    return JSON.stringify([FORMAT, libraryVersion(), this.browser]);
  }
}
