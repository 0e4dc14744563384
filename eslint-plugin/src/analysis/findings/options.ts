/** What the findings need besides what the handlers did. */
import type { Texts } from "../places.ts";

export interface FindingOptions {
  readonly ignoreContainers: ReadonlySet<string>;
  readonly tokenProperty: string;
  readonly texts: Texts;
  readonly dependsOn: (files: readonly string[]) => readonly string[];
}
