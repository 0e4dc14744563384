/** What a namespace says of its queues and topics, as far as it is shown. */
export type ListedEntity =
  | (MessageCounts & {
      readonly kind: "queue";
      readonly name: string;
      readonly requiresSession: boolean;
    })
  | {
      readonly kind: "topic";
      readonly name: string;
      readonly subscriptions: number;
    };

export interface ListedSubscription extends MessageCounts {
  readonly name: string;
  readonly requiresSession: boolean;
}

interface MessageCounts {
  readonly active: number;
  readonly deadLetters: number;
}

/** Lists what stands below a connection; each call may fail as the services do. */
export interface Lister {
  entities(): Promise<readonly ListedEntity[]>;
  subscriptions(topic: string): Promise<readonly ListedSubscription[]>;
  databases(): Promise<readonly string[]>;
  containers(database: string): Promise<readonly ListedContainer[]>;
}

export interface ListedContainer {
  readonly name: string;
  /** `/customerId`, or several for a hierarchical key. */
  readonly partitionKey: readonly string[];
}
