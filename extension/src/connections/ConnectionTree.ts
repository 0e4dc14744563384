import {
  below,
  hint,
  troubleNode,
  type ConnectionNode,
} from "./ConnectionNode.ts";
import type { ConnectionRecord } from "./ConnectionRecord.ts";
import { explainFailure, type Trouble } from "./explainFailure.ts";
import type { Lister, ListedSubscription } from "./listing.ts";
import { isTapName } from "../sources/tap/tapName.ts";

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
  /** The name of this window's tap on a topic. */
  readonly tapOf: (connection: string, topic: string) => string | undefined;
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
    if (!node.hasChildren) return [];
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
          isTapName(one.name)
            ? this.#tap(node, one)
            : this.#leaf(node, one.name, "subscription", one),
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
    const isTapped = this.#options.tapOf(parent.connection, name) !== undefined;
    const words: string[] = [];
    if (subscriptions !== undefined) {
      words.push(
        `${subscriptions} ${subscriptions === 1 ? "subscription" : "subscriptions"}`,
      );
    }
    if (isTapped) words.push("tapped");
    return {
      ...below(parent, name),
      kind: "topic",
      words: words.join(" · "),
      hasChildren: true,
      topic: name,
      isTapped,
    };
  }

  /** Which window another one belongs to nobody can see: it may be left of one that is no more. */
  #tap(
    parent: ConnectionNode,
    { name, active }: ListedSubscription,
  ): ConnectionNode {
    const own = this.#options.tapOf(parent.connection, parent.name);
    const isTapped = own?.toLowerCase() === name.toLowerCase();
    return {
      ...below(parent, name),
      kind: "tap",
      words: isTapped
        ? "the tap of this window"
        : `a tap of another window, or left behind · ${active} active`,
      topic: parent.name,
      isTapped,
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
