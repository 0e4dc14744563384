/** What the engine offers to rules, command line and editors. */
import type {
  Finding,
  HandlerInfo,
  Frame,
  ReadInfo,
  Place,
} from "./finding.ts";
import type { Settings } from "./settings.ts";

export interface Engine {
  /**
   * Findings whose report stands in the file, in the order of their places. `text` is what the caller sees (ESLint's
   * source text, an editor's buffer) and wins over the host's. Empty where nothing can be said; never throws.
   */
  findingsIn(
    file: string,
    text: string | undefined,
    settings: Settings,
  ): readonly Finding[];
  /** Whether `findingsIn` is empty whatever the text of the file is, so that nobody has to read it. */
  isSilent(file: string, settings: Settings): boolean;
  /** Every handler of the project that `file` (or folder) lies in, with its reads and sends. */
  handlersOf(path: string, settings: Settings): readonly HandlerReport[];
  /** Files of that project in which a session token is named, and that may have to do with Cosmos. */
  tokenFilesOf(path: string, settings: Settings): readonly string[];
  /** What the last answer cost and left out. */
  stats(path: string): EngineStats;
  /** The project root that answers for a file. */
  rootOf(file: string): string;
}

export interface HandlerReport {
  readonly handler: HandlerInfo;
  readonly reads: readonly ReadReport[];
  readonly sends: readonly SendReport[];
}

export interface ReadReport {
  readonly read: ReadInfo;
  readonly path: readonly Frame[];
  readonly verdict: "protected" | "unprotected" | "unknown";
  /** Plain sentence: why. */
  readonly because: string;
}

export interface SendReport {
  readonly call: string;
  readonly place: Place;
  readonly entity: string | undefined;
  readonly path: readonly Frame[];
}

export interface EngineStats {
  readonly sourceFiles: number;
  readonly parsedFiles: number;
  readonly unparsedFiles: readonly {
    readonly file: string;
    readonly message: string;
    readonly line: number;
  }[];
  readonly handlers: number;
  readonly steps: number;
  /** Handlers that were given up because their budget of steps ran out. */
  readonly overBudget: readonly string[];
  readonly problems: readonly {
    readonly file: string;
    readonly message: string;
  }[];
  readonly milliseconds: {
    readonly scan: number;
    readonly parse: number;
    readonly analyse: number;
  };
}

export const EMPTY_STATS: EngineStats = {
  sourceFiles: 0,
  parsedFiles: 0,
  unparsedFiles: [],
  handlers: 0,
  steps: 0,
  overBudget: [],
  problems: [],
  milliseconds: { scan: 0, parse: 0, analyse: 0 },
};
