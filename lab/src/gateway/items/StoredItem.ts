import type { Container } from "../account/Container.ts";
import type { Item } from "../query/Query.ts";

/** One version of an item, with the bytes in which it is answered. */
export interface StoredItem {
  readonly body: Item;
  readonly bytes: Buffer;
  readonly rid: string;
  readonly etag: string;
  /** Second since 1970 after which it is gone, if it has a time to live. */
  readonly expires: number | undefined;
}

/** Makes an item out of what a client sent: system properties are the service's own. */
export function storedItem(
  container: Container,
  sent: Item,
  system: { readonly rid: string; readonly etag: string; readonly ts: number },
): StoredItem {
  const { rid, etag, ts } = system;
  const body: Item = {
    ...sent,
    _rid: rid,
    _self: `${container.self}docs/${rid}/`,
    _etag: etag,
    _attachments: "attachments/",
    _ts: ts,
  };
  const ttl = timeToLive(container.definition.defaultTtl, sent["ttl"]);
  return {
    body,
    bytes: Buffer.from(JSON.stringify(body)),
    rid,
    etag,
    expires: ttl === undefined ? undefined : ts + ttl,
  };
}

/** An item of an earlier life of the lab, with its system properties. */
export function restoredItem(container: Container, body: Item): StoredItem {
  const ts = Number(body["_ts"]);
  const ttl = timeToLive(container.definition.defaultTtl, body["ttl"]);
  return {
    body,
    bytes: Buffer.from(JSON.stringify(body)),
    rid: String(body["_rid"]),
    etag: String(body["_etag"]),
    expires: ttl === undefined ? undefined : ts + ttl,
  };
}

/** Items expire only in a container that has a default; there each item may say otherwise. */
function timeToLive(
  ofContainer: number | undefined,
  ofItem: unknown,
): number | undefined {
  if (ofContainer === undefined) return undefined;
  const ttl = typeof ofItem === "number" ? ofItem : ofContainer;
  return ttl === -1 ? undefined : ttl;
}

export function isLive(
  item: StoredItem | undefined,
  now: number,
): item is StoredItem {
  return (
    item !== undefined &&
    (item.expires === undefined || now < item.expires * 1000)
  );
}
