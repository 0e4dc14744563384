// The one place where the extension takes anything from the token library. esbuild bundles it.
export {
  format,
  isSessionToken,
  merge,
  parse,
  rangesOf,
  restrict,
  verdict,
  type SessionToken,
  type Verdict,
} from "../../session-token/src/index.ts";
