import { getOrMake } from "../observe/KnownWrites.ts";
import {
  guarantees,
  isBefore,
  type Guarantee,
  type Operation,
  type State,
  type Violation,
} from "./Operation.ts";

export interface CheckResult {
  readonly operations: number;
  readonly sessions: number;
  /** How many operations break each guarantee. */
  readonly broken: Readonly<Record<Guarantee, number>>;
  /** For each guarantee that is broken, the two operations that show it and stand closest together. */
  readonly examples: readonly Violation[];
}

/**
 * Checks the four guarantees of a session over a history, in one pass. Operations are added in the
 * order in which they were answered.
 *
 * A state says how much of its range's writes it holds, so a pair of operations is enough to show a
 * violation: one that is answered from an older state than the session has written (read your writes)
 * or read (monotonic reads), or a write that comes before one the session made (monotonic writes) or
 * read (writes follow reads) in its range. Item by item: reads of other items of the range say
 * nothing to the program. A query reads its ranges whole.
 *
 * An operation that began before another was answered is not after it.
 */
export class HistoryCheck {
  readonly #sessions = new Map<string, Session>();
  readonly #broken = Object.fromEntries(
    guarantees.map((guarantee) => [guarantee, 0]),
  ) as Record<Guarantee, number>;
  readonly #examples = new Map<Guarantee, Violation>();
  #operations = 0;

  add(operation: Operation): void {
    this.#operations++;
    let session = this.#sessions.get(operation.session);
    if (session === undefined) {
      session = { items: new Map(), ranges: new Map() };
      this.#sessions.set(operation.session, session);
    }
    const found = violationsOf(session, operation);
    for (const guarantee of guarantees) {
      const ofGuarantee = found.filter((one) => one.guarantee === guarantee);
      if (ofGuarantee.length > 0) this.#broken[guarantee]++;
      for (const one of ofGuarantee) this.#keepShortest(one);
    }
    remember(session, operation);
  }

  result(): CheckResult {
    return {
      operations: this.#operations,
      sessions: this.#sessions.size,
      broken: this.#broken,
      examples: [...this.#examples.values()].sort((a, b) => span(a) - span(b)),
    };
  }

  #keepShortest(violation: Violation): void {
    const shortest = this.#examples.get(violation.guarantee);
    if (shortest === undefined || span(violation) < span(shortest)) {
      this.#examples.set(violation.guarantee, violation);
    }
  }
}

export function checkHistory(operations: Iterable<Operation>): CheckResult {
  const check = new HistoryCheck();
  for (const operation of operations) check.add(operation);
  return check.result();
}

const span = ({ earlier, later }: Violation): number => later.n - earlier.n;

interface Session {
  readonly items: Map<string, OfItem>;
  readonly ranges: Map<string, OfRange>;
}

interface OfItem {
  readonly reads: Highest;
  readonly writes: Highest;
  /** What data the reads brought. */
  readonly seen: Highest;
}

interface OfRange {
  readonly reads: Highest;
  readonly writes: Highest;
  /** Those of the reads that read the range whole. */
  readonly queries: Highest;
}

function violationsOf(session: Session, operation: Operation): Violation[] {
  const found: Violation[] = [];
  const look = (
    guarantee: Guarantee,
    known: Highest,
    laterState: State,
    isByData = false,
  ): void => {
    const before = known.before(operation.after);
    if (before === undefined || !isBefore(laterState, before.state)) return;
    const { operation: earlier, state: earlierState } = before;
    found.push({
      guarantee,
      earlier,
      later: operation,
      earlierState,
      laterState,
      isByData,
    });
  };
  for (const state of operation.states) {
    const range = rangeOf(session, operation, state);
    if (operation.kind === "write") {
      look("monotonic writes", range.writes, state);
      look("writes follow reads", range.reads, state);
    } else if (operation.item === undefined) {
      look("read your writes", range.writes, state);
      look("monotonic reads", range.reads, state);
    } else {
      const item = itemOf(session, operation.item);
      look("read your writes", item.writes, state);
      look("monotonic reads", item.reads, state);
      look("monotonic reads", range.queries, state);
    }
  }
  if (operation.seen !== undefined && operation.item !== undefined) {
    const item = itemOf(session, operation.item);
    look("read your writes", item.writes, operation.seen, true);
    look("monotonic reads", item.seen, operation.seen, true);
  }
  return found;
}

interface Reached {
  readonly operation: Operation;
  readonly state: State;
}

/**
 * The highest state that a session had reached by a place in the log. Of each height the newest
 * operation is kept, and of the heights only those that were the highest when they came, so that the
 * search from the end passes those alone which run at the same time.
 */
class Highest {
  readonly #steps: Reached[] = [];

  add(reached: Reached): void {
    const last = this.#steps.at(-1);
    if (last !== undefined && isBefore(reached.state, last.state)) return;
    this.#steps.push(reached);
    // What nobody can ask for any more: operations that run this long at once do not happen.
    if (this.#steps.length > 2 * KEPT) this.#steps.splice(0, KEPT);
  }

  before(after: number): Reached | undefined {
    for (let index = this.#steps.length - 1; index >= 0; index--) {
      const step = this.#steps[index]!;
      if (step.operation.n <= after) return step;
    }
    return undefined;
  }
}

const KEPT = 512;

function rangeOf(
  session: Session,
  operation: Operation,
  state: State,
): OfRange {
  const key = `${operation.container}\0${state.range}`;
  return getOrMake(session.ranges, key, () => ({
    reads: new Highest(),
    writes: new Highest(),
    queries: new Highest(),
  }));
}

function itemOf(session: Session, item: string): OfItem {
  return getOrMake(session.items, item, () => ({
    reads: new Highest(),
    writes: new Highest(),
    seen: new Highest(),
  }));
}

function remember(session: Session, operation: Operation): void {
  const item =
    operation.item === undefined ? undefined : itemOf(session, operation.item);
  const kind = operation.kind === "read" ? "reads" : "writes";
  for (const state of operation.states) {
    const reached = { operation, state };
    const range = rangeOf(session, operation, state);
    range[kind].add(reached);
    item?.[kind].add(reached);
    if (item === undefined && kind === "reads") range.queries.add(reached);
  }
  if (operation.seen !== undefined) {
    item?.seen.add({ operation, state: operation.seen });
  }
}
