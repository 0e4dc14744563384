import { type Fault, LabRequestError } from "../../config.ts";
import { ServiceError } from "../ServiceError.ts";

/** Faults that wait for the operations which they are to hit. */
export class FaultList {
  #waiting: { readonly fault: Fault; left: number }[] = [];

  /** @throws {LabRequestError} `InvalidFault` */
  add(fault: Fault): void {
    const { status, drop, times } = fault;
    if (!Number.isInteger(times) || times < 1) {
      throw new LabRequestError(
        "InvalidFault",
        `A fault hits a number of operations, 1 or more; got times ${JSON.stringify(times)}.`,
      );
    }
    const isStatus =
      status !== undefined &&
      Number.isInteger(status) &&
      status >= 400 &&
      status < 600;
    if (drop !== true && !isStatus) {
      throw new LabRequestError(
        "InvalidFault",
        'A fault of Cosmos DB needs "status" (400 to 599) for the answer, or "drop": true to cut the connection.',
      );
    }
    this.#waiting.push({ fault, left: times });
  }

  clear(): void {
    this.#waiting = [];
  }

  /** The fault that hits this operation, counted as used. */
  take(operation: string, container: string | undefined): Fault | undefined {
    if (this.#waiting.length === 0) return undefined;
    const hit = this.#waiting.find(
      ({ fault }) =>
        (fault.operation === undefined || fault.operation === operation) &&
        (fault.container === undefined || fault.container === container),
    );
    if (hit === undefined) return undefined;
    hit.left--;
    this.#waiting = this.#waiting.filter(({ left }) => left > 0);
    return hit.fault;
  }
}

const RETRY_AFTER_MS = 10;

/** The answer of a fault with a status; nothing was done. */
export function faultError({ status, subStatus }: Fault): ServiceError {
  return new ServiceError(
    status!,
    `The lab was told to fail this operation with ${status}/${subStatus ?? 0}; it was not carried out.`,
    {
      ...(subStatus === undefined ? {} : { subStatus }),
      headers: status === 429 ? { "x-ms-retry-after-ms": RETRY_AFTER_MS } : {},
    },
  );
}
