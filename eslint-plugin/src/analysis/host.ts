/**
 * How the analysis sees the world. A command line gives it the disk, an editor the disk under its unsaved
 * texts, a test a folder in memory. Paths are absolute, in the form of the host's system.
 */
export interface Host {
  /** The text without a byte-order mark; `undefined` when there is no such file or it cannot be read. */
  readText(path: string): string | undefined;
  /**
   * The text in UTF-8, one character for each byte: where only ASCII is looked for in many files, this saves the
   * decoding. Absent: `readText` is asked.
   */
  readBytes?(path: string): string | undefined;
  /**
   * What a text is known by without reading it, for instance size and times: equal stamps mean an equal text.
   * `undefined` when there is no such file.
   */
  stamp(path: string): string | undefined;
  exists(path: string): boolean;
  /** Entries of a folder, sorted by name; empty when it cannot be read. Symbolic links are resolved. */
  list(folder: string): readonly FolderEntry[];
  /**
   * What the entries of a folder are known by without listing them: equal stamps mean equal entries. `undefined` where
   * that cannot be told. Absent: the folder is listed.
   */
  folderStamp?(folder: string): string | undefined;
  /** The path with its symbolic links resolved. */
  realPath(path: string): string;
  /** Path arithmetic of the host's system (`node:path`, or `path.win32` in a test). */
  readonly path: typeof import("node:path").posix;
}

export interface FolderEntry {
  readonly name: string;
  readonly kind: "file" | "folder";
}
