import type { EntityProperties } from "../../config.ts";
import type { EntityCounts } from "../Broker.ts";
import type { Rule } from "../rules/Rule.ts";

/**
 * The entities of a namespace, as the administration API works on them. Names are not case-sensitive.
 * What it creates is not there and what it changes or deletes is there: the API has looked.
 * Creating and changing may throw a `LabRequestError` or a `RuleError`; then nothing was changed.
 */
export interface AdministrationTarget {
  readonly namespace: { readonly name: string; readonly createdAt: number };

  queues(): readonly QueueView[];
  findQueue(name: string): QueueView | undefined;
  createQueue(name: string, properties: EntityProperties): void;
  updateQueue(name: string, properties: EntityProperties): void;
  deleteQueue(name: string): void;

  topics(): readonly TopicView[];
  findTopic(name: string): TopicView | undefined;
  createTopic(name: string, properties: EntityProperties): void;
  updateTopic(name: string, properties: EntityProperties): void;
  deleteTopic(name: string): void;

  /** Empty when there is no such topic, as are rules. */
  subscriptions(topic: string): readonly QueueView[];
  findSubscription(topic: string, name: string): QueueView | undefined;
  /** @param rule The one it starts with. */
  createSubscription(
    topic: string,
    name: string,
    properties: EntityProperties,
    rule: Rule,
  ): void;
  updateSubscription(
    topic: string,
    name: string,
    properties: EntityProperties,
  ): void;
  deleteSubscription(topic: string, name: string): void;

  rules(topic: string, subscription: string): readonly RuleView[];
  createRule(topic: string, subscription: string, rule: Rule): void;
  /** Takes the place of the one with its name. */
  updateRule(topic: string, subscription: string, rule: Rule): void;
  deleteRule(topic: string, subscription: string, name: string): void;
}

/** Times in milliseconds since 1970. */
interface EntityView {
  /** Of a subscription without its topic. */
  readonly name: string;
  /** As they were given, under the names of Config.json; what is left out has the service's default. */
  readonly properties: EntityProperties;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Left out while nobody has sent or received. */
  readonly accessedAt?: number | undefined;
}

/** A queue or a subscription. */
export interface QueueView extends EntityView {
  readonly counts: Omit<EntityCounts, "requiresSession">;
  readonly sizeInBytes?: number;
}

export interface TopicView extends EntityView {
  readonly subscriptionCount: number;
  /** Messages that wait for their time. */
  readonly scheduled: number;
}

export interface RuleView {
  readonly rule: Rule;
  readonly createdAt: number;
}
