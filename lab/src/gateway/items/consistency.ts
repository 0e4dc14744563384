import type { Consistency } from "../../config.ts";
import type {
  Need,
  PartitionKeyRange,
  View,
} from "../../replication/PartitionKeyRange.ts";
import { needOf } from "../../replication/needOf.ts";
import { parse, type SessionToken } from "../../sessionToken.ts";
import type { Container } from "../account/Container.ts";
import type { GatewayRequest } from "../Operation.ts";
import { ServiceError } from "../ServiceError.ts";
import type { StoredItem } from "./StoredItem.ts";

/** From weak to strong. */
const LEVELS: readonly Consistency[] = [
  "Eventual",
  "ConsistentPrefix",
  "Session",
  "BoundedStaleness",
  "Strong",
];

/** Defaults of the service for an account with one region (consistency levels page). */
export const MAX_STALENESS = { prefix: 100, seconds: 5 };

/** @throws {ServiceError} 400 for a level that is unknown or stronger than the account's. */
function levelOf(request: GatewayRequest): Consistency {
  const asked = request.headers["x-ms-consistency-level"];
  const ofAccount = request.account.consistency;
  if (asked === undefined) return ofAccount;
  const level = LEVELS.find((each) => each === asked);
  if (level === undefined) {
    throw new ServiceError(
      400,
      `The consistency level "${String(asked)}" is not known. Use one of ${LEVELS.join(", ")}.`,
    );
  }
  if (LEVELS.indexOf(level) > LEVELS.indexOf(ofAccount)) {
    throw new ServiceError(
      400,
      `The requested consistency level ${level} is invalid for this account: it is stronger than the account's default, ${ofAccount}. A request can only relax the default.`,
    );
  }
  return level;
}

/** @throws {ServiceError} 400 for a header that is no session token. */
function tokenOf(request: GatewayRequest): SessionToken | undefined {
  const header = request.headers["x-ms-session-token"];
  if (typeof header !== "string" || header === "") return undefined;
  try {
    return parse(header);
  } catch {
    // It names no range that ever was, so for the log it is judged as one that does not belong here.
    request.seen.foreign = true;
    throw new ServiceError(
      400,
      `The session token in x-ms-session-token is invalid: "${header.slice(0, 100)}". Pass it exactly as an answer of the same container bore it, like 0:-1#42.`,
    );
  }
}

/**
 * The views by which a read is answered, one for each range: by the request's level and token.
 *
 * @throws {ServiceError} 404/1002 when no replica has what the token asks for, within the wait budget.
 */
export async function viewsFor(
  request: GatewayRequest,
  container: Container,
  ranges: readonly PartitionKeyRange<StoredItem>[],
): Promise<View<StoredItem>[]> {
  const views: View<StoredItem>[] = [];
  const level = levelOf(request);
  request.seen.ranges = ranges.map((range) => range.id);
  request.seen.region = request.region;
  const token = usesToken(level) ? tokenOf(request) : undefined;
  refuseForeign(request, container, token);
  for (const range of ranges) {
    const need = strongest(
      token === undefined ? undefined : needOf(token, range),
      needOfLevel(level, request, range),
    );
    const view = await container.data.read(range, request.region, need);
    if (view === undefined) throw notAvailable(level);
    views.push(view);
  }
  noteViews(request, container, views);
  return views;
}

export function noteViews(
  request: GatewayRequest,
  container: Container,
  views: readonly View<StoredItem>[],
): void {
  const { seen } = request;
  const parents = container.data.parents();
  if (parents !== undefined) seen.parents = parents;
  seen.ranges = views.map((view) => view.range.id);
  seen.served = views.map((view) => view.token).join(",");
  seen.region = request.region;
  seen.replica = views.map((view) => view.replica.name).join(",");
  seen.lagMs = Math.max(0, ...views.map((view) => view.lagMs));
}

/** At Eventual and ConsistentPrefix a token has no effect. */
function usesToken(level: Consistency): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf("Session");
}

/** @throws {ServiceError} 404/1002 for a range that never was: no replica will ever have it. */
function refuseForeign(
  request: GatewayRequest,
  container: Container,
  token: SessionToken | undefined,
): void {
  if (token === undefined) return;
  const known = (id: string): boolean => container.data.find(id).length > 0;
  if (token.parts.every((part) => known(part.rangeId))) return;
  request.seen.foreign = true;
  throw notAvailable("Session");
}

function notAvailable(level: Consistency): ServiceError {
  if (level === "Strong" || level === "BoundedStaleness") {
    return new ServiceError(
      503,
      `No replica is up to the account's consistency level ${level}: the container is frozen, or its lag is longer than the lab waits.`,
    );
  }
  return new ServiceError(
    404,
    "The read session is not available for the input session token.",
    { subStatus: 1002 },
  );
}

/** What the level asks for by itself, whatever the client knows. */
function needOfLevel(
  level: Consistency,
  request: GatewayRequest,
  range: PartitionKeyRange<StoredItem>,
): Need | undefined {
  if (level === "Strong") return { lsn: range.lsn, version: -Infinity };
  if (level !== "BoundedStaleness") return undefined;
  const since = request.account.clock.now() - MAX_STALENESS.seconds * 1000;
  const lsn = Math.max(
    range.lsn - MAX_STALENESS.prefix,
    range.lsnCommittedBy(since),
  );
  return { lsn, version: -Infinity };
}

function strongest(a: Need | undefined, b: Need | undefined): Need | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return {
    lsn: Math.max(a.lsn, b.lsn),
    version: Math.max(a.version, b.version),
  };
}
