import type { Host } from "./host.ts";

/** The host under one text that is newer than what it holds: an editor's buffer, a block of a `.vue` file. */
export function hostWithText(host: Host, file: string, text: string): Host {
  const bare = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (host.readText(file) === bare) return host;
  return {
    ...host,
    readText: (path) => (path === file ? bare : host.readText(path)),
    exists: (path) => path === file || host.exists(path),
  };
}
