import { createRequire } from "node:module";
import path from "node:path";
import { onModuleLoad } from "../onModuleLoad.ts";
import { quietly } from "../quietly.ts";
import type { MessageWatcher } from "../serviceBus/MessageWatcher.ts";
import { watchHandler } from "../serviceBus/watchHandler.ts";
import { readInvocation, type InvocationContext } from "./readInvocation.ts";

type Callback = (this: unknown, ...args: unknown[]) => unknown;

/** `preInvocation` of the worker's hooks: what is set in it is what the worker calls. */
interface PreInvocation {
  readonly invocationContext: InvocationContext;
  readonly inputs: readonly unknown[];
  functionCallback: Callback;
}

interface Core {
  readonly registerHook?: (
    name: "preInvocation",
    callback: (context: PreInvocation) => void,
  ) => unknown;
}

/**
 * Runs functions with a Service Bus trigger in the context of their messages, through the hooks of the
 * Functions worker, which v3 and v4 of the programming model share. The worker has its module
 * `@azure/functions-core` only once it runs, so it is asked for when a program loads an SDK.
 */
export function watchFunctions(watcher: MessageWatcher): void {
  let isDone = false;
  onModuleLoad(/@azure[\\/](?:functions|cosmos|service-bus)/, () => {
    if (isDone) return;
    isDone = true;
    const core = quietly(
      () =>
        createRequire(path.join(process.cwd(), "/"))(
          "@azure/functions-core",
        ) as Core,
    );
    if (typeof core?.registerHook !== "function") {
      isDone = false;
      return;
    }
    core.registerHook("preInvocation", (context) =>
      quietly(() => watchInvocation(context, watcher)),
    );
  });
}

function watchInvocation(
  context: PreInvocation,
  watcher: MessageWatcher,
): void {
  const { invocationContext, inputs, functionCallback } = context;
  const invocation = readInvocation(invocationContext, inputs[0]);
  if (invocation === undefined) return;
  context.functionCallback = function (...args) {
    return watchHandler(watcher, invocation.entity, invocation.messages, () =>
      functionCallback.apply(this, args),
    );
  };
}
