import { createRequire } from "node:module";
import path from "node:path";

/**
 * Loads a bundle of `dist/` at its first use.
 *
 * @param name as in bundles.mjs: `serviceBus`
 */
export function loadBundle(
  { extensionPath }: { readonly extensionPath: string },
  name: string,
): unknown {
  const file = path.join(extensionPath, "dist", `${name}.cjs`);
  return createRequire(file)(file);
}
