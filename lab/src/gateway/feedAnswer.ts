import { readQuerySpec } from "./account/Queries.ts";
import { jsonAnswer } from "./jsonAnswer.ts";
import type { Answer, GatewayRequest } from "./Operation.ts";
import type { Item } from "./query/Query.ts";

export type Resource = Item;

/** A list of databases, containers or offers; they all fit on one page. */
export function feedAnswer(
  request: GatewayRequest,
  rid: string,
  name: string,
  resources: readonly unknown[],
): Answer {
  request.seen.requestCharge = 1;
  return jsonAnswer(
    200,
    { _rid: rid, [name]: resources, _count: resources.length },
    { "x-ms-item-count": resources.length },
  );
}

/** The same, of those that a query asks for. */
export function queryAnswer(
  request: GatewayRequest,
  rid: string,
  name: string,
  resources: readonly Resource[],
): Answer {
  const query = request.account.queries.compile(readQuerySpec(request.body));
  return feedAnswer(request, rid, name, [...query.run(resources)]);
}
