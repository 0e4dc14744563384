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
}

export type TokenState =
  /** The value that is passed may derive from the message, or from a write or protected read of the container. */
  | "passed"
  /** Surely not. */
  | "none"
  /** Cannot be seen: never reported. */
  | "unknown";

export interface ReadEvent {
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

export interface WriteEvent {
  readonly kind: "write";
  readonly file: FileIr;
  readonly call: CallExpr;
  readonly name: string;
  readonly origin: SdkOrigin;
  readonly path: Path;
}

export interface SendEvent {
  readonly kind: "send";
  readonly file: FileIr;
  readonly call: CallExpr;
  readonly name: string;
  readonly entity: string | undefined;
  readonly message: Value;
  readonly path: Path;
}

export interface ReceiveEvent {
  readonly kind: "receive";
  readonly file: FileIr;
  readonly call: CallExpr;
  readonly shape: string;
  readonly root: MessageRoot;
  readonly entity: string | undefined;
  readonly path: Path;
}

/** A token that was meant and has no effect. Belongs to an expression, not to a path. */
export interface LostEvent {
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

function identity(event: Event): string {
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
  for (let at: Path | undefined = path; at; at = at.next) length++;
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

/**
 * Events in order, each once; of equal events the one with the shortest path is kept. Two paths that leave the
 * function at different calls are different events: a report stands at the call.
 */
export class EventList {
  readonly #events: Event[] = [];
  readonly #index = new Map<string, number>();

  get all(): readonly Event[] {
    return this.#events;
  }

  add(event: Event): void {
    const first = event.path.hop.call;
    const key = `${identity(event)}@${event.path.hop.file.path}:${first?.start ?? -1}`;
    const at = this.#index.get(key);
    if (at === undefined) {
      this.#index.set(key, this.#events.length);
      this.#events.push(event);
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

  /** Takes over what a callee did, each path lengthened by the call. */
  addFromCall(events: readonly Event[], hop: Hop): void {
    for (const event of events) {
      const path = { hop, next: event.path };
      if (event.kind !== "read" || event.otherPaths === undefined) {
        this.add({ ...event, path });
        continue;
      }
      const otherPaths = event.otherPaths
        .filter((other) => !goesThrough(other, hop))
        .map((next) => ({ hop, next }));
      this.add({ ...event, path, otherPaths });
    }
  }
}
