import { createRequire } from "node:module";
import path from "node:path";

/** The part of the SDK's own class that the tests use. */
export interface SdkVectorSessionToken {
  merge(other: SdkVectorSessionToken): SdkVectorSessionToken;
  toString(): string;
}

const require = createRequire(import.meta.url);

/**
 * `VectorSessionToken` of @azure/cosmos 4.9.3. The package does not export it, so it is reached by
 * its path; the package's own `exports` guard only names, not paths.
 */
export const { VectorSessionToken } = require(
  path.join(
    path.dirname(require.resolve("cosmos-4.9")),
    "session",
    "VectorSessionToken.js",
  ),
) as {
  VectorSessionToken: { create(vector: string): SdkVectorSessionToken | null };
};
