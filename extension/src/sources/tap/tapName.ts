import { randomBytes } from "node:crypto";

const PREFIX = "cosmos-session-tap-";

/** The name of a new tap's subscription: it says whose it is to whoever finds it in a list. */
export function makeTapName(): string {
  return PREFIX + randomBytes(4).toString("hex");
}

/** Names of entities are compared without case, as the service does. */
export function isTapName(name: string): boolean {
  return /^cosmos-session-tap-[0-9a-f]{8}$/i.test(name);
}

/** As a source of events: `tap:orders-dev`. */
export function tapSourceOf(namespace: string): string {
  return `tap:${namespace}`;
}

export function isFromTap({ source }: { readonly source: string }): boolean {
  return source.startsWith("tap:");
}
