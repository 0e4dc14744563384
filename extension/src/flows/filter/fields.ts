import { severity, type Flow } from "../Flow.ts";
import type { CosmosEvent } from "../FlowEvent.ts";
import { carriedOf } from "../carried.ts";

/** Asked for each text of a flow until it says yes. */
export type TextTest = (text: string | undefined) => boolean;

export interface FilterField {
  /** What it looks at, for the list of completions. */
  readonly about: string;
  /**
   * True as soon as one text of the flow passes. No lists and no generators: it runs a hundred
   * thousand times for a key that somebody presses.
   */
  readonly some: (flow: Flow, test: TextTest) => boolean;
  /** Where the choice is small and known. */
  readonly choices?: readonly string[];
  /** The same few values come again and again, so that an answer is worth remembering. */
  readonly hasFewValues?: boolean;
  /** What it compares also stands in `Flow.text`, which is searched faster. */
  readonly isInText?: boolean;
}

const states = [
  "dead-letter",
  "taken",
  "sent-on",
  "no-message",
  "no-token",
] as const;

/** `name:` of the filter language. */
export const fields: Readonly<Record<string, FilterField>> = {
  verdict: {
    about: "how a read ended",
    choices: severity,
    hasFewValues: true,
    some: ({ reads }, test) => reads.some(({ verdict }) => test(verdict)),
  },
  container: {
    about: "container that was written or read",
    hasFewValues: true,
    // `orders` finds `shop/orders`, too.
    some: (flow, test) =>
      someCall(
        flow,
        ({ container }) =>
          test(container) ||
          (container !== undefined &&
            test(container.slice(container.indexOf("/") + 1))),
      ),
  },
  key: {
    about: "partition key",
    isInText: true,
    some: (flow, test) =>
      someCall(
        flow,
        ({ partitionKey }) =>
          test(partitionKey) || partsOfKey(partitionKey).some(test),
      ),
  },
  item: {
    about: "id of an item",
    isInText: true,
    some: (flow, test) => someCall(flow, ({ itemId }) => test(itemId)),
  },
  message: {
    about: "id of a message",
    isInText: true,
    some: ({ message }, test) => test(message?.messageId),
  },
  entity: {
    about: "queue, topic or topic/subscription",
    hasFewValues: true,
    some: ({ message }, test) =>
      message !== undefined &&
      (test(message.entity) ||
        test(message.subscription) ||
        test(`${message.entity}/${message.subscription ?? ""}`)),
  },
  process: {
    about: "program that wrote, sent, handled or read",
    hasFewValues: true,
    some: (flow, test) =>
      test(flow.message?.sent?.process) ||
      test(flow.message?.delivered?.process) ||
      someCall(flow, ({ process }) => test(process)),
  },
  token: {
    about: "session token, sent, carried or served",
    isInText: true,
    some: (flow, test) =>
      carriedOf(flow).some(({ token }) => test(token)) ||
      someCall(flow, ({ sent, served }) => test(sent) || test(served)),
  },
  status: {
    about: "HTTP status of a call",
    hasFewValues: true,
    some: (flow, test) =>
      someCall(flow, ({ status }) => test(status?.toString())),
  },
  source: {
    about: "who reported it",
    hasFewValues: true,
    some: (flow, test) =>
      test(flow.message?.sent?.source) ||
      test(flow.message?.delivered?.source) ||
      test(flow.message?.peeked?.source) ||
      someCall(flow, ({ source }) => test(source)),
  },
  is: {
    about: "state of the flow",
    choices: states,
    hasFewValues: true,
    some: (flow, test) => statesOf(flow).some(test),
  },
};

export function isDeadLetter({ message }: Flow): boolean {
  return (
    message?.peeked?.peeked?.isDeadLetter === true ||
    message?.settled?.disposition === "dead_letter"
  );
}

function statesOf(flow: Flow): (typeof states)[number][] {
  const { message } = flow;
  const found: (typeof states)[number][] = [];
  if (isDeadLetter(flow)) found.push("dead-letter");
  if (message?.taken !== undefined) found.push("taken");
  if (flow.parent !== undefined) found.push("sent-on");
  if (message === undefined) found.push("no-message");
  else if (carriedOf(flow).length === 0) found.push("no-token");
  return found;
}

function someCall(flow: Flow, test: (call: CosmosEvent) => boolean): boolean {
  for (const call of flow.writes) if (test(call)) return true;
  for (const call of flow.handlerWrites) if (test(call)) return true;
  for (const { event } of flow.reads) if (test(event)) return true;
  return false;
}

/** `["t1","1042"]` is `t1`, `1042` and `t1/1042` to a person. */
function partsOfKey(partitionKey: string | undefined): string[] {
  if (partitionKey === undefined) return [];
  try {
    const key: unknown = JSON.parse(partitionKey);
    if (!Array.isArray(key)) return [String(key)];
    const parts = key.map(String);
    return parts.length > 1 ? [...parts, parts.join("/")] : parts;
  } catch {
    return [];
  }
}
