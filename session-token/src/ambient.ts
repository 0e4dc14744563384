import { carriedFor, findFlow, getState } from "./ambientState.ts";
import { assertMessage, attachUnder, type AttachOptions } from "./attach.ts";
import { PLAIN_NAME, SUFFIXED_START } from "./carriedName.ts";
import { Flow } from "./Flow.ts";
import { listCarried } from "./tokenFrom.ts";
import { merge } from "./merge.ts";
import { SessionTokenError } from "./SessionTokenError.ts";

export { protect, type ContainerLike } from "./protect.ts";

export interface HandleOptions {
  /** Which message of a Functions batch, when `triggerMetadata` of a `many` trigger is passed. */
  readonly index?: number;
}

/**
 * Runs the handler of one message, so that reads of protected containers in it, however deep in
 * calls, take the message's tokens, and `attach` passes on what the handler holds.
 *
 * Each call opens a flow of its own, whatever async context it is called in: the Service Bus SDK
 * runs handlers in the context of whoever opened the connection. With `undefined` as message it
 * opens a flow that starts here, e.g. for an HTTP request that writes and then sends.
 *
 * Return or await all work of the handler: when the promise that it returns is settled, the flow is
 * over, and reads that still run are as they would be without it.
 *
 * @returns What the handler returns.
 * @throws {SessionTokenError} `WRONG_OPTION`, and as `tokenFrom`, before the handler is called.
 */
export function handle<Result>(
  message: unknown,
  handler: () => Result,
  options: HandleOptions = {},
): Result {
  // Plain JavaScript: the message alone is soon written, as of other libraries' handlers.
  if (typeof handler !== "function") {
    throw new SessionTokenError(
      "WRONG_OPTION",
      "handle takes the work as a function: handle(message, async () => { ... }).",
    );
  }
  const flow = new Flow(listCarried(message, options.index));
  const result = getState().storage.run(flow, handler);
  if (isPromiseLike(result)) {
    const end = (): void => {
      flow.ended = true;
    };
    result.then(end, end);
  }
  return result;
}

/**
 * Gives a message every token that the running flow holds: those that its own message carried, and
 * those of the protected containers that it wrote or read. Outside of `handle` the message is
 * returned as it is.
 *
 * Where one container is protected in the process, the plain name `cosmosSessionToken` is used,
 * unless a name with a container in it is in play.
 *
 * @throws {SessionTokenError} `NOT_A_MESSAGE`, `BODY_NOT_AN_OBJECT`, `WRONG_OPTION`.
 */
export function attach<M extends object>(
  message: M,
  options: Omit<AttachOptions, "container"> = {},
): M {
  const flow = findFlow();
  if (flow === undefined) return message;
  assertMessage(message);
  const held = heldTokens(flow, message);
  let result = message;
  for (const [name, token] of held) {
    result = attachUnder(result, name, token, undefined, options);
  }
  return result;
}

/** All tokens to send, by name. */
function heldTokens(flow: Flow, message: object): ReadonlyMap<string, string> {
  const held = new Map(flow.carried);
  const containers = [...getState().containers.values()];
  const names = [...flow.carried.keys(), ...listCarriedSafely(message)];
  const plainServes =
    containers.length === 1 &&
    !names.some((name) => name.startsWith(SUFFIXED_START));
  for (const container of containers) {
    const learnt = flow.learntOf(container.key);
    if (learnt === undefined) continue;
    const name = plainServes ? PLAIN_NAME : container.name;
    const token = merge(learnt, carriedFor(flow, container), held.get(name));
    held.set(name, token);
  }
  return held;
}

/** What stands in an outgoing message and is no token must not keep it from leaving. */
function listCarriedSafely(message: object): string[] {
  try {
    return [...listCarried(message, undefined).keys()];
  } catch {
    return [];
  }
}

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === "object" &&
    value !== null &&
    typeof (value as { then?: unknown }).then === "function"
  );
}
