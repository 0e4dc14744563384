import type { QueueView, RuleView, TopicView } from "./AdministrationTarget.ts";
import { time, type AtomContent } from "./atom.ts";
import {
  queueProperties,
  subscriptionProperties,
  topicProperties,
  writeProperties,
} from "./entityProperties.ts";
import { writeRule } from "./ruleXml.ts";
import { writeElement } from "./writeXml.ts";

export function describeQueue(queue: QueueView): AtomContent {
  return {
    title: queue.name,
    path: queue.name,
    type: "QueueDescription",
    content:
      writeProperties(queue.properties, queueProperties) +
      writeState(queue, queue.counts, queue.sizeInBytes),
    createdAt: queue.createdAt,
    updatedAt: queue.updatedAt,
  };
}

export function describeTopic(topic: TopicView): AtomContent {
  const counts = { active: 0, locked: 0, deferred: 0, deadLetter: 0 };
  return {
    title: topic.name,
    path: topic.name,
    type: "TopicDescription",
    content:
      writeProperties(topic.properties, topicProperties) +
      writeState(topic, { ...counts, scheduled: topic.scheduled }, 0) +
      writeElement("SubscriptionCount", String(topic.subscriptionCount)),
    createdAt: topic.createdAt,
    updatedAt: topic.updatedAt,
  };
}

export function describeSubscription(
  topic: string,
  subscription: QueueView,
): AtomContent {
  return {
    title: subscription.name,
    path: `${topic}/Subscriptions/${subscription.name}`,
    type: "SubscriptionDescription",
    content:
      writeProperties(subscription.properties, subscriptionProperties) +
      writeState(subscription, subscription.counts, undefined),
    createdAt: subscription.createdAt,
    updatedAt: subscription.updatedAt,
  };
}

export function describeRule(
  topic: string,
  subscription: string,
  view: RuleView,
): AtomContent {
  return {
    title: view.rule.name,
    path: `${topic}/Subscriptions/${subscription}/Rules/${view.rule.name}`,
    type: "RuleDescription",
    content: writeRule(view),
    createdAt: view.createdAt,
    updatedAt: view.createdAt,
  };
}

export function describeNamespace(namespace: {
  readonly name: string;
  readonly createdAt: number;
}): AtomContent {
  const { name, createdAt } = namespace;
  return {
    title: name,
    path: "$namespaceinfo",
    type: "NamespaceInfo",
    content: [
      writeElement("CreatedTime", time(createdAt)),
      writeElement("MessagingSKU", "Standard"),
      writeElement("ModifiedTime", time(createdAt)),
      writeElement("Name", name),
      writeElement("NamespaceType", "Messaging"),
    ].join(""),
    createdAt,
    updatedAt: createdAt,
  };
}

/** Locked and deferred messages are active ones to the service's counters. */
function writeState(
  view: QueueView | TopicView,
  counts: QueueView["counts"],
  sizeInBytes: number | undefined,
): string {
  const active = counts.active + counts.locked + counts.deferred;
  const all = active + counts.deadLetter + counts.scheduled;
  const details = [
    ["ActiveMessageCount", active],
    ["DeadLetterMessageCount", counts.deadLetter],
    ["ScheduledMessageCount", counts.scheduled],
    ["TransferMessageCount", 0],
    ["TransferDeadLetterMessageCount", 0],
  ] as const;
  return [
    sizeInBytes === undefined
      ? ""
      : writeElement("SizeInBytes", String(sizeInBytes)),
    writeElement("MessageCount", String(all)),
    writeElement("CreatedAt", time(view.createdAt)),
    writeElement("UpdatedAt", time(view.updatedAt)),
    writeElement("AccessedAt", time(view.accessedAt)),
    // The one prefix that @azure/service-bus 7.9.5 looks for is declared here and nowhere else.
    '<CountDetails xmlns:d2p1="http://schemas.microsoft.com/netservices/2011/06/servicebus">',
    ...details.map(([name, count]) =>
      writeElement(`d2p1:${name}`, String(count)),
    ),
    "</CountDetails>",
  ].join("");
}
