import type { Carries, HandlerParam } from "../../../sdk/types.ts";
import type { CallExpr, FileIr } from "../../ir.ts";
import type { Value } from "../../values/index.ts";
import type { Event } from "../events.ts";
import type { LoopCall } from "../machine.ts";

/** A function that will run for each message, or one that takes messages itself in a loop. */
export type Registration = {
  /** The file whose code led to it; set where it is noted. */
  readonly root?: string;
} & (
  | {
      readonly kind: "callback";
      readonly shape: string;
      /** May be several functions. */
      readonly handler: Value;
      readonly params: readonly HandlerParam[];
      readonly isBatch: boolean;
      readonly carries: Carries;
      readonly entity: string | undefined;
      readonly file: FileIr;
      readonly call: CallExpr | undefined;
      /** A Cosmos input binding beside the trigger, which the host reads before the function runs. */
      readonly inputs: readonly InputBinding[];
    }
  | {
      readonly kind: "loop";
      readonly shape: string;
      readonly entity: string | undefined;
      readonly loop: LoopCall;
      /** Everything that happened in the function, the receiving call included. */
      readonly events: readonly Event[];
    }
);

export interface InputBinding {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly name: string;
  /** Absent in a `function.json`. */
  readonly span?: { readonly start: number; readonly end: number };
}
