import { createHash } from "node:crypto";
import type { FolderEntry, Host } from "../host.ts";
import { parseJson } from "./json.ts";

/** A file that cannot be used as it is. The analysis goes on as if it said nothing. */
export interface ProjectProblem {
  readonly file: string;
  readonly message: string;
}

/**
 * A view of a host that looks at every folder and configuration file once, and remembers what it saw, so that
 * it can say later whether an answer that was built on it still holds.
 */
export interface TrackedFiles {
  readonly host: Host;
  readonly problems: readonly ProjectProblem[];
  list(folder: string): Iterable<FolderEntry & { readonly isLink?: boolean }>;
  isFile(file: string): boolean;
  hasFile(folder: string, name: string): boolean;
  isFolder(folder: string): boolean;
  /** `true` or `false` where the host tells links apart, else `undefined`. */
  isLink(file: string): boolean | undefined;
  readText(file: string): string | undefined;
  /** `undefined` when the file is absent or broken; broken ones are noted in `problems`. */
  readJson(file: string): unknown;
  /** Every file whose text was read, sorted. */
  filesRead(): string[];
  /** Whether a folder that was listed has other entries now, or a file that was read has another text. */
  isStale(): boolean;
  /** A hash of all that was seen: folders with their entries, files with their stamps. */
  stateKey(): string;
}

type Entries = ReadonlyMap<string, FolderEntry & { readonly isLink?: boolean }>;

export function createTrackedFiles(host: Host): TrackedFiles {
  const { path } = host;
  const folders = new Map<string, Entries>();
  const texts = new Map<
    string,
    { stamp: string | undefined; text: string | undefined }
  >();
  const values = new Map<string, unknown>();
  const problems: ProjectProblem[] = [];

  function entriesOf(folder: string): Entries {
    let entries = folders.get(folder);
    if (entries === undefined) {
      // A folder that its parent does not list has no entries: one look saves many.
      const parent = path.dirname(folder);
      const isThere =
        parent === folder ||
        !folders.has(parent) ||
        folders.get(parent)?.get(path.basename(folder))?.kind === "folder";
      entries = isThere
        ? new Map(host.list(folder).map((entry) => [entry.name, entry]))
        : new Map();
      folders.set(folder, entries);
    }
    return entries;
  }

  function entryOf(
    file: string,
  ): (FolderEntry & { readonly isLink?: boolean }) | undefined {
    return entriesOf(path.dirname(file)).get(path.basename(file));
  }

  function readText(file: string): string | undefined {
    let known = texts.get(file);
    if (known === undefined) {
      const stamp = host.stamp(file);
      known = {
        stamp,
        text: stamp === undefined ? undefined : host.readText(file),
      };
      texts.set(file, known);
    }
    return known.text;
  }

  function parse(file: string, text: string): unknown {
    try {
      // Most files are plain JSON, and some are large.
      return JSON.parse(text) as unknown;
    } catch {
      const { value, error } = parseJson(text);
      if (error !== undefined) {
        const line = String(error.line);
        problems.push({
          file,
          message: `Cannot read line ${line}: ${error.message}.`,
        });
      }
      return value;
    }
  }

  return {
    host,
    problems,
    list: (folder) => entriesOf(folder).values(),
    hasFile: (folder, name) => entriesOf(folder).get(name)?.kind === "file",
    isFile: (file) => entryOf(file)?.kind === "file",
    isFolder: (folder) =>
      path.dirname(folder) === folder || entryOf(folder)?.kind === "folder",
    isLink: (file) => entryOf(file)?.isLink,
    readText,
    readJson(file) {
      if (values.has(file)) return values.get(file);
      const text = entryOf(file)?.kind === "file" ? readText(file) : undefined;
      const value = text === undefined ? undefined : parse(file, text);
      values.set(file, value);
      return value;
    },
    filesRead: () => [...texts.keys()].sort(),
    isStale() {
      for (const [file, { stamp }] of texts)
        if (host.stamp(file) !== stamp) return true;
      for (const [folder, entries] of folders) {
        const now = host.list(folder);
        if (now.length !== entries.size) return true;
        if (now.some((entry) => entries.get(entry.name)?.kind !== entry.kind))
          return true;
      }
      return false;
    },
    stateKey() {
      const hash = createHash("sha256");
      for (const file of [...texts.keys()].sort())
        hash.update(`${file}\0${texts.get(file)?.stamp ?? ""}\n`);
      for (const folder of [...folders.keys()].sort()) {
        hash.update(`${folder}\0`);
        for (const { name, kind } of folders.get(folder)?.values() ?? [])
          hash.update(`${name}\0${kind}\0`);
      }
      return hash.digest("base64url").slice(0, 22);
    },
  };
}
