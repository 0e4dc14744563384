import { badRequest } from "./AdministrationError.ts";

/** What the path of a request means. */
export type Address =
  | { readonly kind: "root" | "namespace" | "queues" | "topics" }
  /** A queue or a topic: the path does not say which. */
  | { readonly kind: "entity"; readonly name: string }
  | { readonly kind: "subscriptions"; readonly topic: string }
  | {
      readonly kind: "subscription";
      readonly topic: string;
      readonly name: string;
    }
  | {
      readonly kind: "rules";
      readonly topic: string;
      readonly subscription: string;
    }
  | {
      readonly kind: "rule";
      readonly topic: string;
      readonly subscription: string;
      readonly name: string;
    }
  | { readonly kind: "unknown"; readonly path: string };

const underTopic =
  /^(.+?)\/subscriptions(?:\/([^/]+)(\/rules(?:\/([^/]+))?)?)?$/is;

/**
 * @param pathname Encoded, `/topic/Subscriptions/sub/Rules/`
 * @throws {AdministrationError} When it is not well encoded.
 */
export function readAddress(pathname: string): Address {
  const path = decode(pathname).replace(/^\/+/, "").replace(/\/+$/, "");
  switch (path.toLowerCase()) {
    case "":
      return { kind: "root" };
    case "$namespaceinfo":
      return { kind: "namespace" };
    case "$resources/queues":
      return { kind: "queues" };
    case "$resources/topics":
      return { kind: "topics" };
  }
  if (path.startsWith("$")) return { kind: "unknown", path };
  const found = underTopic.exec(path);
  if (found === null) return { kind: "entity", name: path };
  const [, topic, subscription, rules, rule] = found;
  if (subscription === undefined) {
    return { kind: "subscriptions", topic: topic! };
  }
  if (rule !== undefined) {
    return { kind: "rule", topic: topic!, subscription, name: rule };
  }
  return rules !== undefined
    ? { kind: "rules", topic: topic!, subscription }
    : { kind: "subscription", topic: topic!, name: subscription };
}

// Documentation, quotas: 260 characters for a queue or topic, 50 for a subscription.
const entityName = /^[A-Za-z0-9](?:[A-Za-z0-9._~/-]{0,258}[A-Za-z0-9])?$/;
const subscriptionName = /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,48}[A-Za-z0-9])?$/;

/** @throws {AdministrationError} */
export function assertEntityName(name: string): void {
  if (entityName.test(name)) return;
  throw badRequest(
    `"${name.slice(0, 80)}" is no name for a queue or topic: 1 to 260 letters, digits, dots, hyphens, underscores and slashes, with a letter or digit first and last.`,
  );
}

/** @throws {AdministrationError} */
export function assertSubscriptionName(name: string): void {
  if (subscriptionName.test(name)) return;
  throw badRequest(
    `"${name.slice(0, 80)}" is no name for a subscription: 1 to 50 letters, digits, dots, hyphens and underscores, with a letter or digit first and last.`,
  );
}

function decode(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    throw badRequest("The path of the request is not well encoded.");
  }
}
