/** What a measurement is a measurement of: changes with every line of the library and with what it is held to. */
import { SHADER_SOURCES } from '../shaderLibrary';
import { PROBE_SAMPLES } from './measureDevice';
import { PROBED_FUNCTIONS } from './probedFunctions';

const OFFSET_BASIS = 0x811c9dc5;
const PRIME = 0x01000193;

/** FNV-1a, 32 bits (Fowler, Noll, Vo), over UTF-16 units. */
export function hashOf(text: string): string {
  let hash = OFFSET_BASIS;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

let version: string | undefined;

export function libraryVersion(): string {
  version ??= hashOf(
    [...SHADER_SOURCES.values(), JSON.stringify(PROBED_FUNCTIONS), PROBE_SAMPLES].join('\n'),
  );
  return version;
}
