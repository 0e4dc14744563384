/** What the extension host and the process that reads ESLint configurations say to each other. */
import type { EslintSays } from "../analysis/protocol.ts";

export interface ReadRequest {
  readonly id: number;
  /** Where the configuration lies. */
  readonly folder: string;
  readonly files: readonly string[];
}

/** What came of it. */
export type Reading =
  | {
      /** In the order of the files; `null` where the configuration has nothing to say of a file. */
      readonly says: readonly (EslintSays | null)[];
    }
  | { readonly problem: string };

export type ReadAnswer = Reading & {
  readonly id: number;
  /** Files that the configuration is made of, besides installed packages: when one changes it may say something else. */
  readonly madeOf: readonly string[];
};
