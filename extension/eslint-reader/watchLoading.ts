import * as modules from "node:module";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

interface Resolved {
  readonly url: string;
}

/** As far as it is used here; `@types/node` of our oldest Node does not know it. */
interface Hooks {
  readonly registerHooks?: (hooks: {
    resolve(
      specifier: string,
      context: unknown,
      next: (specifier: string, context: unknown) => Resolved,
    ): Resolved;
  }) => unknown;
}

/**
 * Notes from now on which files this process loads, and leaves out installed packages. Modules are seen where Node has
 * `registerHooks` (22.15 and later, so every VS Code that the extension runs in), files of CommonJS everywhere, and so
 * what a loader for TypeScript loads, which puts them there, too.
 *
 * @returns what was loaded until then
 */
export function watchLoading(): () => string[] {
  const files = new Set<string>();
  const { registerHooks } = modules as Hooks;
  registerHooks?.({
    resolve(specifier, context, next) {
      const resolved = next(specifier, context);
      if (resolved.url.startsWith("file:")) {
        files.add(fileURLToPath(resolved.url.replace(/[?#].*$/, "")));
      }
      return resolved;
    },
  });
  const { cache } = createRequire(path.join(process.cwd(), "any.cjs"));
  return () =>
    [...files, ...Object.keys(cache)].filter(
      (file) => !/[\\/]node_modules[\\/]/.test(file),
    );
}
