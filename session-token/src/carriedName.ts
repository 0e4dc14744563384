import { look } from "./look.ts";
import { SessionTokenError } from "./SessionTokenError.ts";
import { kindOf } from "./words.ts";

/**
 * A container by its id, or the SDK's `Container` itself, which also tells its database: needed
 * only where two databases have a container of one name.
 */
export type ContainerName =
  string | { readonly id: string; readonly database?: { readonly id: string } };

export interface ContainerIdentity {
  readonly id: string;
  readonly database: string | undefined;
}

/** Lower-case first letter: the Azure Functions host would lower-case it anyway. */
export const PLAIN_NAME = "cosmosSessionToken";
export const SUFFIXED_START = `${PLAIN_NAME}_`;

/**
 * The property under which a message carries the token of a container: `cosmosSessionToken` when
 * none is named, else `cosmosSessionToken_<container>`, where all but ASCII letters, digits and `_`
 * becomes `_` (a SQL filter of a subscription would need delimiters for other characters).
 */
export function carriedName(container: ContainerIdentity | undefined): string {
  if (container === undefined) return PLAIN_NAME;
  return SUFFIXED_START + container.id.replace(/[^A-Za-z0-9_]/g, "_");
}

/** @throws {SessionTokenError} `WRONG_OPTION` when it names no container. */
export function identify(
  container: ContainerName | undefined,
): ContainerIdentity | undefined {
  if (container === undefined) return undefined;
  const id = typeof container === "string" ? container : look(container, "id");
  if (typeof id !== "string" || id === "") {
    throw new SessionTokenError(
      "WRONG_OPTION",
      `The option container must be a container's id or the container itself, got ${id === "" ? "an empty text" : kindOf(container)}.`,
    );
  }
  const database = look(look(container, "database"), "id");
  return { id, database: typeof database === "string" ? database : undefined };
}

/** True unless both are known to be different containers. */
export function mayBeSameContainer(
  a: ContainerIdentity,
  b: ContainerIdentity,
): boolean {
  if (a.id !== b.id) return false;
  return (
    a.database === undefined ||
    b.database === undefined ||
    a.database === b.database
  );
}
