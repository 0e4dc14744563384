import type { Verdict } from "../sessionToken.ts";
import { worstOf, type Flow } from "./Flow.ts";
import { isCosmos, type FlowEvent } from "./FlowEvent.ts";
import { addMessage } from "./joinMessages.ts";
import { addRead, addWrite } from "./joinCalls.ts";
import { isDeadLetter } from "./filter/fields.ts";
import { Joins } from "./Joins.ts";
import { judgeRead } from "./judgeRead.ts";
import { searchText } from "./searchText.ts";
import { bytesOf } from "./bytesOf.ts";
import { Strip } from "./Strip.ts";

export interface FlowStoreOptions {
  /** 100,000 when left out. */
  readonly maxFlows?: number;
  /** As estimated by `bytesOf`; 512 MiB when left out. */
  readonly maxBytes?: number;
}

export interface StoreListener {
  /** It is about to change: take it out of what is sorted or counted by its fields. */
  before?(flow: Flow): void;
  /** It is new, or has changed. */
  after?(flow: Flow): void;
  removed?(flow: Flow): void;
  cleared?(): void;
}

export interface StoreCounts {
  /** Reads that are in the store, by verdict. */
  readonly reads: Readonly<Partial<Record<Verdict, number>>>;
  readonly flows: number;
  readonly events: number;
  /** Writes that no message speaks of, as far as is known. */
  readonly looseWrites: number;
  readonly deadLetters: number;
  /** Flows that had to go for newer ones. */
  readonly fellOut: number;
  /** Messages that consumers took before a peek saw them. */
  readonly unseen: number;
  readonly bytes: number;
}

/**
 * What was seen, joined into flows: the newest, bounded by number and bytes. Events may come in any
 * order, from several observers at once; an event that two observers saw is one.
 */
export class FlowStore {
  readonly strip = new Strip();
  readonly joins = new Joins();
  readonly #maxFlows: number;
  readonly #maxBytes: number;
  /** By `n`, oldest first. */
  readonly #flows = new Map<number, Flow>();
  readonly #listeners = new Set<StoreListener>();
  readonly #reads = new Map<Verdict, number>();
  readonly #unseen = new Map<string, number>();
  #last = 0;
  #bytes = 0;
  #events = 0;
  #fellOut = 0;
  #deadLetters = 0;

  constructor(options: FlowStoreOptions = {}) {
    this.#maxFlows = options.maxFlows ?? 100_000;
    this.#maxBytes = options.maxBytes ?? 512 * 1024 * 1024;
  }

  add(event: FlowEvent): void {
    this.#events++;
    this.strip.see(event.time);
    if (!isCosmos(event)) addMessage(this, event);
    else if (event.kind === "write") addWrite(this, event);
    else addRead(this, event);
    this.#keepWithinBounds();
  }

  /** @param place queue, or `topic/subscription` */
  addUnseen(place: string, count: number): void {
    this.#unseen.set(place, (this.#unseen.get(place) ?? 0) + count);
  }

  get(n: number): Flow | undefined {
    return this.#flows.get(n);
  }

  get size(): number {
    return this.#flows.size;
  }

  /** Oldest first. */
  all(): IterableIterator<Flow> {
    return this.#flows.values();
  }

  counts(): StoreCounts {
    return {
      reads: Object.fromEntries(this.#reads),
      flows: this.#flows.size,
      events: this.#events,
      looseWrites: this.joins.looseWrites,
      deadLetters: this.#deadLetters,
      fellOut: this.#fellOut,
      unseen: [...this.#unseen.values()].reduce((sum, one) => sum + one, 0),
      bytes: this.#bytes,
    };
  }

  unseen(): ReadonlyMap<string, number> {
    return this.#unseen;
  }

  /** @returns what ends it */
  listen(listener: StoreListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  clear(): void {
    this.#flows.clear();
    this.#reads.clear();
    this.#unseen.clear();
    this.joins.clear();
    this.strip.clear();
    this.#bytes = 0;
    this.#events = 0;
    this.#fellOut = 0;
    this.#deadLetters = 0;
    for (const listener of this.#listeners) listener.cleared?.();
  }

  /** For what joins events: a flow that has nothing in it yet. */
  create(time: number, fill: (flow: Flow) => void): Flow {
    const n = ++this.#last;
    const flow: Flow = {
      n,
      parent: undefined,
      root: n,
      depth: 0,
      time,
      writes: [],
      handlerWrites: [],
      message: undefined,
      reads: [],
      verdict: undefined,
      text: "",
      bytes: 0,
      isGone: false,
    };
    this.#flows.set(n, flow);
    fill(flow);
    this.#settle(flow);
    return flow;
  }

  /** For what joins events. */
  change(flow: Flow, change: (flow: Flow) => void): void {
    for (const listener of this.#listeners) listener.before?.(flow);
    this.#count(flow, -1);
    change(flow);
    this.#settle(flow);
  }

  /** For what joins events: everything in it belongs to another flow. */
  remove(flow: Flow, { inStrip = true } = {}): void {
    flow.isGone = true;
    for (const listener of this.#listeners) listener.before?.(flow);
    this.#count(flow, -1, inStrip);
    this.#bytes -= flow.bytes;
    this.#flows.delete(flow.n);
    this.joins.forget(flow);
    for (const listener of this.#listeners) listener.removed?.(flow);
  }

  /** Hangs a flow under the one whose handler sent its message. */
  adopt(child: Flow, parent: Flow): void {
    if (child.parent !== undefined || isAncestor(child, parent)) return;
    this.change(child, (flow) => {
      flow.parent = parent;
      flow.root = parent.root;
      flow.depth = parent.depth + 1;
    });
  }

  #settle(flow: Flow): void {
    for (const read of flow.reads) {
      Object.assign(read, judgeRead(read.event, flow));
    }
    flow.verdict = worstOf(flow.reads)?.verdict;
    flow.text = searchText(flow);
    const bytes = bytesOf(flow);
    this.#bytes += bytes - flow.bytes;
    flow.bytes = bytes;
    this.#count(flow, 1);
    for (const listener of this.#listeners) listener.after?.(flow);
  }

  #count(flow: Flow, by: 1 | -1, inStrip = true): void {
    if (isDeadLetter(flow)) this.#deadLetters += by;
    for (const { verdict, event } of flow.reads) {
      this.#reads.set(verdict, (this.#reads.get(verdict) ?? 0) + by);
      if (inStrip) this.strip.count(event.time, verdict, by);
    }
  }

  #keepWithinBounds(): void {
    while (
      this.#flows.size > this.#maxFlows ||
      (this.#bytes > this.#maxBytes && this.#flows.size > 1)
    ) {
      const oldest = this.#flows.values().next();
      if (oldest.done === true) return;
      // The strip goes on to show what happened; only the flow is gone.
      this.remove(oldest.value, { inStrip: false });
      this.#fellOut++;
    }
  }
}

function isAncestor(flow: Flow, of: Flow): boolean {
  for (let at: Flow | undefined = of; at !== undefined; at = at.parent) {
    if (at === flow) return true;
  }
  return false;
}

/** What joins events may do with the store; no more than that. */
export type Joinable = Pick<
  FlowStore,
  "joins" | "create" | "change" | "remove" | "adopt"
>;
