/** The only door to the token library; what is used of it becomes part of the preload's one file. */
export {
  covers,
  isSessionToken,
  merge,
  rangesOf,
  restrict,
  verdict,
  type ReadEvidence,
  type Splits,
  type VerdictWithReason,
} from "../../session-token/src/index.ts";
