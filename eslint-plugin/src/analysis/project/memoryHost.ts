import path from "node:path";
import type { FolderEntry, Host } from "../host.ts";

export interface MemoryHost extends Host {
  /** Adds a file or gives it a new text; its stamp changes even when the text is the same. */
  write(file: string, text: string): void;
  /** Removes a file, a link, or a folder with all that is in it. */
  remove(file: string): void;
  /** Makes `from` a symbolic link to the file or folder `to`. */
  link(from: string, to: string): void;
}

/** How many links are followed in one path before it counts as circular; what Linux allows. */
const maxLinks = 40;

/**
 * Files in memory, for tests and editors. Keys are absolute paths of the system that `system` stands for
 * (`path.win32`: drive letters, `\`); folders exist as soon as a file in them does.
 */
export function createMemoryHost(
  files: Readonly<Record<string, string>>,
  system: typeof path.posix = path.posix,
): MemoryHost {
  const texts = new Map<string, { text: string; stamp: string }>();
  const links = new Map<string, string>();
  let writes = 0;

  /** The path with its links resolved, `undefined` for a circular one. */
  function follow(file: string): string | undefined {
    let current = system.normalize(file);
    for (let count = 0; count <= maxLinks; count++) {
      const link = firstLink(current);
      if (link === undefined) return current;
      current = system.join(
        links.get(link) ?? "",
        system.relative(link, current),
      );
    }
    return undefined;
  }

  function firstLink(file: string): string | undefined {
    if (links.size === 0) return undefined;
    const { root } = system.parse(file);
    const parts = file.slice(root.length).split(system.sep);
    let prefix = root;
    for (const part of parts) {
      prefix = system.join(prefix, part);
      if (links.has(prefix)) return prefix;
    }
    return undefined;
  }

  function kindOf(file: string): "file" | "folder" | undefined {
    const real = follow(file);
    if (real === undefined) return undefined;
    if (texts.has(real)) return "file";
    const prefix = withSeparator(real);
    for (const known of [...texts.keys(), ...links.keys()])
      if (known.startsWith(prefix)) return "folder";
    return undefined;
  }

  function withSeparator(folder: string): string {
    return folder.endsWith(system.sep) ? folder : folder + system.sep;
  }

  const host: MemoryHost = {
    path: system,
    readText(file) {
      const real = follow(file);
      return real === undefined ? undefined : texts.get(real)?.text;
    },
    stamp(file) {
      const real = follow(file);
      return real === undefined ? undefined : texts.get(real)?.stamp;
    },
    exists(file) {
      return kindOf(file) !== undefined;
    },
    list(folder) {
      const real = follow(folder);
      if (real === undefined) return [];
      const prefix = withSeparator(real);
      const found = new Map<string, FolderEntry & { isLink: boolean }>();
      for (const file of [...texts.keys(), ...links.keys()]) {
        if (!file.startsWith(prefix)) continue;
        const rest = file.slice(prefix.length);
        const end = rest.indexOf(system.sep);
        const name = end === -1 ? rest : rest.slice(0, end);
        const isLink = links.has(prefix + name);
        const kind = isLink
          ? kindOf(prefix + name)
          : end === -1
            ? "file"
            : "folder";
        if (kind !== undefined) found.set(name, { name, kind, isLink });
      }
      return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    realPath(file) {
      return follow(file) ?? file;
    },
    write(file, text) {
      const withoutMark = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
      texts.set(system.normalize(file), {
        text: withoutMark,
        stamp: `memory:${String(++writes)}`,
      });
    },
    remove(file) {
      const gone = system.normalize(file);
      const prefix = withSeparator(gone);
      for (const map of [texts, links]) {
        for (const known of [...map.keys()])
          if (known === gone || known.startsWith(prefix)) map.delete(known);
      }
    },
    link(from, to) {
      links.set(system.normalize(from), system.normalize(to));
    },
  };
  for (const [file, text] of Object.entries(files)) host.write(file, text);
  return host;
}
