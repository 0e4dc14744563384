import http from "node:http";
import { callSiteHeader, writeCallSite } from "../callSiteHeader.ts";
import { currentCallSite, trackCallSites } from "./trackCallSites.ts";

interface WithImplicitHeader {
  _implicitHeader: (this: http.ClientRequest) => void;
}

/**
 * Adds to each request of the Cosmos SDK to a lab the line of the program behind it, as a header
 * that the lab takes off again. Node builds the head of a request in `_implicitHeader` (read in Node
 * 20, 22 and 24); a diagnostics channel tells of it only when the head is already on its way.
 *
 * @param isLab whether requests to this host end up in a lab; nothing is added to others
 */
export function sendCallSites(isLab: (host: string) => boolean): void {
  trackCallSites();
  const prototype = http.ClientRequest
    .prototype as unknown as WithImplicitHeader;
  const original = prototype._implicitHeader;
  prototype._implicitHeader = function (this: http.ClientRequest): void {
    try {
      addCallSite(this, isLab);
    } catch {
      // Whatever it is, the program's request goes on.
    }
    original.call(this);
  };
}

function addCallSite(
  request: http.ClientRequest,
  isLab: (host: string) => boolean,
): void {
  if (request.headersSent || !isOfCosmos(request) || !isLab(request.host)) {
    return;
  }
  const site = currentCallSite();
  if (site !== undefined)
    request.setHeader(callSiteHeader, writeCallSite(site));
}

/** Both are on every request of the SDK (3.17.3 to 4.10.1, measured). */
function isOfCosmos(request: http.ClientRequest): boolean {
  return (
    request.hasHeader("x-ms-version") &&
    request.hasHeader("x-ms-documentdb-query-enablecrosspartition")
  );
}
