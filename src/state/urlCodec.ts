/**
 * The state as readable `key=value` pairs behind `#`: `#v=1&f=x^2+y^2&x=-3..3`. Only fields that differ from the default
 * are written. Reading never throws: what cannot be understood is reported and keeps its default.
 */
import { type AppState, STATE_VERSION, type StateKey } from './appState';
import type { Field } from './fieldKinds';
import { DEFAULT_STATE, SCHEMA, STATE_KEYS } from './schema';
import { StateError } from './stateError';

/** Longest fragment that is read at all: the longest expression, percent-encoded, and the rest. */
export const MAX_FRAGMENT = 32_000;

const VERSION_KEY = 'v';

const KEY_OF_URL_KEY: ReadonlyMap<string, StateKey> = new Map(
  STATE_KEYS.map((key) => [SCHEMA[key].urlKey, key]),
);

/**
 * Percent-encodes only what would end a pair or a URL, so that formulas stay legible. Half a surrogate pair, which no address can
 * hold, becomes U+FFFD.
 */
function encode(text: string): string {
  return text
    .toWellFormed()
    .replace(/[%&#\s"<>`\\{}|]|[^\x20-\x7e]/gu, (character) => encodeURIComponent(character));
}

/** The fragment for `state`, without the leading `#`. */
export function writeFragment(state: AppState): string {
  const pairs = [`${VERSION_KEY}=${STATE_VERSION}`];
  for (const key of STATE_KEYS) {
    const field = SCHEMA[key] as Field<unknown>;
    const written = field.codec.write(state[key]);
    if (written !== field.codec.write(field.initial)) pairs.push(`${field.urlKey}=${encode(written)}`);
  }
  return pairs.join('&');
}

export interface ReadState {
  readonly state: AppState;
  /** One message for each pair that could not be used; empty where all was well. */
  readonly problems: readonly string[];
}

/** Reads a fragment, with or without the leading `#`. An empty one is the default state. */
export function readFragment(fragment: string): ReadState {
  const text = fragment.startsWith('#') ? fragment.slice(1) : fragment;
  if (text === '') return { state: DEFAULT_STATE, problems: [] };
  if (text.length > MAX_FRAGMENT) {
    return {
      state: DEFAULT_STATE,
      problems: [`the address holds ${text.length} characters of state, expected at most ${MAX_FRAGMENT}`],
    };
  }
  const patch: Partial<Record<StateKey, unknown>> = {};
  const problems: string[] = [];
  for (const pair of text.split('&')) {
    try {
      readPair(pair, patch);
    } catch (error) {
      if (!(error instanceof StateError)) throw error;
      problems.push(error.message);
    }
  }
  return { state: { ...DEFAULT_STATE, ...(patch as Partial<AppState>) }, problems };
}

function readPair(pair: string, patch: Partial<Record<StateKey, unknown>>): void {
  const equals = pair.indexOf('=');
  if (equals < 0) throw new StateError('address', pair, 'key=value');
  const urlKey = pair.slice(0, equals);
  const written = decode(urlKey, pair.slice(equals + 1));
  if (urlKey === VERSION_KEY) {
    if (written !== String(STATE_VERSION))
      throw new StateError('v', written, `a known version (${STATE_VERSION})`);
    return;
  }
  const key = KEY_OF_URL_KEY.get(urlKey);
  if (key === undefined) throw new StateError(urlKey, written, 'a field of this page');
  patch[key] = (SCHEMA[key] as Field<unknown>).codec.parse(urlKey, written);
}

function decode(urlKey: string, written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    throw new StateError(urlKey, written, 'validly percent-encoded');
  }
}
