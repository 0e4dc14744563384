import { severity, type Flow } from "./Flow.ts";
import type { FlowStore } from "./FlowStore.ts";
import { compileFilter, type Filter } from "./filter/compileFilter.ts";

export type SortBy = "time" | "verdict" | "lag" | "container" | "process";

export interface TimeWindow {
  readonly from: number;
  readonly to: number;
}

/**
 * The flows that one panel shows, in the order in which it shows them: by time, what a handler sent
 * on directly below its flow. Follows the store flow by flow, so that thousands of events a second
 * cost no new filtering. While it is held, the list stands still and the store goes on.
 */
export class FlowView {
  readonly #store: FlowStore;
  readonly #end: () => void;
  #filter: Filter = compileFilter("");
  #window: TimeWindow | undefined;
  #sort: SortBy = "time";
  /** By time; `#sorted` by what was asked for, made when it is needed. */
  #flows: Flow[] = [];
  /** How many at the front of `#flows` have fallen out. */
  #gone = 0;
  #sorted: Flow[] | undefined;
  #held: readonly Flow[] | undefined;
  /** Grows whenever something that is shown may have changed. */
  #version = 0;

  constructor(store: FlowStore) {
    this.#store = store;
    this.#end = store.listen({
      before: (flow) => this.#take(flow),
      after: (flow) => this.#put(flow),
      cleared: () => {
        // What stood still is gone, too: nobody clears to go on seeing it.
        this.#held = undefined;
        this.#fill();
      },
    });
    this.#fill();
  }

  get version(): number {
    return this.#version;
  }

  get filter(): Filter {
    return this.#filter;
  }

  get window(): TimeWindow | undefined {
    return this.#window;
  }

  get sort(): SortBy {
    return this.#sort;
  }

  get isHeld(): boolean {
    return this.#held !== undefined;
  }

  /** Flows that passed the filter while the view was held, and wait to be shown. */
  get waiting(): number {
    return this.#held === undefined
      ? 0
      : Math.max(0, this.#live().length - this.#held.length);
  }

  setFilter(line: string): void {
    this.#filter = compileFilter(line);
    this.#held = undefined;
    this.#fill();
  }

  /** Only flows that began in it. */
  setWindow(window: TimeWindow | undefined): void {
    this.#window = window;
    this.#held = undefined;
    this.#fill();
  }

  setSort(sort: SortBy): void {
    this.#sort = sort;
    this.#held = undefined;
    this.#sorted = undefined;
    this.#version++;
  }

  hold(isHeld: boolean): void {
    if (isHeld === this.isHeld) return;
    this.#held = isHeld ? [...this.#live()] : undefined;
    this.#version++;
  }

  /** How many rows there are to scroll through. */
  get size(): number {
    return this.#rows().length;
  }

  rows(first: number, count: number): Flow[] {
    return this.#rows().slice(Math.max(0, first), Math.max(0, first + count));
  }

  /** @returns its place, or -1 */
  indexOf(n: number): number {
    return this.#rows().findIndex((flow) => flow.n === n);
  }

  dispose(): void {
    this.#end();
  }

  #rows(): readonly Flow[] {
    return this.#held ?? this.#live();
  }

  #live(): readonly Flow[] {
    if (this.#gone > 0) {
      this.#flows.splice(0, this.#gone);
      this.#gone = 0;
    }
    if (this.#sort === "time") return this.#flows;
    this.#sorted ??= this.#flows.toSorted(orders[this.#sort]);
    return this.#sorted;
  }

  #fill(): void {
    this.#flows = [];
    this.#gone = 0;
    for (const flow of this.#store.all()) {
      if (this.#matches(flow)) this.#flows.push(flow);
    }
    // The store gives them by number: only sagas stand elsewhere.
    if (this.#flows.some(({ root, n }) => root !== n)) {
      this.#flows.sort(byTime);
    }
    this.#changed();
  }

  #matches(flow: Flow): boolean {
    const window = this.#window;
    if (window !== undefined) {
      if (flow.time < window.from || flow.time >= window.to) return false;
    }
    return this.#filter.isEmpty || this.#filter.matches(flow);
  }

  #put(flow: Flow): void {
    this.#version++;
    if (!this.#matches(flow)) return;
    const at = this.#place(flow);
    if (at === this.#flows.length) this.#flows.push(flow);
    else this.#flows.splice(at, 0, flow);
    this.#changed();
  }

  #take(flow: Flow): void {
    this.#version++;
    const at = this.#place(flow);
    if (this.#flows[at] !== flow) return;
    // The oldest goes with each new one when the store is full: many together cost one move.
    if (flow.isGone && at === this.#gone) {
      this.#gone++;
      if (this.#gone > 1000) this.#live();
    } else {
      this.#flows.splice(at, 1);
    }
    this.#changed();
  }

  /** Where it stands, or would stand. */
  #place(flow: Flow): number {
    let low = this.#gone;
    let high = this.#flows.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (byTime(this.#flows[middle]!, flow) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #changed(): void {
    this.#sorted = undefined;
    this.#version++;
  }
}

/** Numbers grow with time; a saga stands together, at the place of its first flow. */
function byTime(a: Flow, b: Flow): number {
  return a.root - b.root || a.n - b.n;
}

const orders: Readonly<
  Record<Exclude<SortBy, "time">, (a: Flow, b: Flow) => number>
> = {
  verdict: (a, b) => rank(a) - rank(b) || byTime(a, b),
  lag: (a, b) => lagOf(b) - lagOf(a) || byTime(a, b),
  container: (a, b) =>
    compareTexts(
      a.reads[0]?.event.container ?? a.writes[0]?.container,
      b.reads[0]?.event.container ?? b.writes[0]?.container,
    ) || byTime(a, b),
  process: (a, b) =>
    compareTexts(
      a.reads[0]?.event.process ?? a.message?.delivered?.process,
      b.reads[0]?.event.process ?? b.message?.delivered?.process,
    ) || byTime(a, b),
};

function rank({ verdict }: Flow): number {
  return verdict === undefined ? severity.length : severity.indexOf(verdict);
}

function lagOf({ reads }: Flow): number {
  return reads.reduce(
    (most, read) =>
      Math.max(most, read.event.lagMs ?? 0, (read.lagLsn ?? 0) / 1000),
    0,
  );
}

function compareTexts(a = "\uffff", b = "\uffff"): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
