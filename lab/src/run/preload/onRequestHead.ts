import http from "node:http";

interface WithImplicitHeader {
  _implicitHeader: (this: http.ClientRequest) => void;
}

/**
 * Calls a function before the head of each request of `node:http` and `node:https` is built, so that
 * headers can still be set. Node builds it in `_implicitHeader` (read in Node 20, 22 and 24); a
 * diagnostics channel tells of a request only when its head is on its way.
 */
export function onRequestHead(
  listener: (request: http.ClientRequest) => void,
): void {
  const prototype = http.ClientRequest
    .prototype as unknown as WithImplicitHeader;
  const original = prototype._implicitHeader;
  prototype._implicitHeader = function (this: http.ClientRequest): void {
    try {
      listener(this);
    } catch {
      // Whatever it is, the program's request goes on.
    }
    original.call(this);
  };
}
