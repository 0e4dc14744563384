import path from "node:path";
import type { Engine } from "../analysis/engine.types.ts";
import type { Host } from "../analysis/host.ts";
import { listSourceFiles } from "../analysis/project/listFiles.ts";
import { UsageError } from "./terminal.ts";

/** What was asked for on the command line, within one project. */
export interface Target {
  readonly root: string;
  /** All sources of the project, and files that were named although they are none (tests). */
  readonly sources: readonly string[];
  /** Whether a file was asked for. */
  readonly has: (file: string) => boolean;
}

/** @throws {UsageError} for a path that does not exist. */
export function findTargets(
  paths: readonly string[],
  cwd: string,
  engine: Engine,
  host: Host,
): Target[] {
  const wantedByRoot = new Map<string, { file: string; isFolder: boolean }[]>();
  for (const given of paths.length === 0 ? ["."] : paths) {
    const file = path.resolve(cwd, given);
    const isFolder = host.stamp(file) === undefined;
    if (isFolder && !host.exists(file))
      throw new UsageError(
        `there is no file or folder "${given}" in ${cwd}.${/[*?{]/.test(given) ? " Patterns are for your shell: leave the quotes out, or name the folder." : ""}`,
      );
    // A folder's project may begin in the folder itself.
    const root = engine.rootOf(isFolder ? path.join(file, "x.ts") : file);
    const wanted = wantedByRoot.get(root) ?? [];
    wantedByRoot.set(root, wanted);
    wanted.push({ file, isFolder });
  }
  return [...wantedByRoot].map(([root, wanted]) => {
    const files = new Set<string>();
    const folders: string[] = [];
    for (const { file, isFolder } of wanted) {
      if (isFolder) folders.push(file);
      else files.add(file);
    }
    const has = (file: string): boolean =>
      files.has(file) || folders.some((folder) => isInside(file, folder));
    const { sources } = listSourceFiles(host, root);
    return { root, has, sources: [...new Set([...sources, ...files])].sort() };
  });
}

function isInside(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return !relative.startsWith("..") && !path.isAbsolute(relative);
}
