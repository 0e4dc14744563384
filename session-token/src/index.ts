export { parse } from "./parse.ts";
export { format } from "./format.ts";
export { isSessionToken } from "./isSessionToken.ts";
export type {
  SessionToken,
  SimplePart,
  TokenPart,
  VectorPart,
} from "./SessionToken.ts";
export {
  SessionTokenError,
  type SessionTokenErrorCode,
  type SessionTokenErrorDetails,
} from "./SessionTokenError.ts";
export { merge } from "./merge.ts";
export { compare, type TokenOrder } from "./compare.ts";
export { covers } from "./covers.ts";
export { rangesOf } from "./rangesOf.ts";
export { restrict } from "./restrict.ts";
export { tokenOf } from "./tokenOf.ts";
export { attach, type AttachOptions, type TooLargeToken } from "./attach.ts";
export { tokenFrom, type TokenFromOptions } from "./tokenFrom.ts";
export type { ContainerName } from "./carriedName.ts";
export {
  verdict,
  type ReadEvidence,
  type Verdict,
  type VerdictWithReason,
} from "./verdict.ts";
export type { Splits } from "./judgeRanges.ts";
export {
  readAtLeast,
  type ReadAtLeastOptions,
  type ReadOptions,
} from "./readAtLeast.ts";
export type { Signal } from "./delay.ts";
export { StaleReadError, type StaleReadDetails } from "./StaleReadError.ts";
export { keepToken, type KeepTokenOptions } from "./keepToken.ts";
