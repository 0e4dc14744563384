/** `@azure/service-bus` as data: 7.x, and what differs in 1.x. Read in the packages' typings, measured for 7.7.0 and 7.9.5. */
import type { RegistrationRow, SdkMember, SdkType } from "./types.ts";

export const SERVICE_BUS_MODULE = "@azure/service-bus";

/** Exported names that a program can annotate with, and the row each has below. */
export const SERVICE_BUS_TYPES: Readonly<Record<string, string>> = {
  ServiceBusClient: "ServiceBusClient",
  ServiceBusReceiver: "ServiceBusReceiver",
  ServiceBusSessionReceiver: "ServiceBusReceiver",
  ServiceBusSender: "ServiceBusSender",
  ServiceBusMessageBatch: "ServiceBusMessageBatch",
  // 1.x
  QueueClient: "ServiceBusEntityClient",
  SubscriptionClient: "ServiceBusEntityClient",
  TopicClient: "ServiceBusEntityClient",
  Receiver: "ServiceBusReceiver",
  SessionReceiver: "ServiceBusReceiver",
  Sender: "ServiceBusSender",
};

const other: SdkMember = { is: "other" };

const subscribe: RegistrationRow = {
  shape: "subscribe",
  argument: 0,
  property: "processMessage",
  params: ["message"],
};

export const serviceBusTypes: Readonly<Record<string, SdkType>> = {
  ServiceBusClient: {
    members: {
      createReceiver: {
        is: "factory",
        type: "ServiceBusReceiver",
        names: "entity",
      },
      acceptSession: {
        is: "factory",
        type: "ServiceBusReceiver",
        names: "entity",
      },
      acceptNextSession: {
        is: "factory",
        type: "ServiceBusReceiver",
        names: "entity",
      },
      createSender: {
        is: "factory",
        type: "ServiceBusSender",
        names: "entity",
      },
      // 1.x
      createQueueClient: {
        is: "factory",
        type: "ServiceBusEntityClient",
        names: "entity",
      },
      createSubscriptionClient: {
        is: "factory",
        type: "ServiceBusEntityClient",
        names: "entity",
      },
      createTopicClient: {
        is: "factory",
        type: "ServiceBusEntityClient",
        names: "entity",
      },
      createFromConnectionString: { is: "factory", type: "ServiceBusClient" },
      close: other,
    },
  },
  // 1.x
  ServiceBusEntityClient: {
    members: {
      createReceiver: { is: "factory", type: "ServiceBusReceiver" },
      createSender: { is: "factory", type: "ServiceBusSender" },
      close: other,
    },
  },
  ServiceBusReceiver: {
    members: {
      subscribe: { is: "register", handler: subscribe },
      // 1.x
      registerMessageHandler: {
        is: "register",
        handler: {
          shape: "registerMessageHandler",
          argument: 0,
          params: ["message"],
        },
      },
      receiveMessages: {
        is: "receive",
        shape: "receiveMessages",
        gives: "messages",
      },
      receiveDeferredMessages: {
        is: "receive",
        shape: "receiveDeferredMessages",
        gives: "messages",
      },
      // 1.x: one message
      receiveDeferredMessage: {
        is: "receive",
        shape: "receiveDeferredMessage",
        gives: "message",
      },
      getMessageIterator: {
        is: "receive",
        shape: "getMessageIterator",
        gives: "iterator",
      },
      // Peeked messages are no handler: whoever peeks only looks.
      peekMessages: other,
      completeMessage: other,
      abandonMessage: other,
      deferMessage: other,
      deadLetterMessage: other,
      renewMessageLock: other,
      close: other,
    },
  },
  ServiceBusSender: {
    members: {
      sendMessages: { is: "send", name: "sender.sendMessages", message: 0 },
      scheduleMessages: {
        is: "send",
        name: "sender.scheduleMessages",
        message: 0,
      },
      // 1.x
      send: { is: "send", name: "sender.send", message: 0 },
      sendBatch: { is: "send", name: "sender.sendBatch", message: 0 },
      createMessageBatch: { is: "factory", type: "ServiceBusMessageBatch" },
      close: other,
    },
  },
  ServiceBusMessageBatch: { members: { tryAddMessage: other, count: other } },
};

const members = Object.values(serviceBusTypes).flatMap((type) =>
  Object.entries(type.members),
);

/** Calls whose answer is (a promise of) several messages. */
export const callsForMessages: readonly string[] = members.flatMap(
  ([name, member]) =>
    member.is === "receive" && member.gives !== "message" ? [name] : [],
);

/**
 * Words without one of which no program gets a message from a receiver. Of a handler in an object it is the property:
 * `subscribe` is a word of many libraries.
 */
export const wordsOfReceiving: readonly string[] = members.flatMap(
  ([name, member]) => {
    if (member.is === "receive") return [name];
    if (member.is !== "register") return [];
    return [member.handler.property ?? name];
  },
);
