import http from "node:http";
import { quietly } from "../quietly.ts";

interface WithImplicitHeader {
  _implicitHeader?: (this: http.ClientRequest) => void;
}

/**
 * Calls a function before the head of each request of `node:http` and `node:https` is built, while
 * the code that makes the request stands on the stack. Node builds it in `_implicitHeader` (read in
 * Node 20, 22 and 24); its diagnostics channel speaks later, on Node 20 without any frame of the SDK.
 */
export function onRequestHead(
  listener: (request: http.ClientRequest) => void,
): void {
  const prototype = http.ClientRequest
    .prototype as unknown as WithImplicitHeader;
  const original = prototype._implicitHeader;
  if (original === undefined) return;
  prototype._implicitHeader = function (this: http.ClientRequest): void {
    quietly(() => listener(this));
    original.call(this);
  };
}
