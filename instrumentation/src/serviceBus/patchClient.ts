import { quietly } from "../quietly.ts";
import type { Message } from "./Message.ts";
import type { MessageWatcher } from "./MessageWatcher.ts";
import { patchMethod, whenDone } from "./patchMethod.ts";
import { watchHandler } from "./watchHandler.ts";

/**
 * Watches all receivers and senders of a class of clients. The classes of receivers and senders are
 * exported by no version of the SDK, so each is found by its first object (@azure/service-bus 7.7.0
 * and 7.9.5, read).
 *
 * @param prototype of `ServiceBusClient`; of one bundle, or of one copy of the SDK
 */
export function patchClient(prototype: object, watcher: MessageWatcher): void {
  for (const name of ["createReceiver", "acceptSession", "acceptNextSession"]) {
    patchMethod(prototype, name, (original, self, args) => {
      const result = original.apply(self, args);
      whenDone(
        result,
        (receiver) => quietly(() => patchReceiver(classOf(receiver), watcher)),
        () => undefined,
      );
      return result;
    });
  }
  patchMethod(prototype, "createSender", (original, self, args) => {
    const sender = original.apply(self, args);
    quietly(() => patchSender(classOf(sender), watcher));
    return sender;
  });
}

function classOf(value: unknown): object {
  return Object.getPrototypeOf(value) as object;
}

function patchReceiver(prototype: object, watcher: MessageWatcher): void {
  patchMethod(prototype, "subscribe", (original, self, args) => {
    const [handlers, ...options] = args;
    const watched = quietly(() =>
      watchHandlers(handlers, entityOf(self), watcher),
    );
    return original.apply(self, [watched ?? handlers, ...options]);
  });
  // getMessageIterator asks receiveMessages for each of its messages (7.7.0 and 7.9.5, read).
  for (const name of ["receiveMessages", "receiveDeferredMessages"]) {
    patchMethod(prototype, name, (original, self, args) => {
      const startMs = Date.now();
      const result = original.apply(self, args);
      whenDone(
        result,
        (messages) =>
          quietly(() => {
            for (const message of messages as readonly Message[]) {
              watcher.received(entityOf(self), message, startMs);
            }
          }),
        () => undefined,
      );
      return result;
    });
  }
  for (const operation of settling) {
    patchMethod(prototype, `${operation}Message`, (original, self, args) => {
      const result = original.apply(self, args);
      whenDone(
        result,
        () => quietly(() => watcher.settled(operation, args[0] as object)),
        () => undefined,
      );
      return result;
    });
  }
}

const settling = ["complete", "abandon", "defer", "deadLetter"] as const;

interface Handlers {
  readonly processMessage: (message: Message) => unknown;
  readonly processError: (...args: unknown[]) => unknown;
}

/**
 * The program's handlers with one more around them. Whatever else the object has is found through it,
 * and each function runs on the program's own object.
 */
function watchHandlers(
  given: unknown,
  entity: string,
  watcher: MessageWatcher,
): object | undefined {
  const handlers = given as Handlers;
  if (
    typeof handlers.processMessage !== "function" ||
    typeof handlers.processError !== "function"
  ) {
    // The SDK says what is wrong with it.
    return undefined;
  }
  const { processMessage, processError } = handlers;
  return Object.create(handlers, {
    processMessage: {
      value: (message: Message) =>
        watchHandler(watcher, entity, [message], () =>
          processMessage.call(handlers, message),
        ),
      enumerable: true,
    },
    processError: {
      value: (...args: unknown[]) => processError.apply(handlers, args),
      enumerable: true,
    },
  }) as object;
}

/** Messages of a batch, as they were when they were added to it. */
const inBatches = new WeakMap<object, Message[]>();

function patchSender(prototype: object, watcher: MessageWatcher): void {
  for (const [name, operation] of [
    ["sendMessages", "send"],
    ["scheduleMessages", "schedule"],
  ] as const) {
    patchMethod(prototype, name, (original, self, args) => {
      const sent = quietly(() =>
        watcher.sending(operation, entityOf(self), messagesOf(args[0])),
      );
      const result = original.apply(self, args);
      if (sent !== undefined) {
        whenDone(
          result,
          () => quietly(() => sent(false)),
          () => quietly(() => sent(true)),
        );
      }
      return result;
    });
  }
  patchMethod(prototype, "createMessageBatch", (original, self, args) => {
    const result = original.apply(self, args);
    whenDone(
      result,
      (batch) => quietly(() => patchBatch(classOf(batch))),
      () => undefined,
    );
    return result;
  });
}

function patchBatch(prototype: object): void {
  patchMethod(prototype, "tryAddMessage", (original, self, args) => {
    const isAdded = original.apply(self, args);
    if (isAdded === true) {
      const messages = inBatches.get(self) ?? [];
      messages.push(args[0] as Message);
      inBatches.set(self, messages);
    }
    return isAdded;
  });
}

function messagesOf(given: unknown): readonly Message[] {
  if (Array.isArray(given)) return given as Message[];
  return inBatches.get(given as object) ?? [given as Message];
}

function entityOf(link: object): string {
  const { entityPath } = link as { readonly entityPath?: unknown };
  return typeof entityPath === "string" ? entityPath : "";
}
