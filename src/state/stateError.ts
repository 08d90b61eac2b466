/** A value offered for a field of the state is not one the field can take. `field` is the name the user sees. */
export class StateError extends Error {
  override readonly name = 'StateError';

  constructor(
    readonly field: string,
    readonly value: string,
    readonly expected: string,
  ) {
    super(`${field}: ${shorten(value)} is not ${expected}`);
  }
}

const SHOWN_CHARACTERS = 60;

function shorten(value: string): string {
  return value.length <= SHOWN_CHARACTERS ? `"${value}"` : `"${value.slice(0, SHOWN_CHARACTERS)}…"`;
}
