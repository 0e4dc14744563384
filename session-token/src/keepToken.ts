import { findRawToken, isSessionNotAvailable, TOKEN_HEADER } from "./answer.ts";
import { isObject, look, lookList } from "./look.ts";
import { OwnTokens } from "./OwnTokens.ts";
import { SessionTokenError } from "./SessionTokenError.ts";

export interface KeepTokenOptions {
  /**
   * Use it also with versions of @azure/cosmos that this package was not tested with, instead of an
   * error at the first request.
   */
  readonly allowUntestedSdk?: boolean;
}

/**
 * Only for the types: without the literals here, `consistencyLevel: "Session"` in the argument would
 * become a `string`, which the SDK's constructor does not take.
 */
interface LevelOption {
  readonly consistencyLevel?:
    | "Strong"
    | "BoundedStaleness"
    | "Session"
    | "ConsistentPrefix"
    | "Eventual"
    | (string & {})
    | undefined;
}

/** The part of the SDK's request context that is read or changed here (read in 3.17.3 and 4.9.3). */
interface RequestContext {
  readonly headers: Record<string, unknown>;
  readonly path?: unknown;
  readonly method?: unknown;
  readonly resourceType?: unknown;
  readonly operationType?: unknown;
}

type Next = (context: RequestContext) => Promise<unknown>;

/**
 * Takes and returns options for `new CosmosClient(...)`, with a plugin that puts the session token
 * back on the SDK's own retries. After 404/1002 the SDK repeats a request at once without its token
 * and hands over what it gets; with this the retries ask for the same state, so a read that cannot
 * be served fresh ends as 404/1002 (`item.read()`: `statusCode` 404, `substatus` 1002, no throw;
 * queries and writes: an error) instead of as old data.
 *
 * The same holds for the client's own token (`consistencyLevel: "Session"`), which the SDK would
 * forget at that moment: later requests of that container go on asking for it. A container that
 * somebody deletes and makes again meanwhile is therefore refused until this client is made anew.
 *
 * The options passed in stay as they are; plugins that they have run first.
 *
 * @throws {SessionTokenError} `WRONG_OPTION` for a connection string. `UNSUPPORTED_SDK` out of the
 *   first request with an @azure/cosmos that this was not tested with.
 */
export function keepToken<Options extends object & LevelOption>(
  clientOptions: Options,
  { allowUntestedSdk = false }: KeepTokenOptions = {},
): Options {
  if (!isObject(clientOptions) || Array.isArray(clientOptions)) {
    throw new SessionTokenError(
      "WRONG_OPTION",
      "keepToken takes the client's options as an object: new CosmosClient(keepToken({ endpoint, key })). " +
        "A connection string cannot carry a consistency level either.",
    );
  }
  const given = lookList(look(clientOptions, "plugins")) ?? [];
  const plugin = createPlugin(allowUntestedSdk);
  return {
    ...clientOptions,
    plugins: [...given, { on: "request", plugin }],
  };
}

function createPlugin(
  allowUntestedSdk: boolean,
): (context: RequestContext, ...rest: unknown[]) => Promise<unknown> {
  /** The token of the first attempt. The SDK retries with the same context object. */
  const firstTokens = new WeakMap<object, unknown>();
  const ownTokens = new OwnTokens();

  // 3.x calls (context, next), 4.x (context, diagnosticNode, next).
  return async (context, ...rest) => {
    const next = rest[rest[1] === undefined ? 0 : 1] as Next;
    const { headers } = context;
    if (!allowUntestedSdk) assertTested(headers);
    const container = containerOf(context);
    if (container === undefined) return next(context);

    if (firstTokens.has(context)) {
      // The SDK takes the header away and empties its store in one step.
      if (headers[TOKEN_HEADER] === undefined) ownTokens.markDropped(container);
      putBack(headers, firstTokens.get(context));
    } else {
      putBack(headers, headers[TOKEN_HEADER] ?? passedToken(context));
      if (bearsOwnToken(context)) {
        putBack(headers, ownTokens.complete(container, headers[TOKEN_HEADER]));
      }
      firstTokens.set(context, headers[TOKEN_HEADER]);
    }
    if (deletesContainer(context)) ownTokens.forget(container);
    return observe(next(context), (answer) => {
      if (context.resourceType === "docs" && !isSessionNotAvailable(answer)) {
        ownTokens.learn(container, findRawToken(answer));
      }
    });
  };
}

function putBack(headers: Record<string, unknown>, token: unknown): void {
  if (token !== undefined) headers[TOKEN_HEADER] = token;
}

/**
 * The token that the caller passed. It is missing from a first attempt only where the SDK went on
 * with a copy of the context, as it may with failover of single partitions.
 */
function passedToken(context: RequestContext): unknown {
  const token = look(look(context, "options"), "sessionToken");
  return context.resourceType === "docs" && token ? token : undefined;
}

/** Whether this is a request for which the SDK sends the client's own token. */
function bearsOwnToken(context: RequestContext): boolean {
  const options = look(context, "options");
  return (
    context.resourceType === "docs" &&
    context.headers["x-ms-consistency-level"] === "Session" &&
    !look(options, "sessionToken") &&
    !look(look(options, "initialHeaders"), TOKEN_HEADER)
  );
}

/** Shows the answer, or the error that is thrown in its place, and passes it on. */
async function observe(
  pending: Promise<unknown>,
  see: (answer: unknown) => void,
): Promise<unknown> {
  try {
    const answer = await pending;
    see(answer);
    return answer;
  } catch (error) {
    see(error);
    throw error;
  }
}

/** `dbs/shop/colls/orders` of any path below it. */
function containerOf({ path }: RequestContext): string | undefined {
  return typeof path === "string"
    ? /^\/?(dbs\/[^/]+\/colls\/[^/]+)/.exec(path)?.[1]
    : undefined;
}

function deletesContainer({ method, resourceType }: RequestContext): boolean {
  return method === "DELETE" && resourceType === "colls";
}

/** The SDK names itself in a header that it sends with every request. */
function assertTested(headers: Record<string, unknown>): void {
  const agent = headers["User-Agent"] ?? headers["x-ms-useragent"];
  const match =
    typeof agent === "string"
      ? /azure-cosmos-js\/(\d+)\.(\d+)\.(\d+)/.exec(agent)
      : null;
  const [, major, minor] = (match ?? []).map(Number);
  if (major !== undefined && minor !== undefined && isTested(major, minor)) {
    return;
  }
  throw new SessionTokenError(
    "UNSUPPORTED_SDK",
    `keepToken was not tested with ${match === null ? "this version of @azure/cosmos" : `@azure/cosmos ${match[0].split("/")[1] ?? ""}`} (tested: 3.15 to 3.17, 4.0 to 4.10). ` +
      "Update cosmos-session-token, or pass { allowUntestedSdk: true } as second argument after testing it yourself.",
  );
}

/** See keepToken.test.ts and docs/decisions/012 for what was measured. */
function isTested(major: number, minor: number): boolean {
  return (
    (major === 3 && minor >= 15 && minor <= 17) || (major === 4 && minor <= 10)
  );
}
