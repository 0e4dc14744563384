/** Findings to edit sets. Knows no ESLint and no VS Code. */
export { applyEdits, composeEdits } from "./applyEdits.ts";
export { detectStyle } from "./detectStyle.ts";
export type { Proposal } from "./proposal.ts";
