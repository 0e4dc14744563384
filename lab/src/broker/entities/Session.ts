import type { StoredMessage } from "../message/StoredMessage.ts";
import type { Scheduled } from "./Agenda.ts";
import type { Consumer } from "./Consumer.ts";
import type { Line } from "./Line.ts";

/** A receiver that wants a session, or has one. */
export type SessionHolder = Consumer;

export interface Session {
  readonly id: string;
  readonly line: Line;
  /** Messages that its holder has locked. */
  readonly held: Set<StoredMessage>;
  state: Buffer | undefined;
  holder: SessionHolder | undefined;
  /** Milliseconds since 1970 */
  lockedUntil: number | undefined;
  expiry: Scheduled | undefined;
}
