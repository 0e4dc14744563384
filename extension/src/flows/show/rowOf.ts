import type { FlowRow, Hop } from "../../../panel/protocol.ts";
import { carriedOf } from "../carried.ts";
import { isDeadLetter } from "../filter/fields.ts";
import {
  worstOf,
  type Flow,
  type JudgedRead,
  type MessageHop,
} from "../Flow.ts";
import { describeFlow, explain } from "./describeFlow.ts";

/** A flow as one row of the panel: what each lane saw, from left to right. */
export function rowOf(flow: Flow): FlowRow {
  const worst = worstOf(flow.reads);
  return {
    n: flow.n,
    time: flow.time,
    depth: flow.depth,
    cells: [
      writeHop(flow),
      messageHop(flow),
      readHop(flow, worst),
      answerHop(worst),
    ],
    verdict: flow.verdict,
    reason: explain(flow, worst),
    sentence: describeFlow(flow),
  };
}

export function placeOf({ entity, subscription }: MessageHop): string {
  return subscription === undefined ? entity : `${entity}/${subscription}`;
}

function writeHop({ writes, message }: Flow): Hop {
  const [write, ...others] = writes;
  if (write !== undefined) {
    return {
      lane: write.process ?? "a program",
      text: "write",
      token: write.served ?? null,
      ...(others.length > 0 && { remark: `and ${others.length} more` }),
    };
  }
  const sender = message?.sent?.process;
  return {
    lane: sender ?? "",
    text: sender === undefined ? "not traced" : "no write seen",
    hollow:
      message === undefined
        ? "No message is known, so no write is, either."
        : sender === undefined
          ? "The program that sent this message reports nothing to this panel."
          : "The sender reported no write of which this message speaks.",
  };
}

function messageHop(flow: Flow): Hop {
  const { message } = flow;
  if (message === undefined) {
    return {
      lane: "",
      text: "no message",
      hollow: "Nothing says for which message this read was made.",
    };
  }
  const carried = carriedOf(flow);
  const remark = remarkOf(flow, message);
  return {
    lane: placeOf(message),
    text: message.messageId,
    token:
      carried.length === 0 ? null : carried.map(({ token }) => token).join(),
    ...(remark !== undefined && { remark }),
  };
}

function remarkOf(flow: Flow, message: MessageHop): string | undefined {
  if (isDeadLetter(flow)) return "dead letter";
  if (message.settled?.disposition === "abandon") return "abandoned";
  if (message.settled?.disposition === "defer") return "deferred";
  if (message.deliveryCount > 1) {
    return `delivered ${message.deliveryCount} times`;
  }
  return undefined;
}

function readHop(flow: Flow, worst: JudgedRead | undefined): Hop {
  if (worst !== undefined) {
    const { event } = worst;
    const others = flow.reads.length - 1;
    return {
      lane: event.process ?? flow.message?.delivered?.process ?? "a program",
      text:
        event.operation === "item.read"
          ? "read sends"
          : `${event.operation} sends`,
      token: event.sent ?? null,
      ...(others > 0 && { remark: `and ${others} more` }),
    };
  }
  const { message } = flow;
  const handler = message?.delivered?.process;
  if (message?.delivered !== undefined) {
    return {
      lane: handler ?? "a program",
      text: "handled, no read",
      hollow: "The message was delivered, and no read was seen for it.",
    };
  }
  const isTaken =
    message?.taken !== undefined || message?.settled !== undefined;
  return {
    lane: "",
    text: isTaken ? "not seen" : "not handled yet",
    hollow: isTaken
      ? "The message was taken by a program that reports nothing to this panel."
      : "The message waits, or its handler reports nothing to this panel.",
  };
}

function answerHop(worst: JudgedRead | undefined): Hop {
  if (worst === undefined) {
    return { lane: "", text: "", hollow: "There is no read yet." };
  }
  const { container = "a container", served, status } = worst.event;
  return {
    lane: container.slice(container.indexOf("/") + 1),
    text:
      status === undefined || status < 400 ? "answers" : `answers ${status}`,
    token: served ?? null,
  };
}
