import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import type { FolderEntry, Host } from "../host.ts";

/** An entry that also says whether it is a symbolic link, so that nobody has to ask for the real path of each file. */
export interface LinkedEntry extends FolderEntry {
  readonly isLink: boolean;
}

/**
 * A file that changed less than this before its stamp was taken may change again without getting other
 * times: file systems count in steps (about 4 to 16 ms on Linux and Windows).
 */
const racyMs = 50;
/** Where the times have no fraction of a second the file system may count in whole seconds (two on FAT). */
const racyWholeSecondsMs = 2000;

/**
 * The files of this machine, under the texts of `overlay` (absolute path -> text), which an editor has not
 * saved yet. Never throws: what cannot be read is not there. Nothing is cached but the hashes of the
 * overlay's texts; the map may be changed by its owner at any time.
 *
 * Take a stamp before the text that it stands for, not after.
 */
export function createDiskHost(
  overlay: ReadonlyMap<string, string> = new Map(),
): Host {
  const hashes = new Map<string, { text: string; stamp: string }>();
  let racyStamps = 0;

  function overlayStamp(file: string, text: string): string {
    const known = hashes.get(file);
    if (known?.text === text) return known.stamp;
    const stamp = `overlay:${createHash("sha256").update(text).digest("base64url")}`;
    hashes.set(file, { text, stamp });
    return stamp;
  }

  function overlayEntries(
    folder: string,
  ): Map<string, "file" | "folder"> | undefined {
    if (overlay.size === 0) return undefined;
    const prefix = folder.endsWith(path.sep) ? folder : folder + path.sep;
    const found = new Map<string, "file" | "folder">();
    for (const file of overlay.keys()) {
      if (!file.startsWith(prefix)) continue;
      const rest = file.slice(prefix.length);
      const end = rest.indexOf(path.sep);
      if (end === -1) found.set(rest, "file");
      else found.set(rest.slice(0, end), "folder");
    }
    return found.size === 0 ? undefined : found;
  }

  return {
    path,
    readText(file) {
      const unsaved = overlay.get(file);
      if (unsaved !== undefined) return withoutByteOrderMark(unsaved);
      try {
        return decode(fs.readFileSync(file));
      } catch {
        return undefined;
      }
    },
    readBytes(file) {
      const unsaved = overlay.get(file);
      if (unsaved !== undefined)
        return Buffer.from(withoutByteOrderMark(unsaved)).toString("latin1");
      return readBytesOf(file);
    },
    stamp(file) {
      const unsaved = overlay.get(file);
      if (unsaved !== undefined) return overlayStamp(file, unsaved);
      const stat = statOf(file);
      if (stat === undefined || !stat.isFile()) return undefined;
      const stamp = `${stat.ino}:${stat.size}:${stat.mtimeNs}:${stat.ctimeNs}`;
      return isRacy(stat) ? `${stamp}:racy${String(++racyStamps)}` : stamp;
    },
    folderStamp(folder) {
      // What an editor adds, it may take back at any time.
      if (overlayEntries(folder) !== undefined) return undefined;
      const stat = statOf(folder);
      return stat === undefined || isRacy(stat)
        ? undefined
        : `${stat.ino}:${stat.mtimeNs}:${stat.ctimeNs}`;
    },
    exists(file) {
      return (
        overlay.has(file) ||
        fs.existsSync(file) ||
        overlayEntries(file) !== undefined
      );
    },
    list(folder) {
      const entries: LinkedEntry[] = [];
      const unsaved = overlayEntries(folder);
      for (const entry of readFolder(folder)) {
        unsaved?.delete(entry.name);
        if (entry.isFile())
          entries.push({ name: entry.name, kind: "file", isLink: false });
        else if (entry.isDirectory())
          entries.push({ name: entry.name, kind: "folder", isLink: false });
        else {
          // A link, or a file system that does not tell kinds. A broken or circular link has no target: not there.
          const target = statOf(path.join(folder, entry.name));
          if (target?.isFile())
            entries.push({ name: entry.name, kind: "file", isLink: true });
          else if (target?.isDirectory())
            entries.push({ name: entry.name, kind: "folder", isLink: true });
        }
      }
      for (const [name, kind] of unsaved ?? [])
        entries.push({ name, kind, isLink: false });
      return entries.sort(byName);
    },
    realPath(file) {
      try {
        return fs.realpathSync.native(file);
      } catch {
        return file;
      }
    },
  };
}

/** One buffer for all files: thousands of them are looked through one after the other. */
let shared: Buffer | undefined;
const sharedSize = 1024 * 1024;

function readBytesOf(file: string): string | undefined {
  let descriptor: number | undefined;
  try {
    descriptor = fs.openSync(file, "r");
    shared ??= Buffer.allocUnsafeSlow(sharedSize);
    const length = fs.readSync(descriptor, shared, 0, sharedSize, 0);
    // A read may give less than there is only at the end of a file, or of something that is none.
    const isWhole = length < sharedSize;
    const bytes = isWhole ? shared.subarray(0, length) : fs.readFileSync(file);
    if (bytes[0] === 0xff && bytes[1] === 0xfe)
      return Buffer.from(decode(bytes)).toString("latin1");
    return bytes.toString("latin1", hasByteOrderMark(bytes) ? 3 : 0);
  } catch {
    return undefined;
  } finally {
    if (descriptor !== undefined) fs.closeSync(descriptor);
  }
}

function statOf(file: string): fs.BigIntStats | undefined {
  try {
    return fs.statSync(file, { bigint: true, throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

function readFolder(folder: string): fs.Dirent[] {
  try {
    return fs.readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function isRacy(stat: fs.BigIntStats): boolean {
  // Nearly every file is old, and numbers tell that faster.
  const latestNs = Math.max(Number(stat.mtimeNs), Number(stat.ctimeNs));
  if (Date.now() - latestNs / 1e6 >= racyWholeSecondsMs) return false;
  // The change time too: a copy that keeps the modification time of its original still gets a new change time.
  const latest = stat.mtimeNs > stat.ctimeNs ? stat.mtimeNs : stat.ctimeNs;
  const window = latest % 1_000_000_000n === 0n ? racyWholeSecondsMs : racyMs;
  return BigInt(Date.now()) - latest / 1_000_000n < BigInt(window);
}

function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return bytes.toString("utf16le", 2);
  return bytes.toString("utf8", hasByteOrderMark(bytes) ? 3 : 0);
}

function hasByteOrderMark(bytes: Buffer): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

function withoutByteOrderMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function byName(a: FolderEntry, b: FolderEntry): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
