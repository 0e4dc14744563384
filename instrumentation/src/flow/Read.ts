import type { Target } from "./Write.ts";

/** A read with its final answer. */
export interface Read extends Target {
  readonly container: string;
  /** The token that it asked with, also where the SDK dropped it on the way. */
  readonly sent?: string | undefined;
  readonly dropped: boolean;
  readonly served?: string | undefined;
  readonly status: number;
  readonly subStatus?: number | undefined;
}
