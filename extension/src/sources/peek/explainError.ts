export interface Trouble {
  readonly kind:
    | "wrongKey"
    | "noManage"
    | "firewall"
    | "noSession"
    | "missing"
    | "throttled"
    | "away"
    | "other";
  /** Short, for the list of sources. */
  readonly words: string;
  /** Asking again by itself is of use. */
  readonly isPassing: boolean;
}

/**
 * What an error of `@azure/service-bus` means to a person, and what to do. With core-amqp 4.3.5 and
 * later retries end in an `AggregateError` without code and text (measured, 7.9.5): the cause is in
 * `errors`.
 */
export function explainError(error: unknown): Trouble {
  const { code, message } = causeOf(error);
  const all = `${code} ${message}`;
  if (/ip address|firewall|network rule|virtual network/i.test(all)) {
    return trouble(
      "firewall",
      "refused by the firewall: allow this machine's address in the namespace's networking",
      false,
    );
  }
  if (/Unauthorized|InvalidSignature|\b401\b|put.token/i.test(all)) {
    return trouble(
      "wrongKey",
      "the key is wrong, or has no Listen right: connect again with another connection string",
      false,
    );
  }
  if (/\b403\b|Manage/i.test(all)) {
    return trouble("noManage", "no Manage right: add entities by hand", false);
  }
  if (/MessagingEntityNotFound|could not be found|\b404\b/i.test(all)) {
    return trouble("missing", "there is no such queue or subscription", false);
  }
  if (/MessagingEntityDisabled/i.test(all)) {
    return trouble("missing", "the entity is disabled", true);
  }
  if (/ServiceBusy|throttl|\b429\b|\b503\b/i.test(all)) {
    return trouble(
      "throttled",
      "the namespace is busy: asking less often",
      true,
    );
  }
  if (
    /requires? session|sessionful|session/i.test(all) &&
    /NotAllowed|InvalidOperation/i.test(all)
  ) {
    return trouble(
      "noSession",
      "needs a session and lets nobody peek without one",
      false,
    );
  }
  if (
    /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRESET|ServiceTimeout|ServiceCommunicationProblem|ConnectionNotEstablished|connection/i.test(
      all,
    )
  ) {
    return trouble("away", "out of sight: connecting again", true);
  }
  return trouble("other", message.slice(0, 200) || "an unknown error", true);
}

function trouble(
  kind: Trouble["kind"],
  words: string,
  isPassing: boolean,
): Trouble {
  return { kind, words, isPassing };
}

function causeOf(error: unknown): { code: string; message: string } {
  const inner =
    error instanceof AggregateError && error.errors.length > 0
      ? (error.errors.at(-1) as unknown)
      : error;
  if (typeof inner !== "object" || inner === null) {
    return { code: "", message: String(inner) };
  }
  const code = "code" in inner ? String(inner.code) : "";
  const status = "statusCode" in inner ? ` ${String(inner.statusCode)}` : "";
  const message = inner instanceof Error ? inner.message : "";
  return { code: code + status, message };
}
