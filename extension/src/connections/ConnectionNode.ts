import type { Trouble } from "./explainFailure.ts";

/** One line of the view, as plain data. */
export interface ConnectionNode {
  /** A path, so that the tree stays open when it is drawn again: `serviceBus:dev/orders/billing`. */
  readonly id: string;
  readonly kind:
    | "startLab"
    | "namespace"
    | "queue"
    | "topic"
    | "subscription"
    | "account"
    | "database"
    | "container"
    | "trouble"
    | "hint";
  readonly name: string;
  readonly words: string;
  /** Of the connection it belongs to. */
  readonly connection: string;
  readonly isLab: boolean;
  readonly hasChildren: boolean;
  /** `orders` or `order-created/billing`: what can be watched. */
  readonly place?: string | undefined;
  readonly requiresSession?: boolean | undefined;
  readonly isWatched?: boolean | undefined;
  /** Somebody wrote the name down: it can be taken off the list. */
  readonly isNamed?: boolean | undefined;
  readonly trouble?: Trouble | undefined;
}
