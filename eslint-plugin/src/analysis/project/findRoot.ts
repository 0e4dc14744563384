import type { FolderEntry, Host } from "../host.ts";
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

const PACKAGE = "package.json";

/** What the entries of a folder say of it alone. */
interface FolderNote {
  readonly hasMarker: boolean;
  readonly hasPackage: boolean;
}

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
  return createRootFinder(host).rootOf(file);
}

export interface RootFinder {
  readonly rootOf: (file: string) => string;
  /** The same files; whatever else lists a folder through it saves `rootOf` from listing that folder again. */
  readonly host: Host;
}

/**
 * The same for many files, with one look at each folder: for one run, or one state of an editor. A project's folders
 * are all listed once to find its sources, and most of the files asked for lie in them.
 */
export function createRootFinder(host: Host): RootFinder {
  const { path } = host;
  const known = new Map<string, Surroundings>();
  const notes = new Map<string, FolderNote>();

  function lookAround(folder: string): Surroundings {
    let found = known.get(folder);
    if (found === undefined) known.set(folder, (found = lookAt(folder)));
    return found;
  }

  function lookAt(folder: string): Surroundings {
    const note = notes.get(folder) ?? noteOf(host.list(folder));
    notes.delete(folder);
    if (
      note.hasMarker ||
      (note.hasPackage && hasWorkspaces(host, path.join(folder, PACKAGE)))
    )
      return { project: folder, nearestPackage: undefined };
    const parent = path.dirname(folder);
    const around = parent === folder ? undefined : lookAround(parent);
    return {
      project: around?.project,
      nearestPackage: note.hasPackage ? folder : around?.nearestPackage,
    };
  }

  function rootOf(file: string): string {
    const folder = path.dirname(file);
    const { project, nearestPackage } = lookAround(folder);
    return project ?? nearestPackage ?? folder;
  }

  return {
    rootOf,
    host: {
      ...host,
      list(folder) {
        const entries = host.list(folder);
        if (!known.has(folder)) notes.set(folder, noteOf(entries));
        return entries;
      },
    },
  };
}

function noteOf(entries: readonly FolderEntry[]): FolderNote {
  let hasMarker = false;
  let hasPackage = false;
  for (const { name } of entries) {
    hasMarker ||= rootMarkers.has(name);
    hasPackage ||= name === PACKAGE;
  }
  return { hasMarker, hasPackage };
}

function hasWorkspaces(host: Host, file: string): boolean {
  const text = host.readText(file);
  if (!text?.includes('"workspaces"')) return false;
  const { value } = parseJson(text);
  return typeof value === "object" && value !== null && "workspaces" in value;
}
