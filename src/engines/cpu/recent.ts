/** What was used last, by key, up to a limit. Two that are asked for the same keys in the same order hold the same keys. */
export class Recent<Value> {
  readonly #values = new Map<number, Value>();

  constructor(private readonly limit: number) {}

  /** The value of `key`, made where it is not held. */
  use(key: number, make: () => Value): Value {
    const value = this.#values.get(key) ?? make();
    // Last in the order of insertion.
    this.#values.delete(key);
    this.#values.set(key, value);
    for (const oldest of this.#values.keys()) {
      if (this.#values.size <= this.limit) break;
      this.#values.delete(oldest);
    }
    return value;
  }
}
