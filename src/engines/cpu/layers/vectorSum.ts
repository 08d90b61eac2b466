/** Many sums at once, entry by entry, whose errors do not grow with the number of terms. */
export class VectorSum {
  /** What the caller fills before each `endTerm`. */
  readonly term: Float64Array;
  readonly #lost: Float64Array;
  #terms = 0;

  /** The sums stand in `into`. */
  constructor(readonly into: Float64Array) {
    this.term = new Float64Array(into.length);
    this.#lost = new Float64Array(into.length);
  }

  /** Adds the term by two_sum (Knuth, The Art of Computer Programming, 4.2.2), keeping what each rounding loses. */
  endTerm(): void {
    const { into, term } = this;
    if (this.#terms++ === 0) {
      into.set(term);
      return;
    }
    for (let k = 0; k < into.length; k++) {
      const [a, b] = [into[k] as number, term[k] as number];
      const sum = a + b;
      const ofTerm = sum - a;
      this.#lost[k] = (this.#lost[k] as number) + (a - (sum - ofTerm)) + (b - ofTerm);
      into[k] = sum;
    }
  }

  /** Divides every sum by `count`, with what was lost added; without a term they are 0/count. */
  divide(count: number): void {
    const { into } = this;
    if (this.#terms === 0) into.fill(0);
    for (let k = 0; k < into.length; k++) into[k] = ((into[k] as number) + (this.#lost[k] as number)) / count;
  }
}
