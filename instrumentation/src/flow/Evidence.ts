import type { Splits } from "../sessionToken.ts";
import type { Delivery } from "./Delivery.ts";
import type { Write } from "./Write.ts";

/** What is known beside the read itself. */
export interface Evidence {
  /** The messages in whose handler the read was made; `undefined` where no context says it. */
  readonly context: readonly Delivery[] | undefined;
  /** Newest last; for reads without context. */
  readonly recent: () => readonly Delivery[];
  /** Whether the token is that of a write to another container, and of none to this one. */
  readonly isForeign: (container: string, token: string) => boolean;
  /** Whether the token is that of a write to this container. */
  readonly isOwn: (container: string, token: string) => boolean;
  readonly parents: Splits | undefined;
  /** Writes of the same handler, before the read. */
  readonly ownWrites: readonly Write[];
  /** More than one container is read in handlers, so a token without a name may be any one's. */
  readonly hasSeveralContainers: boolean;
}
