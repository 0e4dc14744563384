import type { EntityProperties } from "../../config.ts";
import type { Clock } from "../../replication/clock.ts";
import { countMessages } from "../brokerState.ts";
import { formatDuration } from "../entities/duration.ts";
import type { Namespace } from "../entities/Namespace.ts";
import type { Queue } from "../entities/Queue.ts";
import { readSettings, type QueueSettings } from "../entities/QueueSettings.ts";
import {
  compileRule,
  type Subscription,
  type Topic,
} from "../entities/Topic.ts";
import type { Rule } from "../rules/Rule.ts";
import type {
  AdministrationTarget,
  QueueView,
  RuleView,
  TopicView,
} from "./AdministrationTarget.ts";

interface Kept {
  readonly properties: EntityProperties;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** The entities of a running broker, seen and changed by the administration API. */
export class NamespaceTarget implements AdministrationTarget {
  readonly namespace: { readonly name: string; readonly createdAt: number };
  /** Another one after a reset. */
  readonly #current: () => Namespace;
  readonly #clock: Clock;
  /** What the broker itself has no use for. Entities of the configuration are not in it. */
  readonly #kept = new WeakMap<Queue | Topic | Rule, Kept>();

  constructor(name: string, current: () => Namespace, clock: Clock) {
    this.namespace = { name, createdAt: clock.now() };
    this.#current = current;
    this.#clock = clock;
  }

  queues(): readonly QueueView[] {
    return Array.from(this.#current().queues(), (queue) =>
      this.#viewQueue(queue.path, queue),
    );
  }

  findQueue(name: string): QueueView | undefined {
    const queue = this.#current().queue(name);
    return queue && this.#viewQueue(queue.path, queue);
  }

  createQueue(name: string, properties: EntityProperties): void {
    this.#keep(this.#current().createQueue(name, properties), properties);
  }

  updateQueue(name: string, properties: EntityProperties): void {
    this.#change(name, this.#current().queue(name)!, properties);
  }

  deleteQueue(name: string): void {
    this.#current().deleteQueue(name);
  }

  topics(): readonly TopicView[] {
    return Array.from(this.#current().topics(), (topic) =>
      this.#viewTopic(topic),
    );
  }

  findTopic(name: string): TopicView | undefined {
    const topic = this.#current().topic(name);
    return topic && this.#viewTopic(topic);
  }

  createTopic(name: string, properties: EntityProperties): void {
    this.#keep(this.#current().createTopic(name), properties);
  }

  updateTopic(name: string, properties: EntityProperties): void {
    this.#keep(this.#current().topic(name)!, properties);
  }

  deleteTopic(name: string): void {
    this.#current().deleteTopic(name);
  }

  subscriptions(topic: string): readonly QueueView[] {
    const found = this.#current().topic(topic)?.subscriptions.values() ?? [];
    return Array.from(found, ({ name, queue }) => this.#viewQueue(name, queue));
  }

  findSubscription(topic: string, name: string): QueueView | undefined {
    const found = this.#current().subscription(topic, name);
    return found && this.#viewQueue(found.name, found.queue);
  }

  createSubscription(
    topic: string,
    name: string,
    properties: EntityProperties,
    rule: Rule,
  ): void {
    const compiled = compileRule(rule);
    const { queue, rules } = this.#current().createSubscription(
      topic,
      name,
      properties,
    );
    rules.clear();
    rules.set(rule.name.toLowerCase(), compiled);
    this.#keep(queue, properties);
    this.#keep(compiled, {});
  }

  updateSubscription(
    topic: string,
    name: string,
    properties: EntityProperties,
  ): void {
    this.#change(name, this.#subscription(topic, name).queue, properties);
  }

  deleteSubscription(topic: string, name: string): void {
    this.#current().deleteSubscription(topic, name);
  }

  rules(topic: string, subscription: string): readonly RuleView[] {
    const rules = this.#current().subscription(topic, subscription)?.rules;
    return Array.from(rules?.values() ?? [], (rule) => ({
      rule,
      createdAt: this.#of(rule).createdAt,
    }));
  }

  createRule(topic: string, subscription: string, rule: Rule): void {
    const compiled = compileRule(rule);
    const { rules } = this.#subscription(topic, subscription);
    rules.set(rule.name.toLowerCase(), compiled);
    this.#keep(compiled, {});
  }

  updateRule(topic: string, subscription: string, rule: Rule): void {
    this.createRule(topic, subscription, rule);
  }

  deleteRule(topic: string, subscription: string, name: string): void {
    this.#subscription(topic, subscription).rules.delete(name.toLowerCase());
  }

  /** @throws {LabRequestError} When a property cannot be had. */
  #change(name: string, queue: Queue, properties: EntityProperties): void {
    queue.settings = readSettings(name, properties);
    this.#keep(queue, properties);
  }

  #keep(entity: Queue | Topic | Rule, properties: EntityProperties): void {
    const now = this.#clock.now();
    const createdAt = this.#kept.get(entity)?.createdAt ?? now;
    this.#kept.set(entity, { properties, createdAt, updatedAt: now });
  }

  #of(entity: Queue | Topic | Rule): Kept {
    const { createdAt } = this.namespace;
    const unknown = { properties: {}, createdAt, updatedAt: createdAt };
    return this.#kept.get(entity) ?? unknown;
  }

  #viewQueue(name: string, queue: Queue): QueueView {
    const { properties, ...times } = this.#of(queue);
    return {
      name,
      properties: { ...properties, ...propertiesOf(queue.settings) },
      ...times,
      counts: countMessages(queue),
    };
  }

  #viewTopic(topic: Topic): TopicView {
    return {
      name: topic.path,
      ...this.#of(topic),
      subscriptionCount: topic.subscriptions.size,
      scheduled: topic.scheduledCount,
    };
  }

  #subscription(topic: string, name: string): Subscription {
    // The API has looked that it is there.
    return this.#current().subscription(topic, name)!;
  }
}

/** Those with an effect, as they are in force, wherever they came from. */
function propertiesOf(settings: QueueSettings): EntityProperties {
  return {
    LockDuration: formatDuration(settings.lockDurationMs),
    MaxDeliveryCount: settings.maxDeliveryCount,
    DeadLetteringOnMessageExpiration: settings.deadLetterOnExpiration,
    RequiresSession: settings.requiresSession,
    ...(settings.defaultTtlMs !== Infinity && {
      DefaultMessageTimeToLive: formatDuration(settings.defaultTtlMs),
    }),
  };
}
