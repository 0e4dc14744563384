/** The only door to the token library; what is used of it becomes part of the preload's one file. */
export {
  covers,
  format,
  isSessionToken,
  merge,
  parse,
  verdict,
  type SessionToken,
  type VerdictWithReason,
} from "../../session-token/src/index.ts";
