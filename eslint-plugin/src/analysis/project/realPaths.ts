import type { TrackedFiles } from "./trackedFiles.ts";

export interface RealPaths {
  /** The path of a file with its links resolved, so that one source never counts twice. */
  ofFile(file: string): string;
  ofFolder(folder: string): string;
}

/** What lies under the real root is named as under `root`, which itself may be behind a link (`/tmp` on macOS). */
export function createRealPaths(files: TrackedFiles, root: string): RealPaths {
  const { host } = files;
  const { path } = host;
  const realRoot = host.realPath(root);
  const folders = new Map<string, string>();

  function ofFolder(folder: string): string {
    let real = folders.get(folder);
    if (real === undefined) {
      real = inRoot(host.realPath(folder));
      folders.set(folder, real);
    }
    return real;
  }

  function inRoot(real: string): string {
    if (real === realRoot) return root;
    const prefix = realRoot.endsWith(path.sep) ? realRoot : realRoot + path.sep;
    return real.startsWith(prefix)
      ? path.join(root, real.slice(prefix.length))
      : real;
  }

  return {
    ofFolder,
    ofFile: (file) =>
      files.isLink(file) === false
        ? path.join(ofFolder(path.dirname(file)), path.basename(file))
        : inRoot(host.realPath(file)),
  };
}
