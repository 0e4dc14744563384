import type { ConnectionNode } from "./ConnectionNode.ts";
import type { ConnectionRecord } from "./ConnectionRecord.ts";
import { explainFailure, type Trouble } from "./explainFailure.ts";
import type { Lister, ListedSubscription } from "./listing.ts";

export interface Shown {
  readonly record: ConnectionRecord;
  readonly isLab: boolean;
}

export interface ConnectionTreeOptions {
  /** The lab's two first, while it runs. */
  readonly connections: () => readonly Shown[];
  readonly isLabRunning: () => boolean;
  readonly listerOf: (record: ConnectionRecord) => Promise<Lister>;
  readonly isWatched: (connection: string, place: string) => boolean;
  readonly log: (line: string) => void;
}

/**
 * What the Connections view shows: namespaces and accounts with what stands in them. Asked for when a
 * line is opened; a failure is a line of its own with what to do, and what was named by hand stands
 * below it all the same.
 */
export class ConnectionTree {
  readonly #options: ConnectionTreeOptions;
  readonly #troubles = new Map<string, Trouble>();

  constructor(options: ConnectionTreeOptions) {
    this.#options = options;
  }

  roots(): ConnectionNode[] {
    const { connections, isLabRunning } = this.#options;
    const roots = connections().map((shown) => this.#root(shown));
    return isLabRunning()
      ? roots
      : [
          {
            id: "startLab",
            kind: "startLab",
            name: "Start the lab",
            words: "a Service Bus and a Cosmos DB on this machine",
            connection: "",
            isLab: true,
            hasChildren: false,
          },
          ...roots,
        ];
  }

  /** Never rejects: what went wrong is one of the lines. */
  async children(node: ConnectionNode): Promise<ConnectionNode[]> {
    const shown = this.#options
      .connections()
      .find(({ record }) => record.id === node.connection);
    if (shown === undefined) return [];
    if (node.kind === "queue" || node.kind === "subscription") return [];
    try {
      const lister = await this.#options.listerOf(shown.record);
      const found = await this.#list(lister, shown, node);
      this.#troubles.delete(node.id);
      return found.length > 0 ? found : [hint(node, "Nothing is in it.")];
    } catch (error) {
      const trouble = explainFailure(error);
      this.#options.log(`${node.name}: ${trouble.words}`);
      this.#troubles.set(node.id, trouble);
      return [troubleNode(node, trouble), ...this.#named(shown, node, [])];
    }
  }

  /** Of the last time that its children were asked for. */
  troubleOf(id: string): Trouble | undefined {
    return this.#troubles.get(id);
  }

  #root({ record, isLab }: Shown): ConnectionNode {
    const trouble = this.#troubles.get(record.id);
    const how = isLab
      ? "the lab"
      : record.isEmulator === true
        ? "emulator"
        : record.signIn === "microsoft"
          ? "Microsoft sign-in"
          : "key";
    return {
      id: record.id,
      kind: record.kind === "cosmos" ? "account" : "namespace",
      name: record.name,
      words: trouble === undefined ? how : `${how} · ${trouble.words}`,
      connection: record.id,
      isLab,
      hasChildren: true,
      trouble,
    };
  }

  async #list(
    lister: Lister,
    shown: Shown,
    node: ConnectionNode,
  ): Promise<ConnectionNode[]> {
    switch (node.kind) {
      case "namespace": {
        if (shown.record.isEmulator === true && !shown.isLab) {
          return [
            ...this.#named(shown, node, []),
            hint(node, "The emulator lists nothing: name entities by hand."),
          ];
        }
        const entities = await lister.entities();
        const nodes = entities.map((entity) =>
          entity.kind === "queue"
            ? this.#leaf(node, entity.name, "queue", entity)
            : this.#topic(node, entity.name, entity.subscriptions),
        );
        return [...nodes, ...this.#named(shown, node, nodes)];
      }
      case "topic": {
        const subscriptions = await lister.subscriptions(node.name);
        const nodes = subscriptions.map((one) =>
          this.#leaf(node, one.name, "subscription", one),
        );
        return [...nodes, ...this.#named(shown, node, nodes)];
      }
      case "account":
        return (await lister.databases()).map((name) => ({
          ...below(node, name),
          kind: "database",
          hasChildren: true,
        }));
      case "database":
        return (await lister.containers(node.name)).map(
          ({ name, partitionKey }) => ({
            ...below(node, name),
            kind: "container",
            words: partitionKey.join(", "),
          }),
        );
      default:
        return [];
    }
  }

  #leaf(
    parent: ConnectionNode,
    name: string,
    kind: "queue" | "subscription",
    counts?: Omit<ListedSubscription, "name">,
  ): ConnectionNode {
    const place = kind === "queue" ? name : `${parent.name}/${name}`;
    const isWatched = this.#options.isWatched(parent.connection, place);
    const words: string[] = [];
    if (counts !== undefined) {
      words.push(
        `${counts.active} active`,
        `${counts.deadLetters} dead-letter`,
      );
      if (counts.requiresSession) words.push("sessions");
    }
    if (isWatched) words.push("watched");
    return {
      ...below(parent, name),
      kind,
      words: words.join(" · "),
      place,
      isWatched,
      requiresSession: counts?.requiresSession,
    };
  }

  #topic(
    parent: ConnectionNode,
    name: string,
    subscriptions?: number,
  ): ConnectionNode {
    return {
      ...below(parent, name),
      kind: "topic",
      words:
        subscriptions === undefined
          ? ""
          : `${subscriptions} ${subscriptions === 1 ? "subscription" : "subscriptions"}`,
      hasChildren: true,
    };
  }

  /** What was named by hand below this line, and is not listed. */
  #named(
    { record }: Shown,
    parent: ConnectionNode,
    listed: readonly ConnectionNode[],
  ): ConnectionNode[] {
    const isListed = new Set(listed.map(({ name }) => name.toLowerCase()));
    const nodes = new Map<string, ConnectionNode>();
    for (const place of record.named) {
      const [first = "", second] = place.split("/");
      const name = parent.kind === "topic" ? second : first;
      if (name === undefined || isListed.has(name.toLowerCase())) continue;
      if (parent.kind === "topic" && first !== parent.name) continue;
      if (parent.kind !== "topic" && parent.kind !== "namespace") continue;
      const node =
        parent.kind === "topic"
          ? this.#leaf(parent, name, "subscription")
          : second === undefined
            ? this.#leaf(parent, name, "queue")
            : this.#topic(parent, name);
      nodes.set(name, { ...node, isNamed: node.kind !== "topic" });
    }
    return [...nodes.values()];
  }
}

function below(
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

function troubleNode(parent: ConnectionNode, trouble: Trouble): ConnectionNode {
  return {
    ...below(parent, "trouble"),
    id: `${parent.id}/ trouble`,
    name: trouble.words,
    kind: "trouble",
    trouble,
  };
}

function hint(parent: ConnectionNode, text: string): ConnectionNode {
  return { ...below(parent, text), id: `${parent.id}/ hint`, kind: "hint" };
}
