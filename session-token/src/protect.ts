import {
  carriedFor,
  findFlow,
  getState,
  register,
  type ProtectedContainer,
} from "./ambientState.ts";
import { isSessionNotAvailable } from "./answer.ts";
import { findServedToken } from "./findServedToken.ts";
import type { Flow } from "./Flow.ts";
import { isObject, look, lookList } from "./look.ts";
import { merge } from "./merge.ts";
import {
  ITEM_CALLS,
  ITEMS_CALLS,
  PAGE_CALLS,
  PAGE_ITERATOR,
  STORED_PROCEDURE_CALLS,
  type ProtectedCall,
} from "./protectedCalls.ts";
import { SessionTokenError } from "./SessionTokenError.ts";

/** What is needed of the SDK's `Container`; the type that goes in is the one that comes out. */
export interface ContainerLike {
  readonly id: string;
  readonly items: object;
  item(id: string, partitionKey?: never): object;
}

type Method = (...args: unknown[]) => unknown;

/**
 * Returns the container with reads that take the token of the running handler's message, and
 * answers that are remembered for later reads and sends of the same flow. Outside of `handle` it is
 * the container as it was.
 *
 * A read gets the merge of: the token that the message carries for this container, what the flow
 * wrote and read there, the `sessionToken` of its own options, and, on a client or request of level
 * `Session`, what the client has seen through protected containers (an explicit token would replace
 * the client's own). Writes get no token.
 *
 * Not handled: reads through another `Container` object than the one returned, also that of
 * `item.container`.
 *
 * @throws {SessionTokenError} `WRONG_OPTION` for what is no container; `NAME_COLLISION` when another
 *   protected container has the same name in messages.
 */
export function protect<Container extends ContainerLike>(
  container: Container,
): Container {
  const id = look(container, "id");
  if (
    typeof id !== "string" ||
    !isObject(look(container, "items")) ||
    typeof look(container, "item") !== "function"
  ) {
    throw new SessionTokenError(
      "WRONG_OPTION",
      "protect takes a container of @azure/cosmos: protect(client.database(...).container(...)).",
    );
  }
  const known = register({ id, database: databaseOf(container) });
  const scope: Scope = { known, session: isSessionClient(container) };
  return withReplaced(container, (key, value) => {
    if (key === "items") return withCalls(value as object, ITEMS_CALLS, scope);
    if (key === "item") {
      return (...args: unknown[]) =>
        withCalls(
          (value as Method).apply(container, args) as object,
          ITEM_CALLS,
          scope,
        );
    }
    if (key === "scripts") return withStoredProcedures(value as object, scope);
    return undefined;
  });
}

interface Scope {
  readonly known: ProtectedContainer;
  /** The client's level is Session, so that the SDK would send its own token. */
  readonly session: boolean;
}

function withStoredProcedures(scripts: object, scope: Scope): object {
  return withReplaced(scripts, (key, value) =>
    key === "storedProcedure"
      ? (...args: unknown[]) =>
          withCalls(
            (value as Method).apply(scripts, args) as object,
            STORED_PROCEDURE_CALLS,
            scope,
          )
      : undefined,
  );
}

function withCalls(
  target: object,
  calls: Readonly<Record<string, ProtectedCall>>,
  scope: Scope,
): object {
  return withReplaced(target, (key, value) => {
    const call =
      typeof key === "string" && Object.hasOwn(calls, key)
        ? calls[key]
        : undefined;
    if (call === undefined || typeof value !== "function") return undefined;
    return (...args: unknown[]) => {
      const flow = findFlow();
      const made = (): unknown =>
        (value as Method).apply(
          target,
          flow === undefined ? args : withToken(args, call, flow, scope),
        );
      if (call.gives === "pages")
        return withPages(made() as object, flow, scope);
      return observe(async () => made(), flow, scope);
    };
  });
}

/** The pages of one query belong to the flow that began it, wherever they are fetched. */
function withPages(
  iterator: object,
  flow: Flow | undefined,
  scope: Scope,
): object {
  return withReplaced(iterator, (key, value) => {
    if (typeof key !== "string" || typeof value !== "function")
      return undefined;
    const method = value as Method;
    if (PAGE_CALLS.has(key)) {
      return (...args: unknown[]) =>
        observe(async () => method.apply(iterator, args), flow, scope);
    }
    if (key !== PAGE_ITERATOR) return undefined;
    return async function* (...args: unknown[]) {
      const pages = method.apply(iterator, args) as AsyncIterable<unknown>;
      for await (const page of pages) {
        learn(page, flow, scope);
        yield page;
      }
    };
  });
}

/** The arguments with the token among the options; the caller's own objects stay as they are. */
function withToken(
  args: readonly unknown[],
  call: ProtectedCall,
  flow: Flow,
  { known, session }: Scope,
): unknown[] {
  const position = optionsPosition(args, call);
  const options = args[position];
  if (!takesToken(args, call)) return [...args];
  const level = look(options, "consistencyLevel");
  const own =
    level === "Session" || (session && level === undefined)
      ? getState().ownTokens.all(known.key)
      : undefined;
  const given = look(options, "sessionToken");
  const token = merge(
    carriedFor(flow, known),
    flow.learntOf(known.key),
    own,
    given === "" ? undefined : (given as string | undefined),
  );
  if (token === undefined) return [...args];
  const copy = [...args];
  // An argument in between that was left out must stay undefined.
  while (copy.length < position) copy.push(undefined);
  copy[position] = {
    ...(isObject(options) ? options : {}),
    sessionToken: token,
  };
  return copy;
}

/** Case: `changeFeed(options)`, whose first argument may also be the partition key. */
function optionsPosition(
  args: readonly unknown[],
  call: ProtectedCall,
): number {
  const only = args[0];
  const isChangeFeed =
    call === ITEMS_CALLS.changeFeed || call === ITEMS_CALLS.readChangeFeed;
  return isChangeFeed &&
    args.length === 1 &&
    isObject(only) &&
    !Array.isArray(only)
    ? 0
    : call.options;
}

function takesToken(args: readonly unknown[], call: ProtectedCall): boolean {
  if (call.takesToken !== "for its reads") return call.takesToken === "always";
  return (lookList(args[0]) ?? []).some(
    (operation) => look(operation, "operationType") === "Read",
  );
}

async function observe(
  work: () => Promise<unknown>,
  flow: Flow | undefined,
  scope: Scope,
): Promise<unknown> {
  try {
    const answer = await work();
    learn(answer, flow, scope);
    return answer;
  } catch (error) {
    if (!isSessionNotAvailable(error)) learn(error, flow, scope);
    throw error;
  }
}

/** A downgraded answer teaches an old token; merging makes that harmless. */
function learn(
  answer: unknown,
  flow: Flow | undefined,
  { known, session }: Scope,
): void {
  const token = findServedToken(answer);
  if (token === undefined) return;
  flow?.learn(known.key, token);
  if (session) getState().ownTokens.learn(known.key, token);
}

/**
 * The same object with some properties replaced. Its own methods still run on the object itself:
 * the SDK's classes need their own `this`.
 */
function withReplaced<Target extends object>(
  target: Target,
  replace: (key: string | symbol, value: unknown) => unknown,
): Target {
  return new Proxy(target, {
    get(_, key) {
      const value: unknown = Reflect.get(target, key, target);
      const replaced = replace(key, value);
      if (replaced !== undefined) return replaced;
      return typeof value === "function" && key !== "constructor"
        ? (value as Method).bind(target)
        : value;
    },
  });
}

/** Account and database; the account is read from the client where it can be found. */
function databaseOf(container: object): string | undefined {
  const endpoint = look(clientOptionsOf(container), "endpoint");
  const database = look(look(container, "database"), "id");
  if (typeof database !== "string") return undefined;
  return typeof endpoint === "string" ? `${endpoint} ${database}` : database;
}

function isSessionClient(container: object): boolean {
  const options = clientOptionsOf(container);
  return (
    look(options, "consistencyLevel") === "Session" ||
    look(look(options, "defaultHeaders"), "x-ms-consistency-level") ===
      "Session"
  );
}

/** Private by type in all versions, but there (read in 3.17.3 and 4.9.3). */
function clientOptionsOf(container: object): unknown {
  return look(look(container, "clientContext"), "cosmosClientOptions");
}
