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
    /** A subscription that a window of this extension made. */
    | "tap"
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
  /** A topic that this window taps, or the tap itself. */
  readonly isTapped?: boolean | undefined;
  /** Where a tap is to be made, or stands. */
  readonly topic?: string | undefined;
  /** Somebody wrote the name down: it can be taken off the list. */
  readonly isNamed?: boolean | undefined;
  readonly trouble?: Trouble | undefined;
}

/** A line under another one, that nothing is known of yet. */
export function below(
  parent: ConnectionNode,
  name: string,
): Omit<ConnectionNode, "kind"> {
  const { connection, isLab } = parent;
  return {
    id: `${parent.id}/${name}`,
    name,
    words: "",
    connection,
    isLab,
    hasChildren: false,
  };
}

/** What went wrong, and what to do. */
export function troubleNode(
  parent: ConnectionNode,
  trouble: Trouble,
): ConnectionNode {
  return {
    ...below(parent, "trouble"),
    id: `${parent.id}/ trouble`,
    name: trouble.words,
    kind: "trouble",
    trouble,
  };
}

/** A remark in place of lines that are not there. */
export function hint(parent: ConnectionNode, text: string): ConnectionNode {
  return { ...below(parent, text), id: `${parent.id}/ hint`, kind: "hint" };
}
