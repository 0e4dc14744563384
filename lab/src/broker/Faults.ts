import type { Fault } from "../config.ts";
import { BrokerError } from "./entities/BrokerError.ts";

/** Failures that the lab was asked for, each for the next operations that match it. */
export class Faults {
  readonly #faults: { readonly fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#faults.push({ fault, left: fault.times });
  }

  clear(): void {
    this.#faults.length = 0;
  }

  /** The fault that meets this operation, and one time less of it. */
  take(operation: string, entity: string): Fault | undefined {
    if (this.#faults.length === 0) return undefined;
    const index = this.#faults.findIndex(
      ({ fault }) =>
        (fault.operation ?? operation) === operation &&
        (fault.entity ?? entity).toLowerCase() === entity.toLowerCase(),
    );
    const found = this.#faults[index];
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.#faults.splice(index, 1);
    return found.fault;
  }
}

/** The error of a fault that names a condition. */
export const faultError = ({ condition, status }: Fault): BrokerError =>
  new BrokerError(
    condition ?? "amqp:internal-error",
    `The lab was asked to fail here${condition === undefined ? "" : ` with ${condition}`}.`,
    status ?? 500,
  );
