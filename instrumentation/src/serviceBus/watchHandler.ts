import { runInHandler } from "../Context.ts";
import { quietly } from "../quietly.ts";
import type { Message } from "./Message.ts";
import type { MessageWatcher } from "./MessageWatcher.ts";
import { whenDone } from "./patchMethod.ts";

/** Runs a handler of messages in a context of its own, and tells how it ended. */
export function watchHandler(
  watcher: MessageWatcher,
  entity: string,
  messages: readonly Message[],
  handler: () => unknown,
): unknown {
  const startMs = Date.now();
  const context = quietly(() => watcher.handling(entity, messages));
  if (context === undefined) return handler();
  const ended = (isError: boolean): void => {
    quietly(() => watcher.handled(context, messages, startMs, isError));
  };
  try {
    const result = runInHandler(context, handler);
    whenDone(
      result,
      () => ended(false),
      () => ended(true),
    );
    return result;
  } catch (error) {
    ended(true);
    throw error;
  }
}
