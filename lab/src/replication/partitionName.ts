import type { KeyComponent } from "./partitionHash.ts";

/** The name of a partition in a store: its key as in the header, with `{}` for a missing component. */
export function partitionOfKey(key: readonly KeyComponent[]): string {
  return JSON.stringify(
    key.map((component) => (component === undefined ? {} : component)),
  );
}

export function keyOfPartition(partition: string): KeyComponent[] {
  const key = JSON.parse(partition) as (KeyComponent | object)[];
  return key.map((component) =>
    typeof component === "object" && component !== null ? undefined : component,
  );
}
