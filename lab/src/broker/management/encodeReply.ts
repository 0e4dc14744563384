import {
  described,
  int,
  list,
  map,
  nothing,
  string,
  symbol,
} from "../amqp/encode.ts";
import { section } from "../message/sections.ts";
import type { Request } from "./readRequest.ts";

export interface Reply {
  readonly status: number;
  readonly description: string;
  readonly condition?: string;
  /** Encoded; `null` when left out. */
  readonly body?: Buffer;
}

/**
 * The answer to a request. `$cbs` and `$management` name its status differently: with the other's name
 * @azure/service-bus 7.9.5 dies on an empty peek (measured), and without a description it shows
 * `[object Object]` as message.
 */
export function encodeReply(
  request: Request,
  reply: Reply,
  statusName = "statusCode",
  descriptionName = "statusDescription",
): Buffer {
  const properties = [
    ...Array.from({ length: 5 }, () => nothing),
    request.messageId ?? nothing,
  ];
  const entries: [Buffer, Buffer][] = [
    [string(statusName), int(reply.status)],
    [string(descriptionName), string(reply.description)],
  ];
  if (reply.condition !== undefined) {
    entries.push([string("errorCondition"), symbol(reply.condition)]);
  }
  return Buffer.concat([
    described(section.properties, list(properties)),
    described(section.applicationProperties, map(entries)),
    described(section.value, reply.body ?? nothing),
  ]);
}
