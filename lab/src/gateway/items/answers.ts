import type { View } from "../../replication/PartitionKeyRange.ts";
import type { Container } from "../account/Container.ts";
import { headerText } from "../http/headerText.ts";
import type { Answer, GatewayRequest } from "../Operation.ts";
import type { StoredItem } from "./StoredItem.ts";

/** Headers that every answer about a container's items bears. The SDK stores the token by the paths. */
export function dataHeaders(
  request: GatewayRequest,
  container: Container,
  views: readonly View<StoredItem>[],
  charge: number,
): Record<string, string | number> {
  request.seen.requestCharge = charge;
  const headers: Record<string, string | number> = {
    "x-ms-alt-content-path": headerText(
      `dbs/${container.database}/colls/${container.definition.id}`,
    ),
    "x-ms-content-path": container.rid,
    "x-ms-request-charge": charge,
  };
  if (views.length > 0) {
    headers["x-ms-session-token"] = views.map((view) => view.token).join(",");
    headers["lsn"] = views.at(-1)!.lsn;
    headers["x-ms-global-committed-lsn"] = views.at(-1)!.range.lsn;
  }
  return headers;
}

export function itemAnswer(
  request: GatewayRequest,
  container: Container,
  view: View<StoredItem>,
  status: number,
  item: StoredItem,
  charge: number,
): Answer {
  const headers = dataHeaders(request, container, [view], charge);
  headers["etag"] = item.etag;
  // `Prefer: return=minimal` is the SDK's `contentResponseOnWriteEnabled: false`.
  const isMinimal =
    request.method !== "GET" && request.headers["prefer"] === "return=minimal";
  if (status === 304 || isMinimal) return { status, headers };
  return { status, headers, body: item.bytes };
}

/** Plausible, no more: 1 request unit for each kilobyte read, about 5 for each one written. */
export function readCharge(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / 1024));
}

export function writeCharge(bytes: number): number {
  return Math.round((5.29 + Math.max(0, bytes / 1024 - 1) * 4.95) * 100) / 100;
}
