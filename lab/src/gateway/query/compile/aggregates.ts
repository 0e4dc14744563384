import { isObject, keyOf, order } from "../values.ts";

/** Takes the values of a group one by one. */
export interface Aggregator {
  add(value: unknown): void;
  result(): unknown;
}

/** Names of the plan (`Average`), and what each does with the values of a range. */
export const aggregates: ReadonlyMap<
  string,
  { readonly type: string; readonly create: () => Aggregator }
> = new Map([
  ["COUNT", { type: "Count", create: () => new Count() }],
  ["COUNTIF", { type: "CountIf", create: () => new CountIf() }],
  ["SUM", { type: "Sum", create: () => new Sum() }],
  ["AVG", { type: "Average", create: () => new Average() }],
  ["MIN", { type: "Min", create: () => new Extreme(-1) }],
  ["MAX", { type: "Max", create: () => new Extreme(1) }],
  ["MAKELIST", { type: "MakeList", create: () => new List() }],
  ["MAKESET", { type: "MakeSet", create: () => new ValueSet() }],
]);

class Count implements Aggregator {
  #count = 0;

  add(value: unknown): void {
    if (value !== undefined) this.#count++;
  }

  result(): number {
    return this.#count;
  }
}

class CountIf implements Aggregator {
  #count = 0;

  add(value: unknown): void {
    if (value === true) this.#count++;
  }

  result(): number {
    return this.#count;
  }
}

/** Undefined values are passed over; anything else that is no number makes the sum undefined. */
class Sum implements Aggregator {
  protected sum: number | undefined = 0;
  protected count = 0;

  add(value: unknown): void {
    if (value === undefined) return;
    this.count++;
    if (typeof value !== "number") this.sum = undefined;
    else if (this.sum !== undefined) this.sum += value;
  }

  result(): number | undefined {
    return this.sum;
  }
}

class Average extends Sum {
  override result(): number | undefined {
    return this.sum === undefined || this.count === 0
      ? undefined
      : this.sum / this.count;
  }
}

/** By the order of types; arrays and objects have no place in it and make the result undefined. */
class Extreme implements Aggregator {
  readonly #sign: 1 | -1;
  #found: unknown;
  #isUndefined = false;

  constructor(sign: 1 | -1) {
    this.#sign = sign;
  }

  add(value: unknown): void {
    if (value === undefined) return;
    if (Array.isArray(value) || isObject(value)) this.#isUndefined = true;
    else if (
      this.#found === undefined ||
      order(value, this.#found) * this.#sign > 0
    ) {
      this.#found = value;
    }
  }

  result(): unknown {
    return this.#isUndefined ? undefined : this.#found;
  }
}

class List implements Aggregator {
  readonly #values: unknown[] = [];

  add(value: unknown): void {
    if (value !== undefined) this.#values.push(value);
  }

  result(): unknown[] {
    return this.#values;
  }
}

class ValueSet implements Aggregator {
  readonly #values = new Map<string, unknown>();

  add(value: unknown): void {
    if (value === undefined) return;
    const key = keyOf(value);
    if (!this.#values.has(key)) this.#values.set(key, value);
  }

  result(): unknown[] {
    return [...this.#values.values()];
  }
}
