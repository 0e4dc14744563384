import type { StoredMessage } from "../message/StoredMessage.ts";
import type { Journal } from "../store/Journal.ts";
import type { Agenda } from "./Agenda.ts";
import type { TokenSource } from "./Lock.ts";

/** What all entities of a broker share. */
export interface EntityContext {
  readonly agenda: Agenda;
  readonly tokens: TokenSource;
  /** Where changes are kept, if they are. */
  readonly journal?: Journal | undefined;
  report(event: EntityEvent): void;
}

export interface EntityEvent {
  readonly operation: string;
  readonly entity: string;
  /** 0 when no connection has asked for it. */
  readonly connection: number;
  readonly message?: Pick<
    StoredMessage,
    "content" | "sequenceNumber" | "deliveryCount"
  >;
  readonly sessionId?: string | undefined;
  readonly condition?: string;
}
