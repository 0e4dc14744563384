/**
 * The steps of a query: each statement and call takes some, so that no program, however it is built, holds up a lint.
 * A query that has used its steps is cut where it stands; what happened until then happened.
 */
import type { Obj } from "../values/index.ts";
import type { Event } from "./events.ts";
import type { Frame } from "./machine.ts";

/** For what comes behind a call that took all steps of its query. */
const STEPS_BEHIND = 40_000;
/** Of such calls, in all queries. */
const MAX_SKIPS = 20;

export class BudgetExceeded extends Error {
  override readonly name = "BudgetExceeded";
}

export class Steps {
  /** Taken so far. */
  taken = 0;
  /** The last query did not have enough steps for all that it asked. */
  isCut = false;
  #budget = Infinity;
  #allSteps: number;
  #skips = 0;
  #allSkips = MAX_SKIPS;
  #cut: Frame | undefined;
  /** What others may hold and the query in progress has changed. */
  readonly #changed = new Set<Obj>();

  /** @param allSteps Steps for all queries together. */
  constructor(allSteps: number) {
    this.#allSteps = allSteps;
  }

  /** More steps for all queries together: a large file has been read. */
  allow(steps: number): void {
    this.#allSteps += steps;
  }

  /**
   * Runs a query with so many steps, of those that are left; `undefined` when they did not suffice.
   *
   * @param skips How deep a call may lie that is left out when it takes all steps.
   */
  within<T>(steps: number, query: () => T, skips = 0): T | undefined {
    this.#budget = Math.min(this.taken + steps, this.#allSteps);
    this.#skips = skips;
    this.#cut = undefined;
    this.isCut = false;
    this.#changed.clear();
    try {
      return query();
    } catch (error) {
      // A stack that is too deep is a program too deep for us, too.
      if (!(error instanceof BudgetExceeded || error instanceof RangeError))
        throw error;
      this.#cutHere();
      return undefined;
    } finally {
      this.#budget = Infinity;
    }
  }

  /** Throws `BudgetExceeded` when the query has used its steps. */
  take(count: number): void {
    this.taken += count;
    if (this.taken > this.#budget) throw new BudgetExceeded();
  }

  /** A call in an activation of this depth took all steps: are there some for what comes behind it? */
  mayGoOn(depth: number): boolean {
    // The next one is nearer to the handler: what the last one left out may not be all.
    if (depth > this.#skips || this.#allSkips === 0) return false;
    this.#skips--;
    this.#allSkips--;
    this.#budget = this.taken + STEPS_BEHIND;
    this.#cutHere();
    return true;
  }

  noteCut(frame: Frame): void {
    this.#cut = frame;
  }

  takeCut(): readonly Event[] {
    const events = this.#cut?.events.all ?? [];
    this.#cut = undefined;
    return events;
  }

  noteChange(obj: Obj): void {
    this.#changed.add(obj);
  }

  #cutHere(): void {
    this.isCut = true;
    // Statements that did not run may give these what they seem to lack.
    for (const obj of this.#changed) obj.open = true;
  }
}
