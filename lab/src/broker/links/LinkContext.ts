import type { EntityContext } from "../entities/EntityContext.ts";
import type { Faults } from "../Faults.ts";
import type { Namespace } from "../entities/Namespace.ts";
import type { ClientConnection } from "./ClientConnection.ts";

/** What the links of all connections share. */
export interface LinkContext extends EntityContext {
  readonly namespace: () => Namespace;
  readonly connections: Set<ClientConnection>;
  readonly faults: Faults;
  /** Why a token is not taken; nothing when it is. */
  refuseToken(token: PutToken): string | undefined;
  /** Somebody asked for what is not there. */
  unknown(what: string): void;
}

export interface PutToken {
  readonly type: string;
  readonly audience: string;
  readonly token: string;
}
