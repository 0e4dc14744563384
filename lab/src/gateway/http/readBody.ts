import type { IncomingMessage } from "node:http";
import { ServiceError } from "../ServiceError.ts";

/** Above the largest batch; what is larger is not read at all. */
const MAX_BODY_BYTES = 4 * 1024 * 1024;
const EMPTY = Buffer.alloc(0);

/**
 * @throws {ServiceError} 413 for a body that is too large.
 * @throws {Error} When the client went away before it had sent all.
 */
export function readBody(request: IncomingMessage): Promise<Buffer> {
  const { method } = request;
  if (method === "GET" || method === "DELETE") return Promise.resolve(EMPTY);
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on("data", (chunk: Buffer) => {
      length += chunk.length;
      if (length > MAX_BODY_BYTES) {
        request.pause();
        reject(
          new ServiceError(
            413,
            `Request size is too large: the limit is ${MAX_BODY_BYTES} bytes.`,
            { headers: { connection: "close" } },
          ),
        );
        return;
      }
      chunks.push(chunk);
    });
    request.on("end", () =>
      resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)),
    );
    request.on("error", reject);
    request.on("close", () => {
      if (!request.complete) reject(new Error("The client went away."));
    });
  });
}
