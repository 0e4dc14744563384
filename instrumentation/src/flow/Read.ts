/** What of a read must fit for a write to concern it. */
export interface Target {
  readonly partitionKey?: string | undefined;
  readonly itemId?: string | undefined;
}

/** A read with its final answer. */
export interface Read extends Target {
  readonly container: string;
  /** Of a batch, whose key is that of each of them, or of a bulk call. */
  readonly items?: readonly Target[] | undefined;
  /** The token that it asked with, also where the SDK dropped it on the way. */
  readonly sent?: string | undefined;
  readonly dropped: boolean;
  readonly served?: string | undefined;
  readonly status: number;
  readonly subStatus?: number | undefined;
}

/** Whether something is so of what was read; of a batch, of one of its items. */
export function isOfRead(
  read: Read,
  holds: (target: Target) => boolean,
): boolean {
  return read.items === undefined ? holds(read) : read.items.some(holds);
}
