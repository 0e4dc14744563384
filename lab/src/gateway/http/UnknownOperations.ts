import { ServiceError } from "../ServiceError.ts";
import { routeOf } from "./findOperation.ts";

/** What was asked for and is not there, with how often. */
export class UnknownOperations {
  readonly counts = new Map<string, number>();

  /** @returns The error to answer with; it names the operation. */
  count(method: string, segments: readonly string[]): ServiceError {
    const route = routeOf(method, segments).slice(0, 200);
    if (this.counts.has(route) || this.counts.size < 1000) {
      this.counts.set(route, (this.counts.get(route) ?? 0) + 1);
    }
    return new ServiceError(
      501,
      `The lab does not know the operation ${route}. lab/FIDELITY.md lists those that it does.`,
    );
  }
}
