/** A stretch of the typed text: `start` inclusive, `end` exclusive, in UTF-16 units of what the user typed. */
export interface SourceSpan {
  readonly start: number;
  readonly end: number;
}

/**
 * What is wrong with a typed expression, and where.
 * `span` marks the place in the text as typed; `suggestion`, where there is one, is a whole replacement for that span.
 */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';

  constructor(
    message: string,
    readonly span: SourceSpan,
    readonly suggestion?: string,
  ) {
    super(message);
  }
}
