// One region writes at a time, so no conflicts arise: the feed is empty, as it would be there.
import { dataHeaders } from "../items/answers.ts";
import type { Answer, GatewayRequest, Operation } from "../Operation.ts";
import { isTrue } from "../Operation.ts";
import { ServiceError } from "../ServiceError.ts";

export const listConflicts: Operation = {
  name: "conflicts.readAll",
  kind: "other",
  method: "GET",
  path: "/dbs/*/colls/*/conflicts",
  run: empty,
};

export const queryConflicts: Operation = {
  name: "conflicts.query",
  kind: "other",
  method: "POST",
  path: "/dbs/*/colls/*/conflicts",
  when: (headers) => isTrue(headers["x-ms-documentdb-isquery"]),
  run: empty,
};

export const readConflict: Operation = {
  name: "conflict.read",
  kind: "other",
  method: "GET",
  path: "/dbs/*/colls/*/conflicts/*",
  run: missing,
};

/** The path by which all versions of the SDK read a conflict (measured, 3.17.3 to 4.10.1). */
export const readConflictOddly: Operation = {
  ...readConflict,
  path: "/dbs/*/colls/*/conflicts/*/conflicts",
};

export const deleteConflict: Operation = {
  name: "conflict.delete",
  kind: "other",
  method: "DELETE",
  path: "/dbs/*/colls/*/conflicts/*",
  run: missing,
};

function empty(request: GatewayRequest): Answer {
  const { account, ids } = request;
  const container = account.container(ids[0]!, ids[1]!);
  return {
    status: 200,
    headers: dataHeaders(request, container, [], 1),
    body: JSON.stringify({ _rid: container.rid, Conflicts: [], _count: 0 }),
  };
}

function missing({ account, ids }: GatewayRequest): never {
  const container = account.container(ids[0]!, ids[1]!);
  throw new ServiceError(
    404,
    `Conflict "${String(ids[2])}" of container "${container.name}" is not there: the lab has none, as one region writes at a time.`,
  );
}
