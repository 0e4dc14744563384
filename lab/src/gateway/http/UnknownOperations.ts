import { ServiceError } from "../ServiceError.ts";

/** Names that strangers invent must not fill the memory. */
const MAX_NAMES = 1000;

/** What was asked for and is not there, with how often. */
export class UnknownOperations {
  readonly counts = new Map<string, number>();

  /**
   * @param missing What it would need, where that is known.
   * @returns The error to answer with; it names the operation.
   */
  count(wholeRoute: string, missing: string | undefined): ServiceError {
    const route = wholeRoute.slice(0, 200);
    if (this.counts.has(route) || this.counts.size < MAX_NAMES) {
      this.counts.set(route, (this.counts.get(route) ?? 0) + 1);
    }
    const what =
      missing === undefined
        ? `The lab does not know the operation ${route}.`
        : `The lab has no ${missing} (${route}).`;
    return new ServiceError(501, `${what} lab/FIDELITY.md lists what it has.`);
  }
}
