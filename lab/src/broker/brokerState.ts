import type { BrokerState, EntityCounts } from "./Broker.ts";
import type { Namespace } from "./entities/Namespace.ts";
import type { Queue } from "./entities/Queue.ts";

/** What is where, in numbers. */
export function brokerState(namespace: Namespace): BrokerState {
  return {
    queues: [...namespace.queues()].map((queue) => ({
      name: queue.path,
      ...countMessages(queue),
    })),
    topics: [...namespace.topics()].map((topic) => ({
      name: topic.path,
      subscriptions: [...topic.subscriptions.values()].map(
        ({ name, queue, rules }) => ({
          name,
          ...countMessages(queue),
          rules: [...rules.values()].map((rule) => rule.name),
        }),
      ),
    })),
  };
}

export function countMessages(queue: Queue): EntityCounts {
  const counts = {
    active: 0,
    locked: 0,
    scheduled: 0,
    deferred: 0,
    deferredLocked: 0,
    gone: 0,
  };
  for (const { state } of queue.messages.values()) counts[state] += 1;
  return {
    requiresSession: queue.settings.requiresSession,
    active: counts.active,
    locked: counts.locked + counts.deferredLocked,
    scheduled: counts.scheduled,
    deferred: counts.deferred,
    deadLetter: queue.deadLetter.messages.size,
  };
}
