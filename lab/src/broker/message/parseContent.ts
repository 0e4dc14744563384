import { decode, Uuid, type AmqpValue } from "../amqp/decode.ts";
import { described, list, nothing, string } from "../amqp/encode.ts";
import { MalformedError } from "../amqp/layout.ts";
import { annotation, ownAnnotations } from "./annotations.ts";
import type { Content } from "./Content.ts";
import { findSections, itemsOf, section, type Section } from "./sections.ts";

/** Fields of the properties section, by their place in it (AMQP 1.0, part 3, section 3.2.4). */
const field = { messageId: 0, groupId: 10 };

interface Header {
  readonly durable: boolean;
  readonly priority: number;
  readonly ttl: number | undefined;
}

const emptyHeader: Header = { durable: true, priority: 4, ttl: undefined };

/**
 * Reads of a message what the broker has to know, and keeps the rest as it came.
 *
 * @param createId For a message without an id. @azure/service-bus cannot dead-letter one, nor stop to
 *   renew its lock (measured, 7.9.5).
 * @throws {MalformedError}
 */
export function parseContent(bytes: Buffer, createId: () => string): Content {
  let header = emptyHeader;
  let annotations: Annotations = noAnnotations;
  let properties: Section | undefined;
  let applicationProperties: Section | undefined;
  let body: Section | undefined;
  for (const found of findSections(bytes)) {
    if (found.code === section.header) header = readHeader(bytes, found);
    else if (found.code === section.annotations) {
      annotations = readAnnotations(bytes, found);
    } else if (found.code === section.properties) properties ??= found;
    else if (found.code === section.applicationProperties) {
      applicationProperties ??= found;
    } else if (found.code !== section.deliveryAnnotations) body ??= found;
  }
  const known = readProperties(bytes, properties, createId);
  const parts = [
    known.bytes,
    applicationProperties === undefined
      ? Buffer.alloc(0)
      : bytes.subarray(applicationProperties.start, applicationProperties.end),
    body === undefined ? Buffer.alloc(0) : bytes.subarray(body.start),
  ] as const;
  // Each field by name: this runs for each message, and spreading three objects took longer than all
  // else here (measured).
  return {
    durable: header.durable,
    priority: header.priority,
    ttl: header.ttl,
    annotations: annotations.annotations,
    scheduledFor: annotations.scheduledFor,
    partitionKey: annotations.partitionKey,
    messageId: known.messageId,
    sessionId: known.sessionId,
    // A copy, so that a small message does not hold the large buffer of the socket.
    tail: Buffer.concat(parts),
    applicationPropertiesAt: parts[0].length,
    bodyAt: parts[0].length + parts[1].length,
  };
}

function readHeader(bytes: Buffer, found: Section): Header {
  const fields = decode(bytes, found.content, found.end);
  if (!Array.isArray(fields)) return emptyHeader;
  const [durable, priority, ttl] = fields;
  return {
    durable: durable !== false,
    priority: typeof priority === "number" ? priority : 4,
    ttl: typeof ttl === "number" ? ttl : undefined,
  };
}

interface Annotations {
  readonly annotations: readonly Buffer[];
  readonly scheduledFor: number | undefined;
  readonly partitionKey: string | undefined;
}

const noAnnotations: Annotations = {
  annotations: [],
  scheduledFor: undefined,
  partitionKey: undefined,
};

function readAnnotations(bytes: Buffer, found: Section): Annotations {
  const annotations: Buffer[] = [];
  let scheduledFor: number | undefined;
  let partitionKey: string | undefined;
  const items = itemsOf(bytes, found.content);
  for (let index = 0; index + 2 < items.length; index += 2) {
    const [key, value, end] = items.slice(index, index + 3) as [
      number,
      number,
      number,
    ];
    const name = decode(bytes, key, value);
    if (typeof name === "string" && ownAnnotations.has(name)) continue;
    annotations.push(
      Buffer.from(bytes.subarray(key, value)),
      Buffer.from(bytes.subarray(value, end)),
    );
    const read = decode(bytes, value, end);
    if (name === annotation.scheduledEnqueueTime && read instanceof Date) {
      scheduledFor = read.getTime();
    } else if (name === annotation.partitionKey && typeof read === "string") {
      partitionKey = read;
    }
  }
  return { annotations, scheduledFor, partitionKey };
}

interface Properties {
  readonly bytes: Buffer;
  readonly messageId: string;
  readonly sessionId: string | undefined;
}

function readProperties(
  bytes: Buffer,
  found: Section | undefined,
  createId: () => string,
): Properties {
  if (found === undefined) return withId([], createId());
  const items = itemsOf(bytes, found.content);
  const read = (place: number) =>
    place + 1 < items.length
      ? decode(bytes, items[place], items[place + 1])
      : null;
  const group = read(field.groupId);
  if (group !== null && typeof group !== "string") {
    throw new MalformedError("The group-id of the message is no string.");
  }
  const sessionId = group ?? undefined;
  const id = read(field.messageId);
  if (id === null || id === "") {
    const others = items
      .slice(1, -1)
      .map((start, index) => bytes.subarray(start, items[index + 2]));
    return { ...withId(others, createId()), sessionId };
  }
  return {
    bytes: bytes.subarray(found.start, found.end),
    messageId: showId(id),
    sessionId,
  };
}

function withId(others: readonly Buffer[], messageId: string): Properties {
  const bytes = described(
    section.properties,
    list([string(messageId), ...(others.length > 0 ? others : [nothing])]),
  );
  return { bytes, messageId, sessionId: undefined };
}

/** An id as text; numbers, UUIDs and bytes are allowed too. */
function showId(id: AmqpValue): string {
  if (Buffer.isBuffer(id)) return id.toString("hex");
  if (id instanceof Uuid) return id.toString();
  return typeof id === "string" ? id : JSON.stringify(id);
}
