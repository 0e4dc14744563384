import type { Operation } from "./Operation.ts";
import { renewLock } from "./renewLock.ts";
import { updateDisposition } from "./updateDisposition.ts";

/** By their names on the wire, without `com.microsoft:`. */
export const operations: ReadonlyMap<string, Operation> = new Map([
  ["renew-lock", renewLock],
  ["update-disposition", updateDisposition],
]);
