import { symbol } from "../amqp/encode.ts";
import { annotation } from "./annotations.ts";
import type { StoredMessage } from "./StoredMessage.ts";

const key = {
  sequenceNumber: symbol(annotation.sequenceNumber),
  enqueuedTime: symbol(annotation.enqueuedTime),
  enqueuedSequenceNumber: symbol(annotation.enqueuedSequenceNumber),
  lockedUntil: symbol(annotation.lockedUntil),
  messageState: symbol(annotation.messageState),
};

/** Number of each state on the wire; left out for an active message. */
const stateNumbers: Readonly<Record<string, number | undefined>> = {
  deferred: 1,
  deferredLocked: 1,
  scheduled: 2,
};

const headerSize = 20;
const mapHeadSize = 12;

const type = { long: 0x81, timestamp: 0x83, int: 0x71 };

/**
 * The bytes of a message as a receiver gets them: the broker's header and annotations in front of what
 * the sender wrote.
 */
export function encodeDelivery(
  message: StoredMessage,
  lockedUntil?: number,
  withBody = true,
): Buffer {
  const { content } = message;
  const writer = new DeliveryWriter(sizeOf(message));
  writer.header(
    content.durable,
    content.priority,
    content.ttl,
    message.deliveryCount,
  );
  writer.startMap();
  writer.long(key.sequenceNumber, type.long, message.sequenceNumber);
  writer.long(key.enqueuedTime, type.timestamp, message.enqueuedTime);
  writer.long(
    key.enqueuedSequenceNumber,
    type.long,
    message.enqueuedSequenceNumber,
  );
  if (lockedUntil !== undefined) {
    writer.long(key.lockedUntil, type.timestamp, lockedUntil);
  }
  const state = stateOf(message);
  if (state !== undefined) writer.int(key.messageState, state);
  writer.entries(content.annotations);
  writer.endMap();
  writer.raw(
    withBody ? content.tail : content.tail.subarray(0, content.bodyAt),
  );
  return writer.bytes();
}

/** One that was scheduled says so when it is delivered, too (test suite of @azure/service-bus 7.10.0-beta.3). */
function stateOf({ state, content }: StoredMessage): number | undefined {
  const wasScheduled = state === "locked" && content.scheduledFor !== undefined;
  return stateNumbers[wasScheduled ? "scheduled" : state];
}

/** At least what the delivery takes. */
function sizeOf({ content }: StoredMessage): number {
  let size = headerSize + mapHeadSize + 5 * 9 + content.tail.length;
  for (const name of Object.values(key)) size += name.length;
  for (const part of content.annotations) size += part.length;
  return size;
}

class DeliveryWriter {
  readonly #bytes: Buffer;
  #at = 0;
  #map = 0;
  #count = 0;

  constructor(size: number) {
    this.#bytes = Buffer.allocUnsafe(size);
  }

  header(
    durable: boolean,
    priority: number,
    ttl: number | undefined,
    deliveryCount: number,
  ): void {
    const start = this.#at;
    this.#put(0x00, 0x53, 0x70, 0xc0, 0, 5);
    this.#put(durable ? 0x41 : 0x42, 0x50, priority);
    if (ttl === undefined) this.#put(0x40);
    else this.#uint(ttl);
    this.#put(0x42);
    this.#uint(deliveryCount);
    this.#bytes[start + 4] = this.#at - start - 5;
  }

  startMap(): void {
    this.#put(0x00, 0x53, 0x72, 0xd1);
    this.#map = this.#at;
    this.#at += 8;
    this.#count = 0;
  }

  endMap(): void {
    this.#bytes.writeUInt32BE(this.#at - this.#map - 4, this.#map);
    this.#bytes.writeUInt32BE(this.#count, this.#map + 4);
  }

  long(name: Buffer, typeCode: number, value: number): void {
    this.raw(name);
    this.#put(typeCode);
    this.#bytes.writeInt32BE(Math.floor(value / 2 ** 32), this.#at);
    this.#bytes.writeUInt32BE(value >>> 0, this.#at + 4);
    this.#at += 8;
    this.#count += 2;
  }

  int(name: Buffer, value: number): void {
    this.raw(name);
    this.#put(type.int);
    this.#bytes.writeInt32BE(value, this.#at);
    this.#at += 4;
    this.#count += 2;
  }

  entries(parts: readonly Buffer[]): void {
    for (const part of parts) this.raw(part);
    this.#count += parts.length;
  }

  raw(bytes: Buffer): void {
    bytes.copy(this.#bytes, this.#at);
    this.#at += bytes.length;
  }

  bytes(): Buffer {
    return this.#bytes.subarray(0, this.#at);
  }

  #uint(value: number): void {
    this.#put(0x70);
    this.#bytes.writeUInt32BE(value, this.#at);
    this.#at += 4;
  }

  #put(...values: readonly number[]): void {
    for (const value of values) this.#bytes[this.#at++] = value;
  }
}
