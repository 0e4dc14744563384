import { AsyncLocalStorage } from "node:async_hooks";
import { carriedName, type ContainerIdentity } from "./carriedName.ts";
import type { Flow } from "./Flow.ts";
import { OwnTokens } from "./OwnTokens.ts";
import { SessionTokenError } from "./SessionTokenError.ts";

/** A container that `protect` was called for. */
export interface ProtectedContainer {
  /** Account, database and container: two clients of one container share it. */
  readonly key: string;
  readonly identity: ContainerIdentity;
  /** The name of its own under which messages carry its token. */
  readonly name: string;
}

interface AmbientState {
  readonly storage: AsyncLocalStorage<Flow>;
  /** By carried name. */
  readonly containers: Map<string, ProtectedContainer>;
  /** What clients of level Session have seen, whose own token an explicit one would replace. */
  readonly ownTokens: OwnTokens;
}

/**
 * On the global object, because `import` and `require` load two copies of this module, and a
 * handler in one must reach a container that was protected in the other.
 */
const KEY = Symbol.for("cosmos-session-token/ambient/1");

export function getState(): AmbientState {
  const holder = globalThis as { [KEY]?: AmbientState | undefined };
  return (holder[KEY] ??= {
    storage: new AsyncLocalStorage(),
    containers: new Map(),
    ownTokens: new OwnTokens(),
  });
}

/** The flow of the running handler, unless it is one that is over. */
export function findFlow(): Flow | undefined {
  const flow = getState().storage.getStore();
  return flow === undefined || flow.ended ? undefined : flow;
}

/** @throws {SessionTokenError} `NAME_COLLISION` when another container has the same carried name. */
export function register(container: ContainerIdentity): ProtectedContainer {
  const { containers } = getState();
  const key = `${container.database ?? ""}/${container.id}`;
  const name = carriedName(container);
  const other = containers.get(name);
  if (other === undefined) {
    const added = { key, identity: container, name };
    containers.set(name, added);
    return added;
  }
  if (other.key === key) return other;
  throw new SessionTokenError(
    "NAME_COLLISION",
    `Containers "${other.key}" and "${key}" would share the name ${name} in a message, so a read could get the other's token. ` +
      "Protect only one of them in this process, and use attach and tokenFrom with names of your own for the other.",
  );
}

/**
 * The token that the flow's message carries for a container. The plain name names no container, so
 * it serves only when one container is protected in the process.
 */
export function carriedFor(
  flow: Flow,
  container: ProtectedContainer,
): string | undefined {
  const own = flow.carried.get(container.name);
  if (own !== undefined) return own;
  const plain = carriedName(undefined);
  const onlyPlain = flow.carried.size === 1;
  return onlyPlain && getState().containers.size === 1
    ? flow.carried.get(plain)
    : undefined;
}
