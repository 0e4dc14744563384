import { createHash } from "node:crypto";
import type { Host } from "./host.ts";

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
    list: (folder) => host.list(folder),
    realPath: (path) => host.realPath(path),
  };
}
