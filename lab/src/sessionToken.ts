// The one place where the lab takes anything from the token library, so that a build can lead it to
// the published package.
export {
  covers,
  isSessionToken,
  merge,
  parse,
  restrict,
  verdict,
  type SessionToken,
  type Splits,
  type Verdict,
  type VerdictWithReason,
} from "../../session-token/src/index.ts";
