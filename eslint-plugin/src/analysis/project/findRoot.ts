import type { Host } from "../host.ts";
import { parseJson } from "./json.ts";

const rootMarkers: ReadonlySet<string> = new Set([
  "pnpm-workspace.yaml",
  "nx.json",
  "lerna.json",
  "rush.json",
  "turbo.json",
  "package-lock.json",
  "npm-shrinkwrap.json",
  "yarn.lock",
  "pnpm-lock.yaml",
  "bun.lock",
  "bun.lockb",
  "deno.lock",
  ".git",
]);

/** What a folder and those around it say of the project that they belong to. */
interface Surroundings {
  /** The nearest folder with a workspace definition, a lock file or `.git`. */
  readonly project: string | undefined;
  readonly nearestPackage: string | undefined;
}

/**
 * The folder of the project to which a file belongs: the nearest ancestor with a workspace definition, a lock
 * file or `.git`; where there is none, the nearest one with a `package.json`, else the file's own folder.
 */
export function findProjectRoot(host: Host, file: string): string {
  return createRootFinder(host)(file);
}

/** The same for many files, with one look at each folder: for one run, or one state of an editor. */
export function createRootFinder(host: Host): (file: string) => string {
  const { path } = host;
  const known = new Map<string, Surroundings>();

  function lookAround(folder: string): Surroundings {
    let found = known.get(folder);
    if (found === undefined) known.set(folder, (found = lookAt(folder)));
    return found;
  }

  function lookAt(folder: string): Surroundings {
    let hasPackage = false;
    for (const { name } of host.list(folder)) {
      hasPackage ||= name === "package.json";
      if (
        rootMarkers.has(name) ||
        (name === "package.json" &&
          hasWorkspaces(host, path.join(folder, name)))
      )
        return { project: folder, nearestPackage: undefined };
    }
    const parent = path.dirname(folder);
    const around = parent === folder ? undefined : lookAround(parent);
    return {
      project: around?.project,
      nearestPackage: hasPackage ? folder : around?.nearestPackage,
    };
  }

  return (file) => {
    const folder = path.dirname(file);
    const { project, nearestPackage } = lookAround(folder);
    return project ?? nearestPackage ?? folder;
  };
}

function hasWorkspaces(host: Host, file: string): boolean {
  const text = host.readText(file);
  if (!text?.includes('"workspaces"')) return false;
  const { value } = parseJson(text);
  return typeof value === "object" && value !== null && "workspaces" in value;
}
