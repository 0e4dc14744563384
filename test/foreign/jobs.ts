/** What the command asks of its worker, and what it gets back. */

export type Job =
  /** A project as it is, every gate open: each source parsed and evaluated. */
  | { readonly kind: "project"; readonly root: string }
  /** Each file as a project of its own, every gate open. */
  | { readonly kind: "alone"; readonly files: readonly string[] }
  /** The recommended config through ESLint, as a user runs it. */
  | {
      readonly kind: "lint";
      readonly dir: string;
      readonly files: readonly string[];
    };

export interface Outcome {
  /** Files that were evaluated or linted. */
  readonly files: number;
  /** Files that do not parse: `path:line message`. */
  readonly unparsed: readonly string[];
  /** Reports of ours, which must not be: `path:line rule message`. */
  readonly reports: readonly string[];
  /** Exceptions of the engine or out of a rule, each with its stack. */
  readonly crashes: readonly string[];
  /** Files or handlers for which the steps did not suffice. */
  readonly overBudget: readonly string[];
  readonly steps: number;
  readonly handlers: number;
  readonly milliseconds: number;
  /** Projects, and files alone, that took longer than a second. */
  readonly slow: readonly {
    readonly file: string;
    readonly milliseconds: number;
  }[];
  /** Of the worker, since its start. */
  readonly peakMegabytes: number;
}
