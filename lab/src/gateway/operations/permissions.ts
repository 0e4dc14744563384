import { signingKey } from "../account/accountKey.ts";
import { writeResourceToken } from "../http/resourceToken.ts";
import type { GatewayRequest } from "../Operation.ts";
import type { Item } from "../query/Query.ts";
import { ServiceError } from "../ServiceError.ts";
import { definitionOperations } from "./definitionOperations.ts";

/** Seconds (documentation "Permissions" of the REST API): an hour unless asked, at most five. */
const defaultLife = 3_600;
const shortestLife = 10;
const longestLife = 18_000;

/** The SDK's constants are in lower case (3.17.3 to 4.10.1). Kept as they were sent. */
const modes = ["Read", "All"] as const;

export const permissions = definitionOperations({
  what: "permission",
  name: "permission",
  listName: "Permissions",
  path: "/dbs/*/users/*/permissions",
  ownerOf({ account, ids }) {
    const [database, user] = ids;
    account.database(database!);
    const { _rid, _self } = account.definitions.read(
      `dbs/${database!}/users`,
      user!,
    );
    return { rid: String(_rid), self: String(_self) };
  },
  check(sent, request) {
    const { resourcePartitionKey } = sent;
    const key = readKey(resourcePartitionKey);
    return {
      permissionMode: checkMode(sent["permissionMode"]),
      resource: readLink(sent["resource"], request),
      ...(key !== undefined && { resourcePartitionKey: key }),
    };
  },
  /** Each answer has a new token, as on the service. */
  show(kept, request) {
    const { permissionMode, resource, resourcePartitionKey } = kept;
    const now = request.account.clock.now();
    const token = writeResourceToken(signingKey, {
      resource: linkByNames(String(resource), request),
      mode: modeOf(permissionMode)!,
      until: now + lifeAsked(request) * 1000,
      ...(Array.isArray(resourcePartitionKey) && {
        partitionKey: resourcePartitionKey as readonly unknown[],
      }),
    });
    return { ...kept, _token: token };
  },
});

function modeOf(sent: unknown): (typeof modes)[number] | undefined {
  return modes.find((one) => one.toLowerCase() === String(sent).toLowerCase());
}

function checkMode(sent: unknown): unknown {
  if (modeOf(sent) !== undefined) return sent;
  throw new ServiceError(
    400,
    `The permissionMode ${JSON.stringify(sent)} is invalid: it is "Read" or "All".`,
  );
}

function readLink(sent: unknown, request: GatewayRequest): string {
  const [database] = request.ids;
  const { self } = request.account.database(database!);
  const link = typeof sent === "string" ? trimmed(sent) : "";
  const isBelow = link.startsWith(`dbs/${database!}/`) || link.startsWith(self);
  if (isBelow && link.split("/").length % 2 === 0) return link;
  throw new ServiceError(
    400,
    `The resource ${JSON.stringify(sent)} of a permission is invalid: it is the link of something in database "${database!}", such as dbs/${database!}/colls/orders (in the SDK: container.url).`,
  );
}

function readKey(sent: unknown): Item["resourcePartitionKey"] {
  if (sent === undefined || Array.isArray(sent)) return sent;
  throw new ServiceError(
    400,
    "The resourcePartitionKey of a permission is invalid: it is an array with the values of the partition key.",
  );
}

function lifeAsked({ headers }: GatewayRequest): number {
  const sent = headers["x-ms-documentdb-expiry-seconds"];
  const life = sent === undefined ? defaultLife : Number(sent);
  if (Number.isInteger(life) && life >= shortestLife && life <= longestLife) {
    return life;
  }
  throw new ServiceError(
    400,
    `The life of ${String(sent)} seconds for a resource token is invalid: it lies between ${shortestLife} and ${longestLife}.`,
  );
}

/** A link by `_rid`s (`container.read()` answers it as `_self`) to what requests are made of. */
function linkByNames(link: string, { account, ids }: GatewayRequest): string {
  const database = account.database(ids[0]!);
  if (!link.startsWith(database.self)) return link;
  for (const { self, id } of database.containers.values()) {
    if (`${link}/`.startsWith(self)) {
      return trimmed(
        `dbs/${database.id}/colls/${id}/${link.slice(self.length)}`,
      );
    }
  }
  return link;
}

function trimmed(link: string): string {
  return link.replace(/^\/+|\/+$/g, "");
}
