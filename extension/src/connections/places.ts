import type { PeekedEntity } from "../sources/peek/readPeeked.ts";

/** `orders, order-created/billing` as somebody typed it, also with `/Subscriptions/` in between. */
export function readPlaces(text: string): string[] {
  const places = text
    .split(",")
    .map((name) => name.trim().replace(/\/subscriptions\//i, "/"))
    .filter((name) => /^[^/]+(?:\/[^/]+)?$/.test(name));
  return [...new Set(places)];
}

/** The entity and its dead letters. */
export function placesOf(
  name: string,
  requiresSession?: boolean,
): PeekedEntity[] {
  const [entity = "", subscription] = name.split("/");
  const place = {
    entity,
    ...(subscription !== undefined && { subscription }),
    ...(requiresSession === true && { requiresSession }),
  };
  return [
    { ...place, isDeadLetter: false },
    { ...place, isDeadLetter: true },
  ];
}
