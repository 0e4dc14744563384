/**
 * What happens while a function runs, as far as the rules care: reads, writes, sends, messages received, tokens
 * lost. Events travel from callee to caller and take the call that led to them along, so that the events of a
 * handler carry whole paths. Kept in the order of evaluation.
 */
import type { CallExpr, Expr, FileIr } from "../ir.ts";
import type { Hop, MessageRoot, SdkOrigin, Value } from "../values/index.ts";

/** A path from the function that holds the event list down to the event: first hop first. */
export interface Path {
  readonly hop: Hop;
  readonly next: Path | undefined;
  /** How many hops there are; counted where it is left out. */
  readonly length?: number;
}

function longer(hop: Hop, next: Path): Path {
  return { hop, next, length: lengthOf(next) + 1 };
}

/** What an event is, whatever path leads to it: told once, and kept on its way. */
interface Identified {
  readonly identity?: string;
}

export type TokenState =
  /** The value that is passed may derive from the message, or from a write or protected read of the container. */
  | "passed"
  /** Surely not. */
  | "none"
  /** Cannot be seen: never reported. */
  | "unknown";

export interface ReadEvent extends Identified {
  readonly kind: "read";
  readonly file: FileIr;
  readonly call: CallExpr;
  readonly name: string;
  readonly optionsIndex: number;
  readonly origin: SdkOrigin;
  readonly token: TokenState;
  /** The token's source, for the rules: derives from the message. */
  readonly fromMessage: boolean;
  /** It came from this flow's own writes or reads of the container. */
  readonly fromFlow: boolean;
  /** Any token is passed at all, whatever it is. */
  readonly hasToken: boolean;
  /** The level that the request asks for, if it is a constant of a literal in sight. */
  readonly requestLevel: string | undefined;
  /** The request may ask for a level that cannot be seen: the client's is not known to be in force. */
  readonly isLevelHidden?: boolean;
  readonly path: Path;
  /** Further paths that begin with the same call, where no token is passed: an edit has to mend them too. */
  readonly otherPaths?: readonly Path[];
}

export interface WriteEvent extends Identified {
  readonly kind: "write";
  readonly file: FileIr;
  readonly call: CallExpr;
  readonly name: string;
  readonly origin: SdkOrigin;
  readonly path: Path;
}

export interface SendEvent extends Identified {
  readonly kind: "send";
  readonly file: FileIr;
  readonly call: CallExpr;
  readonly name: string;
  readonly entity: string | undefined;
  readonly message: Value;
  readonly path: Path;
}

export interface ReceiveEvent extends Identified {
  readonly kind: "receive";
  readonly file: FileIr;
  readonly call: CallExpr;
  readonly shape: string;
  readonly root: MessageRoot;
  readonly entity: string | undefined;
  readonly path: Path;
}

/** A token that was meant and has no effect. Belongs to an expression, not to a path. */
export interface LostEvent extends Identified {
  readonly kind: "lost";
  readonly file: FileIr;
  readonly expr: Expr;
  readonly messageId: LostMessageId;
  readonly data: Readonly<Record<string, string>>;
  /** The read that goes without its token for this reason: no other rule speaks of it. */
  readonly read: CallExpr | undefined;
  readonly path: Path;
}

export type LostMessageId =
  | "noSuchProperty"
  | "answerLosesToken"
  | "wrongArgument"
  | "wrongKey"
  | "overwritten"
  | "stringified"
  | "textOfUndefined"
  | "serviceBusSession"
  | "replacesNewer";

export type Event =
  ReadEvent | WriteEvent | SendEvent | ReceiveEvent | LostEvent;

function identityOf(event: Event): string {
  switch (event.kind) {
    case "read":
      return `r${event.file.path}:${event.call.start}:${event.token}${event.fromMessage ? "m" : ""}${event.hasToken ? "t" : ""}:${event.origin.containerKey ?? ""}:${event.origin.container ?? ""}:${event.origin.made ?? ""}:${event.requestLevel ?? ""}${event.isLevelHidden ? "?" : ""}:${event.origin.clientLevel ?? ""}`;
    case "lost":
      return `l${event.file.path}:${event.expr.start}:${event.messageId}`;
    default:
      return `${event.kind}${event.file.path}:${event.call.start}`;
  }
}

export function lengthOf(path: Path): number {
  let length = 0;
  for (let at: Path | undefined = path; at; at = at.next) {
    if (at.length !== undefined) return length + at.length;
    length++;
  }
  return length;
}

/** Paths beside the shortest one that an event keeps: code with more of them is mended by hand. */
const MAX_OTHER_PATHS = 15;

/** Of two events that are one, the one with the shorter path; a read without a token keeps the longer one too. */
function joined(known: Event, event: Event): Event {
  const isShorter = lengthOf(event.path) < lengthOf(known.path);
  const [first, second] = isShorter ? [event, known] : [known, event];
  if (first.kind !== "read" || second.kind !== "read" || first.token !== "none")
    return first;
  if (isFull(first)) return first;
  const kept = [...(first.otherPaths ?? [])];
  for (const path of [second.path, ...(second.otherPaths ?? [])]) {
    if (kept.length >= MAX_OTHER_PATHS) break;
    if (![first.path, ...kept].some((one) => areEqual(one, path)))
      kept.push(path);
  }
  return kept.length === (first.otherPaths?.length ?? 0)
    ? first
    : { ...first, otherPaths: kept };
}

function isFull({ otherPaths }: ReadEvent): boolean {
  return otherPaths !== undefined && otherPaths.length >= MAX_OTHER_PATHS;
}

/** Nothing that the event brings would be kept beside the one that is known. */
function saysNothingNew(known: Event, pathLength: number): boolean {
  return (
    lengthOf(known.path) <= pathLength &&
    (known.kind !== "read" || known.token !== "none" || isFull(known))
  );
}

export function areEqual(a: Path | undefined, b: Path | undefined): boolean {
  let [x, y] = [a, b];
  for (; x && y && x !== y; x = x.next, y = y.next)
    if (x.hop.file !== y.hop.file || x.hop.call !== y.hop.call) return false;
  return x === y;
}

/** A path that comes back to where it was leads to the read by calls that shorter ones name already. */
function goesThrough(path: Path, { file, call }: Hop): boolean {
  for (let at: Path | undefined = path; at; at = at.next)
    if (at.hop.call === call && at.hop.file === file && call) return true;
  return false;
}

/** A callback that the function itself wrote is a part of it. */
export function isInside(inner: Hop, outer: Hop): boolean {
  return (
    inner.file === outer.file &&
    inner.fn.start >= outer.fn.start &&
    inner.fn.end <= outer.fn.end
  );
}

const HANDLER = " of ";

/**
 * The event of a function that is given the message is that function's: what two entries of a table both read, each of
 * them reads.
 */
function identityBehind(hop: Hop, event: Event): string {
  const identity = event.identity ?? identityOf(event);
  const { file, fn } = event.path.hop;
  return hop.handedOn === undefined ||
    identity.includes(HANDLER) ||
    isInside(event.path.hop, hop)
    ? identity
    : `${identity}${HANDLER}${file.path}#${fn.id}`;
}

/**
 * Events in order, each once; of equal events the one with the shortest path is kept. Two paths that leave the
 * function at different calls are different events: a report stands at the call.
 */
export class EventList {
  readonly #events: Event[] = [];
  /** Where an event stands in the list, by the call that its path begins with and by its identity. */
  readonly #index = new Map<CallExpr | undefined, Map<string, number>>();
  /** What callees did and is in the list already. */
  readonly #taken = new Map<readonly Event[], Set<CallExpr | undefined>>();

  get all(): readonly Event[] {
    return this.#events;
  }

  add(event: Event): void {
    const identity = event.identity ?? identityOf(event);
    const index = this.#indexOf(event.path.hop.call);
    const at = index.get(identity);
    if (at === undefined) {
      index.set(identity, this.#events.length);
      this.#events.push(
        event.identity === undefined ? { ...event, identity } : event,
      );
    } else {
      this.#events[at] = joined(this.#events[at] as Event, event);
    }
  }

  /** The function that holds the list keeps these to itself. */
  drop(kind: Event["kind"]): void {
    const kept = this.#events.filter((event) => event.kind !== kind);
    this.#events.length = 0;
    this.#index.clear();
    for (const event of kept) this.add(event);
  }

  /**
   * Takes over what a callee did, each path lengthened by the call.
   *
   * @param events Of a call that has ended: they stay as they are.
   */
  addFromCall(events: readonly Event[], hop: Hop): void {
    if (events.length === 0 || this.#isTaken(events, hop.call)) return;
    const index = this.#indexOf(hop.call);
    for (const event of events) {
      const identity = identityBehind(hop, event);
      const at = index.get(identity);
      const path = longer(hop, event.path);
      if (
        at !== undefined &&
        saysNothingNew(this.#events[at] as Event, lengthOf(path))
      )
        continue;
      if (event.kind !== "read" || event.otherPaths === undefined) {
        this.add({ ...event, identity, path });
        continue;
      }
      const otherPaths = event.otherPaths
        .filter((other) => !goesThrough(other, hop))
        .map((next) => longer(hop, next));
      this.add({ ...event, identity, path, otherPaths });
    }
  }

  #indexOf(call: CallExpr | undefined): Map<string, number> {
    let index = this.#index.get(call);
    if (!index) this.#index.set(call, (index = new Map<string, number>()));
    return index;
  }

  #isTaken(events: readonly Event[], call: CallExpr | undefined): boolean {
    const calls = this.#taken.get(events);
    if (calls?.has(call)) return true;
    if (calls) calls.add(call);
    else this.#taken.set(events, new Set([call]));
    return false;
  }
}
