import { checkValue, MalformedError } from "../amqp/layout.ts";

/** The size of our largest frame, as in the service; told to the peer when the connection opens. */
export const maxFrameSize = 65_536;

const headerSize = 8;
const protocolName = 0x414d5150; // "AMQP"

/**
 * Cuts what comes from a socket into whole frames and checks each, so that rhea, which believes every
 * size and count that it reads, is never given one that is not so.
 */
export class FrameReader {
  #chunks: Buffer[] = [];
  #length = 0;
  /** With so many bytes there is something to read. */
  #needed = headerSize;

  /**
   * @returns The frames that are whole now, protocol headers among them.
   * @throws {MalformedError} For something that is no frame.
   */
  read(chunk: Buffer): Buffer[] {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    if (this.#length < this.#needed) return [];
    const bytes =
      this.#chunks.length === 1
        ? chunk
        : Buffer.concat(this.#chunks, this.#length);
    const frames: Buffer[] = [];
    let at = 0;
    this.#needed = headerSize;
    while (bytes.length - at >= headerSize) {
      const size = frameSize(bytes, at);
      if (at + size > bytes.length) {
        this.#needed = size;
        break;
      }
      const frame = bytes.subarray(at, at + size);
      checkFrame(frame);
      frames.push(frame);
      at += size;
    }
    this.#chunks = at < bytes.length ? [bytes.subarray(at)] : [];
    this.#length = bytes.length - at;
    return frames;
  }
}

function frameSize(bytes: Buffer, at: number): number {
  const size = bytes.readUInt32BE(at);
  if (size === protocolName) return headerSize;
  if (size < headerSize || size > maxFrameSize) {
    throw new MalformedError(`A frame of ${size} bytes is not possible here.`);
  }
  return size;
}

function checkFrame(frame: Buffer): void {
  if (frame.readUInt32BE(0) === protocolName) return;
  const body = frame[4]! * 4;
  if (body < headerSize || body > frame.length) {
    throw new MalformedError("The body of a frame begins outside of it.");
  }
  // An empty frame says that the peer is there.
  if (body < frame.length) {
    if (frame[body] !== 0)
      throw new MalformedError("A frame has no performative.");
    checkValue(frame, body, frame.length);
  }
}
