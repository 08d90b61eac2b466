/** An engine could not do its work: which pass failed, and what the device said. */
export class EngineError extends Error {
  override readonly name = 'EngineError';

  constructor(
    readonly pass: string,
    readonly detail: string,
  ) {
    super(`${pass}: ${detail}`);
  }
}
