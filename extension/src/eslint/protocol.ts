/** What the extension host and the process that reads ESLint configurations say to each other. */
import type { EslintSays } from "../analysis/protocol.ts";

export interface ReadRequest {
  readonly id: number;
  /** Where the configuration lies. */
  readonly folder: string;
  readonly files: readonly string[];
}

export type ReadAnswer =
  | {
      readonly id: number;
      /** In the order of the files; `null` where the configuration has nothing to say of a file. */
      readonly says: readonly (EslintSays | null)[];
    }
  | { readonly id: number; readonly problem: string };
