import {
  LabRequestError,
  type EntityProperties,
  type NamespaceConfig,
  type RuleConfig,
} from "../../config.ts";
import { defaultRule, RuleError, type Rule } from "../rules/Rule.ts";
import { ruleFromConfig } from "../rules/ruleForms.ts";
import { BrokerError, entityNotFound } from "./BrokerError.ts";
import type { EntityContext } from "./EntityContext.ts";
import { assertEntityName } from "./entityName.ts";
import { Queue } from "./Queue.ts";
import type { MessageRecord } from "../store/records.ts";
import { readSettings, type QueueSettings } from "./QueueSettings.ts";
import {
  compileRule,
  Topic,
  type CompiledRule,
  type Subscription,
} from "./Topic.ts";

const subscriptionPath = /^([^]+)\/subscriptions\/([^/]+)$/i;
const transferDeadLetterSuffix = /\/\$transfer\/\$deadletterqueue$/i;
const deadLetterSuffix = /\/\$deadletterqueue$/i;

const inSessions: EntityProperties = { RequiresSession: true };

/** The queues and topics of a namespace, by their names, which know no case. */
export class Namespace {
  readonly #context: EntityContext;
  readonly #makeAtFirstUse: boolean;
  readonly #queues = new Map<string, Queue>();
  readonly #topics = new Map<string, Topic>();
  /** Made at first use for one who sends: a subscription asked for later makes a topic of it. */
  readonly #onlySentTo = new Set<string>();

  constructor(context: EntityContext, makeAtFirstUse: boolean) {
    this.#context = context;
    this.#makeAtFirstUse = makeAtFirstUse;
  }

  queues(): Iterable<Queue> {
    return this.#queues.values();
  }

  topics(): Iterable<Topic> {
    return this.#topics.values();
  }

  queue(name: string): Queue | undefined {
    return this.#queues.get(name.toLowerCase());
  }

  topic(name: string): Topic | undefined {
    return this.#topics.get(name.toLowerCase());
  }

  subscription(topic: string, name: string): Subscription | undefined {
    return this.topic(topic)?.subscriptions.get(name.toLowerCase());
  }

  /**
   * Makes all of them, or none.
   *
   * @throws {LabRequestError}
   */
  create(config: NamespaceConfig): void {
    const made: (() => void)[] = [];
    try {
      for (const { Name, Properties } of config.Queues ?? []) {
        this.createQueue(Name, Properties);
        made.push(() => this.deleteQueue(Name));
      }
      for (const { Name, Properties, Subscriptions } of config.Topics ?? []) {
        this.createTopic(Name, Properties);
        made.push(() => this.deleteTopic(Name));
        for (const subscription of Subscriptions ?? []) {
          this.createSubscription(
            Name,
            subscription.Name,
            subscription.Properties,
            subscription.Rules?.map(readRule),
          );
        }
      }
    } catch (cause) {
      for (const undo of made.reverse()) undo();
      throw cause;
    }
  }

  createQueue(name: string, properties?: EntityProperties): Queue {
    this.#assertFree(name);
    return this.addQueue(name, readSettings(name, properties));
  }

  createTopic(name: string, properties: EntityProperties = {}): Topic {
    if (this.#onlySentTo.has(name.toLowerCase())) this.deleteQueue(name);
    this.#assertFree(name);
    // A topic has no messages of its own, but it may ask for what the lab has not.
    readSettings(name, properties);
    const topic = new Topic(name, this.#context);
    this.#topics.set(name.toLowerCase(), topic);
    this.#context.journal?.touch();
    return topic;
  }

  createSubscription(
    topicName: string,
    name: string,
    properties?: EntityProperties,
    rules: readonly Rule[] = [defaultRule],
  ): Subscription {
    const topic = this.topic(topicName);
    if (topic === undefined) {
      throw new LabRequestError(
        "TopicNotFound",
        `There is no topic "${topicName}".`,
      );
    }
    assertEntityName(name, "subscription");
    if (topic.subscriptions.has(name.toLowerCase())) {
      throw new LabRequestError(
        "EntityExists",
        `The topic "${topicName}" has a subscription "${name}" already.`,
      );
    }
    const settings = readSettings(`${topicName}/${name}`, properties);
    return this.addSubscription(topic, name, settings, rules);
  }

  deleteQueue(name: string): void {
    this.queue(name)?.close();
    this.#queues.delete(name.toLowerCase());
    this.#onlySentTo.delete(name.toLowerCase());
    this.#context.journal?.touch();
  }

  deleteTopic(name: string): void {
    this.topic(name)?.close();
    this.#topics.delete(name.toLowerCase());
    this.#context.journal?.touch();
  }

  deleteSubscription(topic: string, name: string): void {
    this.subscription(topic, name)?.queue.close();
    this.topic(topic)?.subscriptions.delete(name.toLowerCase());
  }

  /** Deletes everything. */
  clear(): void {
    for (const queue of [...this.#queues.values()])
      this.deleteQueue(queue.path);
    for (const topic of [...this.#topics.values()])
      this.deleteTopic(topic.path);
  }

  /** @throws {BrokerError} When nothing can be sent there. */
  destination(path: string): Queue | Topic {
    const known = this.queue(path) ?? this.topic(path);
    if (known !== undefined) return known;
    const made = this.#make(path);
    if (made === undefined) throw entityNotFound(path);
    this.#onlySentTo.add(path.toLowerCase());
    return made;
  }

  /**
   * @param forSessions what is made at first use has sessions, if this is asked for by a receiver of one
   * @throws {BrokerError} When nothing can be received from there.
   */
  source(path: string, forSessions = false): Queue {
    const found = this.#find(path) ?? this.#make(path, forSessions);
    if (!(found instanceof Queue)) throw entityNotFound(path);
    const wasOnlySentTo = this.#onlySentTo.delete(path.toLowerCase());
    return wasOnlySentTo && forSessions ? this.#withSessions(found) : found;
  }

  /** The same queue with sessions, if all that was sent to it so far belongs to one. */
  #withSessions(queue: Queue): Queue {
    const sent = [...queue.messages.values()].map(({ content }) => content);
    if (sent.some(({ sessionId }) => sessionId === undefined)) return queue;
    this.deleteQueue(queue.path);
    const made = this.createQueue(queue.path, inSessions);
    // They were reported when they were sent.
    for (const content of sent) made.add(content, 0);
    return made;
  }

  /** Puts in what was kept of an earlier run. What belongs to an entity that is gone is gone, too. */
  restore(path: string, message: MessageRecord): void {
    (this.topic(path) ?? this.#find(path))?.restore(message);
  }

  restoreNumber(path: string, number: number): void {
    (this.topic(path) ?? this.#find(path))?.restoreNumber(number);
  }

  /** @throws {BrokerError} When there is no such subscription. */
  subscriptionAt(path: string): Subscription {
    this.source(path);
    const [, topic, name] = subscriptionPath.exec(path) ?? [];
    const found = this.subscription(topic ?? "", name ?? "");
    if (found === undefined) throw entityNotFound(path);
    return found;
  }

  #find(path: string): Queue | undefined {
    if (transferDeadLetterSuffix.test(path)) {
      return this.#find(path.replace(transferDeadLetterSuffix, ""))
        ?.transferDeadLetter;
    }
    if (deadLetterSuffix.test(path)) {
      return this.#find(path.replace(deadLetterSuffix, ""))?.deadLetter;
    }
    const [, topic, name] = subscriptionPath.exec(path) ?? [];
    if (topic === undefined || name === undefined) return this.queue(path);
    return this.subscription(topic, name)?.queue;
  }

  /** @throws {BrokerError} When nothing of that name can be made. */
  #make(path: string, forSessions = false): Queue | Topic | undefined {
    if (!this.#makeAtFirstUse) return undefined;
    try {
      return this.#makeFor(path, forSessions ? inSessions : {});
    } catch (cause) {
      if (!(cause instanceof LabRequestError)) throw cause;
      throw new BrokerError("amqp:not-allowed", cause.message);
    }
  }

  #makeFor(
    path: string,
    properties: EntityProperties,
  ): Queue | Topic | undefined {
    if (deadLetterSuffix.test(path)) {
      this.#make(
        path
          .replace(transferDeadLetterSuffix, "")
          .replace(deadLetterSuffix, ""),
      );
      return this.#find(path);
    }
    const [, topicName, name] = subscriptionPath.exec(path) ?? [];
    if (topicName === undefined || name === undefined) {
      return this.topic(path) ?? this.createQueue(path, properties);
    }
    const sent = this.#onlySentTo.has(topicName.toLowerCase())
      ? [...this.queue(topicName)!.messages.values()]
      : [];
    const topic = this.topic(topicName) ?? this.createTopic(topicName);
    const { queue } = this.createSubscription(topicName, name, properties);
    for (const { content, sequenceNumber } of sent) {
      topic.takeOver(sequenceNumber, content);
    }
    return queue;
  }

  addQueue(name: string, settings: QueueSettings): Queue {
    const queue = new Queue(name, settings, this.#context);
    this.#queues.set(name.toLowerCase(), queue);
    this.#context.journal?.touch();
    return queue;
  }

  addSubscription(
    topic: Topic,
    name: string,
    settings: QueueSettings,
    rules: readonly Rule[],
  ): Subscription {
    const compiled: CompiledRule[] = rules.map((rule) =>
      orRefuse(() => compileRule(rule)),
    );
    const subscription: Subscription = {
      name,
      queue: new Queue(
        `${topic.path}/Subscriptions/${name}`,
        settings,
        this.#context,
      ),
      rules: new Map(compiled.map((rule) => [rule.name.toLowerCase(), rule])),
    };
    topic.subscriptions.set(name.toLowerCase(), subscription);
    this.#context.journal?.touch();
    return subscription;
  }

  #assertFree(name: string): void {
    assertEntityName(name, "entity");
    if (this.queue(name) !== undefined || this.topic(name) !== undefined) {
      throw new LabRequestError(
        "EntityExists",
        `There is a queue or topic "${name}" already.`,
      );
    }
  }
}

function readRule(config: RuleConfig): Rule {
  return orRefuse(() => ruleFromConfig(config));
}

function orRefuse<T>(read: () => T): T {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof RuleError)
      throw new LabRequestError(cause.code, cause.message);
    throw cause;
  }
}
