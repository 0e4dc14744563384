/**
 * `eslint-plugin-cosmos-session/analysis`: what an editor needs to show and mend findings without ESLint. Stable: a
 * change that breaks a caller is a new major version.
 *
 * ```ts
 * const unsaved = new Map<string, string>(); // absolute path -> text of the buffer; change it at will
 * const host = createDiskHost(unsaved);
 * const engine = createEngine(host);
 * const { settings } = parseSettings({ presets: ["event-hubs"] });
 *
 * for (const finding of engine.findingsIn(file, text, settings)) {
 *   const reads = new HandlerReads(engine, settings); // what several findings share; a new one when a text has changed
 *   const tokenProperty = reads.tokenNameOf(finding, host); // as the producers of the project send it
 *   describeFinding(finding, { cwd, tokenProperty }).text; // what to show at finding.place
 *   finding.dependsOn; // ask again for this file when one of these changes
 *   finding.identity; // the same as long as the finding is, wherever it moves in the file
 *   offerEdits(finding, engine, host, settings, reads); // edit sets, the preferred style first; they may cross files
 * }
 * ```
 *
 * `proposeIn` gives the edits of one style, or the reason why there are none. `composeEdits` joins several edit sets.
 *
 * All calls are synchronous and bounded in work, and belong into a worker. None throws for what stands in a file.
 */
export { createEngine } from "./analysis/engine.ts";
export { createDiskHost } from "./analysis/project/hostFromDisk.ts";
export {
  createMemoryHost,
  type MemoryHost,
} from "./analysis/project/memoryHost.ts";
export { fingerprint } from "./analysis/project/fingerprint.ts";
export { DEFAULT_SETTINGS, parseSettings } from "./analysis/settings.ts";
export {
  applyEdits,
  composeEdits,
  type Composition,
} from "./edit/applyEdits.ts";
export { HandlerReads, offerEdits, proposeIn } from "./edit/offerEdits.ts";
export { describeFinding, showPath } from "./messages/index.ts";

export type {
  Engine,
  EngineStats,
  HandlerReport,
  ReadReport,
  SendReport,
} from "./analysis/engine.types.ts";
export type {
  Finding,
  Frame,
  HandlerInfo,
  MessageBinding,
  Place,
  Position,
  ReadInfo,
  RuleName,
} from "./analysis/finding.ts";
export type { FolderEntry, Host } from "./analysis/host.ts";
export type {
  CallHandler,
  ParsedSettings,
  Settings,
  Style,
  TriggerHandler,
} from "./analysis/settings.ts";
export type { FileEdits, Proposal, TextEdit } from "./edit/proposal.ts";
export type {
  Description,
  DescribeOptions,
  Viewpoint,
} from "./messages/index.ts";
