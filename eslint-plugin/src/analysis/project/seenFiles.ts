/** Remembers what was seen of a host's files, to say later whether that still holds. */
import type { FolderEntry, Host } from "../host.ts";

export interface SeenFiles {
  /** The files as they were when each was first asked for: a stamp is taken once, before the text. */
  readonly host: Host;
  /** Somebody else read the file, and took this stamp of it before. */
  note(file: string, stamp: string): void;
  /** Of these files, those that have another stamp now than the one that was seen last. */
  changedFiles(files: Iterable<string>): string[];
  /** Something came or went in a folder that was listed, or a file that was asked for by its name. */
  hasOtherEntries(): boolean;
  /** The nearest folder around the file that was listed has other entries now. */
  hasOtherEntriesAround(file: string): boolean;
  /** How many folders were listed. */
  folderCount(): number;
  /** Files that were asked for, without those. */
  filesBeside(files: ReadonlySet<string>): string[];
}

interface Folder {
  stamp: string | undefined;
  readonly entries: readonly FolderEntry[];
}

export function seenFiles(host: Host): SeenFiles {
  const stamps = new Map<string, string | undefined>();
  const folders = new Map<string, Folder>();
  const existing = new Map<string, boolean>();

  function stampOf(file: string): string | undefined {
    let stamp = stamps.get(file);
    if (stamp === undefined && !stamps.has(file)) {
      stamp = host.stamp(file);
      stamps.set(file, stamp);
    }
    return stamp;
  }

  function isOther(folder: string, seen: Folder): boolean {
    const stamp = host.folderStamp?.(folder);
    if (stamp !== undefined && stamp === seen.stamp) return false;
    if (!areSame(host.list(folder), seen.entries)) return true;
    // Case: an editor writes a new file and gives it the name of the old one.
    if (seen.stamp !== undefined) seen.stamp = stamp;
    return false;
  }

  const view: Host = {
    path: host.path,
    realPath: (path) => host.realPath(path),
    stamp: stampOf,
    readText(file) {
      stampOf(file);
      return host.readText(file);
    },
    ...(host.readBytes && {
      readBytes(file) {
        stampOf(file);
        return host.readBytes?.(file);
      },
    }),
    exists(path) {
      const answer = host.exists(path);
      existing.set(path, answer);
      return answer;
    },
    list(folder) {
      // The sources are listed, and then all that leads from one to another is looked for in the same folders.
      const known = folders.get(folder);
      if (known !== undefined) return known.entries;
      let stamp = host.folderStamp?.(folder);
      const entries: readonly (FolderEntry & { readonly isLink?: boolean })[] =
        host.list(folder);
      // What a link leads to may come and go elsewhere.
      if (entries.some(({ isLink }) => isLink === true)) stamp = undefined;
      folders.set(folder, { stamp, entries });
      return entries;
    },
  };

  return {
    host: view,
    note(file, stamp) {
      if (!stamps.has(file)) stamps.set(file, stamp);
    },
    changedFiles(files) {
      const changed: string[] = [];
      for (const file of files) {
        const now = host.stamp(file);
        if (stamps.has(file) && now === stamps.get(file)) continue;
        if (stamps.has(file)) changed.push(file);
        stamps.set(file, now);
      }
      return changed;
    },
    hasOtherEntries() {
      for (const [folder, seen] of folders)
        if (isOther(folder, seen)) return true;
      for (const [path, answer] of existing)
        if (host.exists(path) !== answer) return true;
      return false;
    },
    hasOtherEntriesAround(file) {
      let folder = host.path.dirname(file);
      while (!folders.has(folder)) {
        const parent = host.path.dirname(folder);
        if (parent === folder) return false;
        folder = parent;
      }
      const seen = folders.get(folder);
      return seen !== undefined && isOther(folder, seen);
    },
    folderCount: () => folders.size,
    filesBeside: (files) =>
      [...stamps.keys()].filter((file) => !files.has(file)),
  };
}

function areSame(
  entries: readonly FolderEntry[],
  others: readonly FolderEntry[],
): boolean {
  return (
    entries.length === others.length &&
    entries.every(
      ({ name, kind }, index) =>
        name === others[index]?.name && kind === others[index].kind,
    )
  );
}
