import { createHash } from "node:crypto";
import type { FolderEntry, Host } from "./host.ts";

/** The host with one text laid over it. */
export function overlayHost(host: Host, file: string, text: string): Host {
  const bare = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  const stamp = `text:${createHash("sha256").update(bare).digest("base64url").slice(0, 22)}`;
  return {
    path: host.path,
    readText: (path) => (path === file ? bare : host.readText(path)),
    ...(host.readBytes && {
      readBytes: (path) =>
        path === file
          ? Buffer.from(bare).toString("latin1")
          : host.readBytes?.(path),
    }),
    stamp: (path) => (path === file ? stamp : host.stamp(path)),
    exists: (path) => path === file || host.exists(path),
    list: (folder) => withFile(host, folder, file),
    realPath: (path) => host.realPath(path),
  };
}

/** The entries of a folder, with the file (or the folder that leads to it) where the disk has none. */
function withFile(
  host: Host,
  folder: string,
  file: string,
): readonly FolderEntry[] {
  const entries = host.list(folder);
  const prefix = folder.endsWith(host.path.sep)
    ? folder
    : folder + host.path.sep;
  if (!file.startsWith(prefix)) return entries;
  const [name = "", ...more] = file.slice(prefix.length).split(host.path.sep);
  if (entries.some((entry) => entry.name === name)) return entries;
  const entry = {
    name,
    kind: more.length === 0 ? ("file" as const) : ("folder" as const),
    isLink: false,
  };
  return [...entries, entry].sort((a, b) => (a.name < b.name ? -1 : 1));
}
