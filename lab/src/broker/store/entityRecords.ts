import type { Namespace } from "../entities/Namespace.ts";
import type { Queue } from "../entities/Queue.ts";
import type { QueueSettings } from "../entities/QueueSettings.ts";
import type { EntityRecords, QueueRecord } from "./records.ts";

export function recordEntities(namespace: Namespace): EntityRecords {
  return {
    queues: [...namespace.queues()].map((queue) =>
      recordQueue(queue.path, queue),
    ),
    topics: [...namespace.topics()].map((topic) => ({
      name: topic.path,
      subscriptions: [...topic.subscriptions.values()].map(
        ({ name, queue, rules }) => ({
          ...recordQueue(name, queue),
          rules: [...rules.values()].map((rule) => ({
            name: rule.name,
            filter: rule.filter,
          })),
        }),
      ),
    })),
  };
}

function recordQueue(name: string, { settings, sessions }: Queue): QueueRecord {
  const { defaultTtlMs } = settings;
  return {
    ...settings,
    name,
    defaultTtlMs: defaultTtlMs === Infinity ? undefined : defaultTtlMs,
    sessionStates: Object.fromEntries(
      sessions.states().map(([id, state]) => [id, state.toString("base64")]),
    ),
  };
}

/** Makes what is in the records and not there yet. What the configuration says comes first. */
export function restoreEntities(
  namespace: Namespace,
  records: EntityRecords,
): void {
  for (const record of records.queues) {
    const queue =
      namespace.queue(record.name) ??
      namespace.addQueue(record.name, settingsOf(record));
    restoreStates(queue, record);
  }
  for (const { name, subscriptions } of records.topics) {
    const topic = namespace.topic(name) ?? namespace.createTopic(name);
    for (const record of subscriptions) {
      const { queue } =
        namespace.subscription(name, record.name) ??
        namespace.addSubscription(
          topic,
          record.name,
          settingsOf(record),
          record.rules,
        );
      restoreStates(queue, record);
    }
  }
}

function restoreStates(
  { sessions }: Queue,
  { sessionStates }: QueueRecord,
): void {
  for (const [id, state] of Object.entries(sessionStates)) {
    sessions.restoreState(id, Buffer.from(state, "base64"));
  }
}

const settingsOf = (record: QueueRecord): QueueSettings => ({
  lockDurationMs: record.lockDurationMs,
  maxDeliveryCount: record.maxDeliveryCount,
  defaultTtlMs: record.defaultTtlMs ?? Infinity,
  deadLetterOnExpiration: record.deadLetterOnExpiration,
  requiresSession: record.requiresSession,
});
