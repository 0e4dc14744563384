/**
 * What the extension host and the analysis worker say to each other. Plain data, in this order: every request gets
 * one answer with its id; notices have none.
 */
import type { RuleName, Style } from "../../worker/engine.ts";

/** Lines and characters as VS Code counts them, both from 0. */
export interface Spot {
  readonly line: number;
  readonly character: number;
}

export interface Stretch {
  readonly start: Spot;
  readonly end: Spot;
}

/** One step on the way from a handler to a read. */
export interface Hop {
  readonly file: string;
  readonly range: Stretch;
  /** `OrderService.load`; "" for a function without a name. */
  readonly name: string;
}

/** How a rule is shown. */
export type Level = "error" | "warning" | "information" | "hint" | "off";

export type Levels = Readonly<Partial<Record<RuleName, Level>>>;

export interface EditorFinding {
  readonly file: string;
  readonly range: Stretch;
  /** What is underlined: the first line of the range. Further lines begin with indents, which are nobody's mistake. */
  readonly underline: Stretch;
  readonly rule: RuleName;
  readonly level: Exclude<Level, "off">;
  readonly message: string;
  /** The same as long as the finding is, wherever it moves in the file. */
  readonly identity: string;
  /** From the handler to the read; empty where no handler is needed. */
  readonly path: readonly Hop[];
  readonly handler: HandlerName | undefined;
  /** As written, shortened: `orders.item(…).read()`. */
  readonly read: string | undefined;
  readonly dependsOn: readonly string[];
}

export interface HandlerName {
  readonly file: string;
  readonly start: Spot;
  /** `subscribe`, `app.serviceBusQueue`, … */
  readonly shape: string;
  /** Name of the function or of its queue; may be "". */
  readonly name: string;
}

export interface HandlerSummary extends HandlerName {
  readonly reads: readonly ReadSummary[];
}

export interface ReadSummary {
  readonly text: string;
  readonly file: string;
  readonly range: Stretch;
  readonly verdict: "protected" | "unprotected" | "unknown";
  readonly because: string;
}

export interface RangeEdit {
  readonly range: Stretch;
  readonly text: string;
}

export interface FileChange {
  readonly file: string;
  readonly edits: readonly RangeEdit[];
}

/** One way to mend a finding, or why there is none in that style. */
export type Offer =
  | {
      readonly kind: "edits";
      readonly style: Style;
      readonly title: string;
      readonly files: readonly FileChange[];
    }
  | {
      readonly kind: "refused";
      readonly style: Style;
      readonly reason: string;
    };

export interface Mended {
  readonly files: readonly FileChange[];
  /** How many findings would be gone. */
  readonly mended: number;
  readonly left: readonly {
    readonly finding: EditorFinding;
    readonly reason: string;
  }[];
}

/** A folder of the workspace, with what its settings say. */
export interface FolderSettings {
  readonly folder: string;
  /** As `parseSettings` of the plugin takes them. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Only of rules that somebody has named. */
  readonly levels: Levels;
}

/** What the workspace's ESLint configuration says of a file. What VS Code's settings say goes before it. */
export interface EslintSays {
  /** Then it has no findings. */
  readonly isIgnored: boolean;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly levels: Levels;
}

export interface Requests {
  /** What stands in these files. */
  check: { files: readonly string[] };
  /** How the finding can be mended, the preferred style first. */
  offers: { file: string; identity: string };
  /** Handlers whose function stands in the file. */
  handlers: { file: string };
  /** All findings of these files, mended in one go. */
  mend: { files: readonly string[] };
}

export interface Answers {
  check: readonly EditorFinding[];
  offers: readonly Offer[];
  handlers: readonly HandlerSummary[];
  mend: Mended;
}

export type RequestName = keyof Requests;

export type ToWorker =
  | {
      [Name in RequestName]: {
        readonly kind: Name;
        readonly id: number;
        readonly input: Requests[Name];
      };
    }[RequestName]
  | {
      readonly kind: "configure";
      readonly folders: readonly FolderSettings[];
    }
  /** `text` undefined: the file on the disk counts again. */
  | {
      readonly kind: "text";
      readonly file: string;
      readonly text: string | undefined;
    }
  /** `null`: nothing is known of the file any more. */
  | {
      readonly kind: "eslint";
      readonly says: ReadonlyMap<string, EslintSays | null>;
    }
  | { readonly kind: "cancel"; readonly id: number };

export type FromWorker =
  | { readonly kind: "answer"; readonly id: number; readonly output: unknown }
  | { readonly kind: "failed"; readonly id: number; readonly message: string }
  /** Of `check` and `mend`: how many files are done. */
  | {
      readonly kind: "progress";
      readonly id: number;
      readonly done: number;
      readonly total: number;
    }
  /** Sentences about settings that were left out. */
  | { readonly kind: "problems"; readonly problems: readonly string[] };
