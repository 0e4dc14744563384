import type { ClientRequest } from "node:http";
import { quietly } from "../quietly.ts";

type Send = (this: object, data: unknown, ...rest: unknown[]) => unknown;

/**
 * Calls a function with the first piece of a request's body, when that is written; the SDK writes a
 * body in one piece (@azure/cosmos 3.17.3 to 4.10.1, read). Node hands each piece to `_send` (read in
 * Node 20, 22 and 24), and no channel tells of them. What is put around it is gone with the first.
 *
 * @param request one whose head is about to be built
 */
export function onFirstPiece(
  request: ClientRequest,
  listener: (piece: unknown) => void,
): void {
  const own = request as unknown as { _send?: Send };
  const original = own._send;
  if (original === undefined) return;
  const send: Send = function (data, ...rest) {
    if (isPiece(data)) {
      delete own._send;
      quietly(() => listener(data));
    }
    return original.call(this, data, ...rest);
  };
  Object.defineProperty(request, "_send", { value: send, configurable: true });
}

/** Node sends the head, where it must go alone, by an empty text. */
function isPiece(data: unknown): boolean {
  return (
    data instanceof Uint8Array || (typeof data === "string" && data !== "")
  );
}
