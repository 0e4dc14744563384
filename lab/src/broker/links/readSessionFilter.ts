import type { AmqpValue } from "../amqp/decode.ts";
import type { SendingLink } from "../wire/SendingLink.ts";

const sessionFilter = "com.microsoft:session-filter";

/** Which session a receiver wants, `null` for the next one; nothing when it wants no session. */
export function readSessionFilter(
  link: SendingLink,
): { readonly id: string | null } | undefined {
  const { filter } = link;
  if (filter?.has(sessionFilter) !== true) return undefined;
  const id = plain(filter.get(sessionFilter) ?? null);
  return { id: typeof id === "string" ? id : null };
}

/** Other SDKs than the one for JavaScript describe the value. */
function plain(value: AmqpValue): AmqpValue {
  return typeof value === "object" && value !== null && "descriptor" in value
    ? value.value
    : value;
}
