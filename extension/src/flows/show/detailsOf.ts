import type {
  DetailStep,
  FlowDetails,
  MessageDetails,
} from "../../../panel/protocol.ts";
import { carriedOf } from "../carried.ts";
import {
  worstOf,
  type Flow,
  type JudgedRead,
  type MessageHop,
} from "../Flow.ts";
import type { CosmosEvent } from "../FlowEvent.ts";
import { isFromTap } from "../../sources/tap/tapName.ts";
import { explain } from "./describeFlow.ts";
import { placeOf } from "./rowOf.ts";

type Token = DetailStep["tokens"][number];

/**
 * Everything that is known of one flow, in the order in which it happened.
 *
 * @param shorten makes a call site as short as a person of this workspace wants to read it
 */
export function detailsOf(
  flow: Flow,
  shorten: (callSite: string) => string = (callSite) => callSite,
): FlowDetails {
  const { message } = flow;
  const worst = worstOf(flow.reads);
  const steps: DetailStep[] = [
    ...flow.writes.map((write) => writeStep(write, "write")),
    ...(message === undefined ? [] : [messageStep(flow, message)]),
    ...flow.reads.map(readStep),
    ...flow.handlerWrites.map((write) =>
      writeStep(write, "write in the handler"),
    ),
  ];
  const details = message?.peeked && messageDetails(message);
  return {
    n: flow.n,
    title: message?.messageId ?? worst?.event.itemId ?? "read without message",
    verdict: flow.verdict,
    reason: explain(flow, worst),
    steps: steps.map((step) =>
      step.callSite === undefined
        ? step
        : { ...step, callSiteText: shorten(step.callSite) },
    ),
    ...(details !== undefined && { message: details }),
  };
}

function writeStep(event: CosmosEvent, role: DetailStep["role"]): DetailStep {
  return {
    role,
    lane: event.process ?? "a program",
    what: whatOf(event),
    facts: factsOf(event),
    tokens: [{ label: "token", token: event.served ?? null }],
    ...(event.callSite !== undefined && { callSite: event.callSite }),
  };
}

function messageStep(flow: Flow, message: MessageHop): DetailStep {
  const carried: Token[] = carriedOf(flow).map(({ container, token }) => ({
    label: container === undefined ? "carried" : `carried for ${container}`,
    token,
  }));
  const facts: string[] = [];
  if (message.deliveryCount > 0) {
    facts.push(`delivery ${message.deliveryCount}`);
  }
  const number = message.peeked?.peeked?.sequenceNumber;
  if (number !== undefined) facts.push(`sequence number ${number}`);
  if (message.settled?.disposition !== undefined) {
    facts.push(message.settled.disposition.replace("_", "-"));
  } else if (message.taken !== undefined) facts.push("taken");
  const callSite = message.sent?.callSite;
  return {
    role: "message",
    lane: placeOf(message),
    what: message.messageId,
    facts,
    tokens: carried.length > 0 ? carried : [{ label: "carried", token: null }],
    ...(callSite !== undefined && { callSite }),
  };
}

function readStep(read: JudgedRead, index: number): DetailStep {
  const { event } = read;
  return {
    role: "read",
    read: index,
    lane: event.process ?? "a program",
    what: whatOf(event),
    facts: factsOf(event),
    tokens: [
      { label: "required", token: read.required ?? null },
      {
        label: event.dropped === true ? "sent, then dropped" : "sent",
        token: event.sent ?? null,
      },
      { label: "served", token: event.served ?? null },
    ],
    verdict: read.verdict,
    reason: read.reason,
    ...(event.callSite !== undefined && { callSite: event.callSite }),
  };
}

function whatOf({ operation, container, itemId }: CosmosEvent): string {
  const place = container ?? "a container";
  return `${operation} ${place}${itemId === undefined ? "" : `/${itemId}`}`;
}

function factsOf(event: CosmosEvent): string[] {
  const { status, subStatus, charge, durationMs, lagMs } = event;
  const facts: string[] = [];
  if (status !== undefined) {
    facts.push(
      subStatus === undefined || subStatus === 0
        ? String(status)
        : `${status}/${subStatus}`,
    );
  }
  if (charge !== undefined) facts.push(`${round(charge)} RU`);
  if (durationMs !== undefined) facts.push(`${round(durationMs)} ms`);
  if (lagMs !== undefined && lagMs > 0) facts.push(`${round(lagMs)} ms behind`);
  if (event.replica !== undefined) facts.push(`replica ${event.replica}`);
  if (event.partitionKey !== undefined) facts.push(`key ${event.partitionKey}`);
  if ((event.attempts ?? 0) > 1) facts.push(`${event.attempts} attempts`);
  return facts;
}

function messageDetails({ peeked, deliveryCount }: MessageHop): MessageDetails {
  const seen = peeked?.peeked;
  if (seen === undefined) return { system: {}, application: {} };
  const system: Record<string, string> = { ...seen.system };
  if (seen.enqueuedTime !== undefined) {
    system["enqueuedTime"] = new Date(seen.enqueuedTime).toISOString();
  }
  system["deliveryCount"] = String(deliveryCount);
  for (const [name, value] of Object.entries({
    state: seen.state,
    deadLetterReason: seen.deadLetterReason,
    deadLetterErrorDescription: seen.deadLetterDescription,
  })) {
    if (value !== undefined) system[name] = value;
  }
  return {
    system,
    application: seen.application,
    ...(seen.body !== undefined && { body: seen.body }),
    ...(seen.isPartial === true && {
      note: "A session entity, peeked without a session: perhaps not all of its messages are here.",
    }),
    ...(peeked !== undefined &&
      isFromTap(peeked) && {
        note: "Seen by the tap: number and state are those of its copy.",
      }),
  };
}

function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}
