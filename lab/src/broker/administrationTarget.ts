import type { EntityProperties } from "../config.ts";
import type {
  AdministrationTarget,
  QueueView,
  TopicView,
} from "./administration/AdministrationTarget.ts";
import { countMessages } from "./brokerState.ts";
import type { Namespace } from "./entities/Namespace.ts";
import type { Queue } from "./entities/Queue.ts";
import { readSettings } from "./entities/QueueSettings.ts";
import type { Topic } from "./entities/Topic.ts";

/** The namespace as the administration API works on it. */
export function administrationTarget(
  current: () => Namespace,
  namespace: { readonly name: string; readonly createdAt: number },
  now: () => number,
): AdministrationTarget {
  const subscription = (topic: string, name: string) =>
    current().subscription(topic, name);
  const update = (queue: Queue, properties: EntityProperties): void => {
    queue.settings = readSettings(queue.path, properties);
    queue.about.properties = properties;
    queue.about.updatedAt = now();
  };
  return {
    namespace,
    queues: () =>
      [...current().queues()].map((queue) => viewQueue(queue.path, queue)),
    findQueue: (name) =>
      ifThere(current().queue(name), (queue) => viewQueue(queue.path, queue)),
    createQueue: (name, properties) =>
      void current().createQueue(name, properties),
    updateQueue: (name, properties) =>
      update(current().queue(name)!, properties),
    deleteQueue: (name) => current().deleteQueue(name),
    topics: () => [...current().topics()].map(viewTopic),
    findTopic: (name) => ifThere(current().topic(name), viewTopic),
    createTopic: (name, properties) =>
      void current().createTopic(name, properties),
    updateTopic(name, properties) {
      readSettings(name, properties);
      const { about } = current().topic(name)!;
      about.properties = properties;
      about.updatedAt = now();
    },
    deleteTopic: (name) => current().deleteTopic(name),
    subscriptions: (topic) =>
      [...(current().topic(topic)?.subscriptions.values() ?? [])].map(
        ({ name, queue }) => viewQueue(name, queue),
      ),
    findSubscription: (topic, name) =>
      ifThere(subscription(topic, name), (found) =>
        viewQueue(found.name, found.queue),
      ),
    createSubscription: (topic, name, properties, rule) =>
      void current().createSubscription(topic, name, properties, [rule]),
    updateSubscription: (topic, name, properties) =>
      update(subscription(topic, name)!.queue, properties),
    deleteSubscription: (topic, name) =>
      current().deleteSubscription(topic, name),
    rules: (topic, name) =>
      [...(subscription(topic, name)?.rules.values() ?? [])].map((rule) => ({
        rule,
        createdAt: rule.createdAt,
      })),
    createRule: (topic, name, rule) =>
      void subscription(topic, name)!.rules.set(
        rule.name.toLowerCase(),
        current().compile(rule),
      ),
    updateRule: (topic, name, rule) =>
      void subscription(topic, name)!.rules.set(
        rule.name.toLowerCase(),
        current().compile(rule),
      ),
    deleteRule: (topic, name, rule) =>
      void subscription(topic, name)!.rules.delete(rule.toLowerCase()),
  };
}

function ifThere<Found, View>(
  found: Found | undefined,
  view: (found: Found) => View,
): View | undefined {
  return found === undefined ? undefined : view(found);
}

function viewQueue(name: string, queue: Queue): QueueView {
  let sizeInBytes = 0;
  for (const { content } of queue.messages.values())
    sizeInBytes += content.tail.length;
  return { name, ...queue.about, counts: countMessages(queue), sizeInBytes };
}

const viewTopic = (topic: Topic): TopicView => ({
  name: topic.path,
  ...topic.about,
  subscriptionCount: topic.subscriptions.size,
  scheduled: topic.scheduledCount,
});
