import type { IncomingMessage } from "node:http";
import { createGunzip } from "node:zlib";

export class TooLarge extends Error {
  constructor(maxBytes: number) {
    super(`A request may have ${maxBytes} bytes, unzipped.`);
  }
}

/**
 * The whole body, unzipped. What grows past the limit is cut off on the way, so that a few bytes of
 * gzip cannot fill the memory.
 *
 * @param onBytes told of each piece that is held
 * @throws {TooLarge}
 * @throws {Error} for an encoding that is not known, or a body that breaks off
 */
export async function readBody(
  request: IncomingMessage,
  maxBytes: number,
  onBytes: (bytes: number) => void,
): Promise<Buffer> {
  const length = Number(request.headers["content-length"] ?? 0);
  if (length > maxBytes) throw new TooLarge(maxBytes);
  const encoding = request.headers["content-encoding"] ?? "identity";
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of unzipped(request, encoding)) {
    size += chunk.length;
    onBytes(chunk.length);
    if (size > maxBytes) throw new TooLarge(maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function unzipped(
  request: IncomingMessage,
  encoding: string,
): AsyncIterable<Buffer> {
  switch (encoding.toLowerCase()) {
    case "identity":
      return request;
    case "gzip": {
      const gunzip = createGunzip();
      request.on("error", (error) => gunzip.destroy(error));
      return request.pipe(gunzip);
    }
    default:
      throw new Error(`The encoding "${encoding}" is not known. Send gzip.`);
  }
}
