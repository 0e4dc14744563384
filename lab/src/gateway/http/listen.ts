import { createServer, type Server, type ServerOptions } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { Socket } from "node:net";
import { listenOn, type Address, type Listening } from "../../listenOn.ts";
import type { Door, RequestHandler } from "./RequestHandler.ts";

/** A session token grows with each range; the service's own limit is not known, Node's is 16 KiB. */
const MAX_HEADER_BYTES = 512 * 1024;
/** SDK clients keep connections; a short time would cut them just as they are used again. */
const KEEP_ALIVE_MS = 120_000;

/** @param tls Certificate and key for HTTPS; plain HTTP without. */
export async function listen(
  handler: RequestHandler,
  door: Door,
  address: Address,
  tls?: { readonly key: string; readonly cert: string },
): Promise<Listening> {
  const options: ServerOptions = {
    maxHeaderSize: MAX_HEADER_BYTES,
    keepAliveTimeout: KEEP_ALIVE_MS,
    noDelay: true,
  };
  const server: Server =
    tls === undefined
      ? createServer(options)
      : createSecureServer({ ...options, ...tls });
  server.on("request", (request, response) => {
    void handler.handle(request, response, door);
  });
  server.on("clientError", answerMalformed);
  return listenOn(server, address);
}

/** What is no HTTP gets one last answer that the SDK can read; others are not disturbed. */
function answerMalformed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const isTooLarge = error.code === "HPE_HEADER_OVERFLOW";
  const status = isTooLarge
    ? "431 Request Header Fields Too Large"
    : "400 Bad Request";
  const body = JSON.stringify({
    code: isTooLarge ? "RequestHeaderFieldsTooLarge" : "BadRequest",
    message: isTooLarge
      ? `Request header too large: the limit is ${MAX_HEADER_BYTES} bytes.`
      : "The request is malformed: it is no HTTP/1.1.",
  });
  socket.end(
    `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
