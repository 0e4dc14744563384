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
