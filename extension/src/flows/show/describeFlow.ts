import { carriedOf } from "../carried.ts";
import { worstOf, type Flow, type JudgedRead } from "../Flow.ts";
import { isDeadLetter } from "../filter/fields.ts";

/** Why the worst read ended as it did: what was carried, then session-token's sentence. */
export function explain(flow: Flow, worst: JudgedRead | undefined): string {
  if (worst === undefined) return whyDead(flow) ?? "";
  const lagMs = Math.round(worst.event.lagMs ?? 0);
  const behind =
    lagMs === 0 || worst.reason.includes(" ms")
      ? ""
      : ` The replica was ${lagMs} ms behind.`;
  const carried = flow.message === undefined ? "" : `${carriedWords(flow)} `;
  return `${carried}${worst.reason}${behind}`;
}

/** A whole flow as a person would say it, for screen readers and for copying. */
export function describeFlow(flow: Flow): string {
  const sentences: string[] = [];
  for (const { process, operation, container, itemId, served } of flow.writes) {
    sentences.push(
      `${process ?? "A program"} wrote ${thing(container, itemId)} (${operation}) and got ${served ?? "no token"}.`,
    );
  }
  if (flow.message !== undefined) {
    const { entity, subscription, messageId } = flow.message;
    const place = subscription === undefined ? "" : `/${subscription}`;
    sentences.push(`Message ${messageId} through ${entity}${place}.`);
    sentences.push(carriedWords(flow));
    const dead = whyDead(flow);
    if (dead !== undefined) sentences.push(dead);
  }
  const worst = worstOf(flow.reads);
  if (worst === undefined) {
    sentences.push("No read was seen.");
    return sentences.join(" ");
  }
  const { process, container, itemId, sent, served, operation } = worst.event;
  sentences.push(
    `${process ?? "A program"} read ${thing(container, itemId)} (${operation}) ${sent === undefined ? "without a token" : `with ${sent}`} and was answered at ${served ?? "no token"}.`,
  );
  sentences.push(`${capital(worst.verdict)}: ${worst.reason}`);
  const others = flow.reads.length - 1;
  if (others > 0) sentences.push(`And ${others} more reads.`);
  return sentences.join(" ");
}

function carriedWords(flow: Flow): string {
  const carried = carriedOf(flow);
  if (carried.length === 0) return "The message carried no token.";
  const words = carried.map(({ container, token }) =>
    container === undefined ? token : `${token} for ${container}`,
  );
  return `The message carried ${words.join(" and ")}.`;
}

function whyDead(flow: Flow): string | undefined {
  if (!isDeadLetter(flow)) return undefined;
  const peeked = flow.message?.peeked?.peeked;
  const count = flow.message?.deliveryCount ?? 0;
  const why = [peeked?.deadLetterReason, peeked?.deadLetterDescription]
    .filter((part) => part !== undefined && part !== "")
    .join(": ");
  return `Dead-lettered after ${count} ${count === 1 ? "delivery" : "deliveries"}${why === "" ? "" : ` (${why})`}.`;
}

function thing(
  container: string | undefined,
  itemId: string | undefined,
): string {
  const name = container ?? "a container";
  return itemId === undefined ? name : `${name}/${itemId}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
