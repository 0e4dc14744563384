import { covers } from "../sessionToken.ts";
import type { Delivery } from "./Delivery.ts";
import type { Evidence } from "./Evidence.ts";
import { isOfRead, type Read } from "./Read.ts";
import { isSpelledAs } from "./readMessage.ts";
import { concerns, keyStrings } from "./Write.ts";

export type JoinedBy = "context" | "token" | "itemId" | undefined;

/** What a read had to see, by the messages and writes that are known. */
export interface Found {
  readonly tokens: readonly string[];
  readonly delivery: Delivery | undefined;
  readonly joinedBy: JoinedBy;
}

/**
 * What must be seen by what was read: what the messages of the read's handler say of it; where there is no
 * handler, what those say that were received of late.
 */
export function findRequired(read: Read, evidence: Evidence): Found {
  const { context } = evidence;
  if (context !== undefined) {
    const speaking = speakingOf(read, context, evidence);
    const found = resolve(read, speaking, "context");
    // A read that no message speaks of still belongs to the handler, and sees what that wrote.
    if (found.tokens.length > 0) return found;
    return {
      tokens: evidence.ownWrites
        .filter((write) => concerns(write, read))
        .map(({ token }) => token),
      delivery: context.at(-1),
      joinedBy: "context",
    };
  }
  const all = speakingOf(read, evidence.recent(), evidence);
  if (all.length === 0) return nothing;
  const active = all.filter(({ delivery }) => delivery.isActive);
  return resolve(read, active.length > 0 ? active : all, "itemId");
}

const nothing: Found = {
  tokens: [],
  delivery: undefined,
  joinedBy: undefined,
};

interface Speaking {
  readonly delivery: Delivery;
  readonly token: string;
}

/** As in the lab: of the messages that speak of what was read, those whose token the read sent. */
function resolve(
  { sent }: Read,
  speaking: readonly Speaking[],
  otherwise: JoinedBy,
): Found {
  const asked =
    sent === undefined
      ? []
      : speaking.filter(({ token }) => coversSafely(sent, token));
  const meant = asked.length > 0 ? asked : speaking;
  return {
    tokens: meant.map(({ token }) => token),
    delivery: meant.at(-1)?.delivery,
    joinedBy: otherwise === "itemId" && asked.length > 0 ? "token" : otherwise,
  };
}

function speakingOf(
  read: Read,
  deliveries: readonly Delivery[],
  evidence: Evidence,
): Speaking[] {
  const speaking: Speaking[] = [];
  for (const delivery of deliveries) {
    const { content, writes } = delivery;
    // Most messages of a program that looks at many of them.
    if (content.carried.length === 0 && writes.length === 0) continue;
    for (const token of tokensFor(read, delivery, evidence)) {
      speaking.push({ delivery, token });
    }
  }
  return speaking;
}

/**
 * The tokens that a message carries for what was read; where it carries none, those of the writes that
 * it speaks of.
 */
function tokensFor(
  read: Read,
  { content, writes }: Delivery,
  evidence: Evidence,
): string[] {
  const { container } = read;
  const { carried, names } = content;
  const [, name = ""] = container.split("/");
  const own = carried.filter(
    (one) => one.container !== undefined && isSpelledAs(name, one.container),
  );
  if (own.length > 0) return own.map(({ token }) => token);
  // Case: { "sessionToken": "0:-1#42" }. Whose it is stands nowhere. A message that names what is read
  // means that, unless the process reads more than one container.
  const plain = carried.filter(
    ({ container: suffix, token }) =>
      suffix === undefined &&
      isNamed(read, names) &&
      (evidence.isOwn(container, token) ||
        (!evidence.hasSeveralContainers &&
          !evidence.isForeign(container, token))),
  );
  if (plain.length > 0) return plain.map(({ token }) => token);
  return writes
    .filter(
      (write) =>
        concerns(write, read) &&
        // Of a new item only the partition key is known; the message tells of which item it speaks.
        (write.itemId !== undefined ||
          names.size === 0 ||
          isNamed(read, names)),
    )
    .map(({ token }) => token);
}

function isNamed(read: Read, names: ReadonlySet<string>): boolean {
  return isOfRead(read, ({ itemId, partitionKey }) =>
    itemId === undefined
      ? keyStrings(partitionKey).every((value) => names.has(value))
      : names.has(itemId),
  );
}

function coversSafely(have: string, need: string): boolean {
  if (have === need) return true;
  try {
    return covers(have, need);
  } catch {
    return false;
  }
}
