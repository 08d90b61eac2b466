/**
 * Long work in steps: whoever runs it may stop between any two, begin other work on the same instance meanwhile, and go on, or never
 * come back. The result has the bits that it has without a stop.
 */
export type Steps<Result> = Generator<undefined, Result, undefined>;

/** The result of work that is done without a stop. */
export function finished<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** A function that takes no time worth a stop, as one in steps. */
export function inOneStep<Given extends unknown[], Result>(
  f: (...given: Given) => Result,
): (...given: Given) => Steps<Result> {
  // biome-ignore lint/correctness/useYield: there is nowhere to stop.
  return function* (...given) {
    return f(...given);
  };
}
