// The one place where the extension takes anything from the token library. esbuild bundles it.
export {
  covers,
  format,
  isSessionToken,
  merge,
  parse,
  verdict,
  type SessionToken,
  type Verdict,
  type VerdictWithReason,
} from "../../session-token/src/index.ts";
