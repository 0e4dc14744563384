/** How an edit passes the token: see DESIGN "Edits" and docs/rules. */
export type Style = "inline" | "helper" | "ambient";

/** Replaces the text from `start` to `end` (UTF-16 offsets without a byte-order mark; `end` is exclusive). */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** All edits of one file, sorted by `start`; insertions at one place are in their order. */
export interface FileEdits {
  readonly file: string;
  readonly edits: readonly TextEdit[];
}

export type Proposal =
  | {
      readonly kind: "edits";
      readonly style: Style;
      /** Imperative, for a menu: ``Pass the message's `cosmosSessionToken` to this read.`` */
      readonly title: string;
      readonly files: readonly FileEdits[];
    }
  | {
      readonly kind: "refused";
      readonly style: Style;
      /** One or two plain sentences: what is in the way, and what to do by hand. */
      readonly reason: string;
    };

/** Thrown inside this folder where an edit cannot be made safely; `proposeEdits` turns it into a refusal. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}
