import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Binding, FunctionMetadata } from "./types.ts";

interface FunctionJson {
  readonly bindings: readonly (Binding & { readonly name: string })[];
  readonly scriptFile?: string;
}

/** Functions as their folders declare them (the model of version 3). */
export async function readFunctionFolders(
  app: string,
): Promise<
  { metadata: FunctionMetadata; handler: (...args: unknown[]) => unknown }[]
> {
  const found = [];
  for (const name of readdirSync(app)) {
    const file = path.join(app, name, "function.json");
    if (!existsSync(file)) continue;
    const { bindings, scriptFile = "index.js" } = JSON.parse(
      readFileSync(file, "utf8"),
    ) as FunctionJson;
    const script = path.join(app, name, scriptFile);
    const { default: handler } = (await import(pathToFileURL(script).href)) as {
      default: (...args: unknown[]) => unknown;
    };
    found.push({
      metadata: {
        name,
        bindings: Object.fromEntries(
          bindings.map((binding) => [binding.name, binding]),
        ),
      },
      handler,
    });
  }
  return found;
}
