// Random histories of many sessions over one replicated container, at the level of the replication
// layer: no HTTP, no SDK, a held clock. A session is what a process knows; what it knows travels with
// a message to others, with the token or without.
import { LagRules } from "../src/replication/LagRules.ts";
import { HeldClock } from "../src/replication/clock.ts";
import { needOf } from "../src/replication/needOf.ts";
import type { View } from "../src/replication/PartitionKeyRange.ts";
import { createRandom, type Random } from "../src/replication/random.ts";
import { ReplicatedContainer } from "../src/replication/ReplicatedContainer.ts";
import { merge, parse } from "../src/sessionToken.ts";

export interface HistoryOptions {
  readonly seed: number;
  readonly operations: number;
  /** Whether sessions pass the tokens of their answers to their next reads, and to each other. */
  readonly passTokens: boolean;
}

export type Guarantee =
  | "read your writes"
  | "monotonic reads"
  | "monotonic writes"
  | "writes follow reads";

export interface HistoryResult {
  readonly reads: number;
  readonly writes: number;
  /** Reads that ended in 404/1002: no data, and no lie. */
  readonly refused: number;
  readonly violations: Readonly<Record<Guarantee, number>>;
  /** The first violation in words, for a failing test. */
  readonly first: string | undefined;
}

/** What a session knows of an item, and from where. */
interface Knowledge {
  version: number;
  source: "own write" | "own read" | "message";
}

interface Session {
  token: string | undefined;
  knows: Map<string, Knowledge>;
  /** Its own writes in their order. */
  wrote: { item: string; version: number }[];
}

interface Value {
  readonly version: number;
}

const SESSIONS = 6;
const ITEMS = 12;
const REGIONS = ["East", "West"] as const;

export async function runHistory(
  options: HistoryOptions,
): Promise<HistoryResult> {
  const history = new History(options);
  for (let count = 0; count < options.operations; count++) {
    await history.step();
  }
  return history.result();
}

class History {
  readonly #passTokens: boolean;
  readonly #random: Random;
  readonly #clock = new HeldClock(0);
  readonly #lag = new LagRules();
  readonly #container: ReplicatedContainer<Value>;
  readonly #sessions: Session[] = Array.from({ length: SESSIONS }, () => ({
    token: undefined,
    knows: new Map<string, Knowledge>(),
    wrote: [],
  }));
  #version = 0;
  #reads = 0;
  #writes = 0;
  #refused = 0;
  #first: string | undefined;
  readonly #violations: Record<Guarantee, number> = {
    "read your writes": 0,
    "monotonic reads": 0,
    "monotonic writes": 0,
    "writes follow reads": 0,
  };

  constructor({ seed, passTokens }: HistoryOptions) {
    this.#passTokens = passTokens;
    this.#random = createRandom(seed);
    this.#container = new ReplicatedContainer<Value>({
      name: "shop/orders",
      hash: "hash-2",
      ranges: 1 + Math.floor(this.#random.next() * 3),
      firstLsn: 40,
      regions: REGIONS,
      writeRegion: REGIONS[0],
      lag: this.#lag,
      clock: this.#clock,
      random: this.#random,
      waitBudgetMs: 50,
    });
  }

  result(): HistoryResult {
    return {
      reads: this.#reads,
      writes: this.#writes,
      refused: this.#refused,
      violations: this.#violations,
      first: this.#first,
    };
  }

  async step(): Promise<void> {
    const chance = this.#random.next();
    const session = this.#random.pick(this.#sessions);
    const item = `item ${Math.floor(this.#random.next() * ITEMS)}`;
    if (chance < 0.35) this.#write(session, item);
    else if (chance < 0.75) await this.#read(session, item);
    else if (chance < 0.85)
      this.#send(session, this.#random.pick(this.#sessions));
    else if (chance < 0.97) await this.#clock.advance(this.#random.next() * 60);
    else this.#disturb();
  }

  #write(session: Session, item: string): void {
    const version = ++this.#version;
    const range = this.#container.rangeOf([item]);
    const partition = JSON.stringify([item]);
    const change = { partition, id: item, value: { version } };
    this.#container.commit(range, [change]);
    this.#writes++;
    this.#learn(session, item, version, "own write");
    session.wrote.push({ item, version });
    this.#keep(session, range.head().token);
  }

  async #read(session: Session, item: string): Promise<void> {
    const range = this.#container.rangeOf([item]);
    const token = session.token;
    const need = token === undefined ? undefined : needOf(parse(token), range);
    const region = this.#random.pick(REGIONS);
    const view = await this.#settled(this.#container.read(range, region, need));
    if (view === undefined) {
      this.#refused++;
      return;
    }
    this.#reads++;
    const version = this.#versionIn(view, item);
    this.#checkKnown(session, item, version);
    this.#checkOrder(view);
    this.#learn(session, item, version, "own read");
    this.#keep(session, view.token);
  }

  /** A message carries what its sender knows, and the token if tokens are passed. */
  #send(from: Session, to: Session): void {
    for (const [item, { version }] of from.knows) {
      this.#learn(to, item, version, "message");
    }
    if (from.token !== undefined) this.#keep(to, from.token);
  }

  #disturb(): void {
    const container = this.#container;
    const region = this.#random.pick(REGIONS);
    const ms = Math.floor(this.#random.next() * 100);
    const lsn = Math.floor(this.#random.next() * 5);
    const answer = this.#random.pick([
      "stalest",
      "random",
      "freshest",
    ] as const);
    switch (Math.floor(this.#random.next() * 6)) {
      case 0:
        container.freeze(region);
        return;
      case 1:
      case 2:
        container.thaw(undefined);
        return;
      case 3:
        if (container.ranges.length < 8) {
          container.split(this.#random.pick(container.ranges).id);
        }
        return;
      case 4:
        container.failover(region);
        return;
      default:
        this.#lag.set(
          this.#random.next() < 0.5
            ? { container: "*", region, ms, answer }
            : { container: "*", region, lsn, answer },
        );
    }
  }

  #keep(session: Session, token: string): void {
    if (this.#passTokens) session.token = merge(session.token, token);
  }

  #learn(
    session: Session,
    item: string,
    version: number,
    source: Knowledge["source"],
  ): void {
    const known = session.knows.get(item);
    if (known !== undefined && known.version >= version) return;
    session.knows.set(item, { version, source });
  }

  #checkKnown(session: Session, item: string, version: number): void {
    const known = session.knows.get(item);
    if (known === undefined || version >= known.version) return;
    const guarantee: Guarantee =
      known.source === "own write"
        ? "read your writes"
        : known.source === "own read"
          ? "monotonic reads"
          : "writes follow reads";
    this.#violated(
      guarantee,
      `${item} was read at version ${version}, ${known.version} was known by ${known.source}`,
    );
  }

  /** Who sees a later write of a session sees its earlier ones, as far as they are in the range. */
  #checkOrder(view: View<Value>): void {
    for (const { wrote } of this.#sessions) {
      let sees = false;
      for (const { item, version } of wrote.slice(-6).reverse()) {
        if (this.#container.rangeOf([item]) !== view.range) continue;
        const seen = this.#versionIn(view, item);
        if (seen === version) sees = true;
        if (sees && seen < version) {
          this.#violated(
            "monotonic writes",
            `a view at LSN ${view.lsn} shows a later write but not version ${version} of ${item}`,
          );
        }
      }
    }
  }

  #violated(guarantee: Guarantee, what: string): void {
    this.#violations[guarantee]++;
    this.#first ??= `${guarantee}: ${what}`;
  }

  #versionIn(view: View<Value>, item: string): number {
    const history = view.range.store.history(JSON.stringify([item]), item);
    return history?.at(view.lsn)?.value?.version ?? 0;
  }

  /** Lets the time pass until a read that waits is over. */
  async #settled<T>(reading: T | Promise<T>): Promise<T> {
    if (!(reading instanceof Promise)) return reading;
    const turn = (): Promise<typeof waits> =>
      new Promise((resolve) => setImmediate(() => resolve(waits)));
    for (let step = 0; step < 100; step++) {
      const first = await Promise.race([reading, turn()]);
      if (first !== waits) return first;
      await this.#clock.advance(5);
    }
    throw new Error("A read waits longer than its budget.");
  }
}

const waits = Symbol("waits");
