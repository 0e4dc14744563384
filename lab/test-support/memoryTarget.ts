import type {
  AdministrationTarget,
  QueueView,
  RuleView,
  TopicView,
} from "../src/broker/administration/AdministrationTarget.ts";
import type { EntityProperties } from "../src/config.ts";

type Kept<View> = { -readonly [Key in keyof View]: View[Key] };

interface KeptTopic {
  readonly view: Kept<TopicView>;
  readonly subscriptions: Map<string, KeptSubscription>;
}

interface KeptSubscription {
  readonly view: Kept<QueueView>;
  readonly rules: Map<string, RuleView>;
}

/** Entities without messages, for tests of the administration API alone. Names sort as they were made. */
export class MemoryTarget implements AdministrationTarget {
  readonly namespace = { name: "sbemulatorns", createdAt: 1000 };
  readonly #queues = new Map<string, Kept<QueueView>>();
  readonly #topics = new Map<string, KeptTopic>();
  now = 2000;

  queues = () => [...this.#queues.values()];
  findQueue = (name: string) => this.#queues.get(key(name));

  createQueue(name: string, properties: EntityProperties): void {
    this.#queues.set(key(name), this.#queue(name, properties));
  }

  updateQueue(name: string, properties: EntityProperties): void {
    this.#change(this.#queues.get(key(name))!, properties);
  }

  deleteQueue(name: string): void {
    this.#queues.delete(key(name));
  }

  /** As if messages were there. */
  count(name: string, counts: Partial<QueueView["counts"]>): void {
    const queue = this.#queues.get(key(name))!;
    queue.counts = { ...queue.counts, ...counts };
    queue.sizeInBytes = 512;
    queue.accessedAt = this.now;
  }

  topics = () => [...this.#topics.values()].map(viewTopic);

  findTopic(name: string): TopicView | undefined {
    const topic = this.#topics.get(key(name));
    return topic && viewTopic(topic);
  }

  createTopic(name: string, properties: EntityProperties): void {
    const { now } = this;
    this.#topics.set(key(name), {
      view: {
        name,
        properties,
        createdAt: now,
        updatedAt: now,
        subscriptionCount: 0,
        scheduled: 0,
      },
      subscriptions: new Map(),
    });
  }

  updateTopic(name: string, properties: EntityProperties): void {
    this.#change(this.#topics.get(key(name))!.view, properties);
  }

  deleteTopic(name: string): void {
    this.#topics.delete(key(name));
  }

  subscriptions(topic: string): readonly QueueView[] {
    const found = this.#topics.get(key(topic))?.subscriptions.values();
    return [...(found ?? [])].map(({ view }) => view);
  }

  findSubscription(topic: string, name: string): QueueView | undefined {
    return this.#subscription(topic, name)?.view;
  }

  createSubscription(
    topic: string,
    name: string,
    properties: EntityProperties,
    rule: RuleView["rule"],
  ): void {
    this.#topics.get(key(topic))!.subscriptions.set(key(name), {
      view: this.#queue(name, properties),
      rules: new Map([[key(rule.name), { rule, createdAt: this.now }]]),
    });
  }

  updateSubscription(
    topic: string,
    name: string,
    properties: EntityProperties,
  ): void {
    this.#change(this.#subscription(topic, name)!.view, properties);
  }

  deleteSubscription(topic: string, name: string): void {
    this.#topics.get(key(topic))!.subscriptions.delete(key(name));
  }

  rules(topic: string, subscription: string): readonly RuleView[] {
    return [...(this.#subscription(topic, subscription)?.rules.values() ?? [])];
  }

  createRule(topic: string, subscription: string, rule: RuleView["rule"]) {
    this.#subscription(topic, subscription)!.rules.set(key(rule.name), {
      rule,
      createdAt: this.now,
    });
  }

  updateRule(topic: string, subscription: string, rule: RuleView["rule"]) {
    this.createRule(topic, subscription, rule);
  }

  deleteRule(topic: string, subscription: string, name: string): void {
    this.#subscription(topic, subscription)!.rules.delete(key(name));
  }

  #subscription(topic: string, name: string): KeptSubscription | undefined {
    return this.#topics.get(key(topic))?.subscriptions.get(key(name));
  }

  #queue(name: string, properties: EntityProperties): Kept<QueueView> {
    const { now } = this;
    return {
      name,
      properties,
      createdAt: now,
      updatedAt: now,
      counts: {
        active: 0,
        locked: 0,
        scheduled: 0,
        deferred: 0,
        deadLetter: 0,
      },
    };
  }

  #change(view: Kept<QueueView | TopicView>, properties: EntityProperties) {
    view.properties = properties;
    view.updatedAt = this.now;
  }
}

function viewTopic({ view, subscriptions }: KeptTopic): TopicView {
  return { ...view, subscriptionCount: subscriptions.size };
}

function key(name: string): string {
  return name.toLowerCase();
}
