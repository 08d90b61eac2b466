/** Neumaier's sum: its error is about one rounding, however many terms there are. */
export class CompensatedSum {
  #sum = 0;
  #lost = 0;

  reset(): void {
    this.#sum = 0;
    this.#lost = 0;
  }

  add(term: number): void {
    const sum = this.#sum + term;
    this.#lost += Math.abs(this.#sum) >= Math.abs(term) ? this.#sum - sum + term : term - sum + this.#sum;
    this.#sum = sum;
  }

  total(): number {
    return this.#sum + this.#lost;
  }
}
