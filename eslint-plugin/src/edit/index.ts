/** Findings to edit sets. Knows no ESLint and no VS Code. */
export {
  applyEdits,
  composeEdits,
  conflict,
  type Composition,
} from "./applyEdits.ts";
export { detectStyle } from "./detectStyle.ts";
export { proposeEdits, type ProposeOptions } from "./proposeEdits.ts";
export type { FileEdits, Proposal, Style, TextEdit } from "./proposal.ts";
