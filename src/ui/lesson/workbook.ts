/** What readers left in the fields of the course, block by block: kept on this machine alone, and forgotten on demand. */
import { type KeptStorage, readKept, writeKept } from './keptLocally';

const STORAGE_KEY = 'gradscape.workbook';

/** Of one block, by names of its own. Read it with care: a storage may hold what another version wrote, or a person. */
export type BlockNotes = Readonly<Record<string, string | number | boolean>>;

export class Workbook {
  readonly #storage: KeptStorage | null;
  #notes: ReadonlyMap<string, BlockNotes>;

  constructor(storage: KeptStorage | null) {
    this.#storage = storage;
    this.#notes = new Map(
      Object.entries(recordOf(readKept(storage, STORAGE_KEY))).map(([block, kept]) => [block, notesOf(kept)]),
    );
  }

  get isEmpty(): boolean {
    return this.#notes.size === 0;
  }

  /** Empty where nothing was left. */
  notes(block: string): BlockNotes {
    return this.#notes.get(block) ?? {};
  }

  keep(block: string, notes: BlockNotes): void {
    this.#notes = new Map([...this.#notes, [block, notes]]);
    this.#write();
  }

  reset(): void {
    this.#notes = new Map();
    this.#write();
  }

  #write(): void {
    writeKept(this.#storage, STORAGE_KEY, Object.fromEntries(this.#notes));
  }
}

function recordOf(kept: unknown): Readonly<Record<string, unknown>> {
  return typeof kept === 'object' && kept !== null && !Array.isArray(kept) ? { ...kept } : {};
}

function notesOf(kept: unknown): BlockNotes {
  return Object.fromEntries(
    Object.entries(recordOf(kept)).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
        ? [[name, value as string | number | boolean] as const]
        : [],
    ),
  );
}

/** The text of a name; `otherwise` where there is none. */
export function textIn(notes: BlockNotes, name: string, otherwise: string): string {
  const value = notes[name];
  return typeof value === 'string' ? value : otherwise;
}

/** The number of a name, where it lies within [low, high]. */
export function numberIn(
  notes: BlockNotes,
  name: string,
  [low, high]: readonly [number, number],
  otherwise: number,
): number {
  const value = notes[name];
  return typeof value === 'number' && value >= low && value <= high ? value : otherwise;
}

/** A whole number from 0 of a name; 0 where there is none. */
export function countIn(notes: BlockNotes, name: string): number {
  const value = notes[name];
  return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : 0;
}
