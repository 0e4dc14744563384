import { member, textMember, texts } from "./json.ts";
import type { TrackedFiles } from "./trackedFiles.ts";

/** More folders than this under one pattern are not looked at. */
const maxFolders = 20_000;

/**
 * The packages of a workspace: name -> folder. Read from npm's and yarn's `workspaces`, `pnpm-workspace.yaml`,
 * `lerna.json` and `rush.json` in the root; of two packages with one name the first folder in order counts.
 */
export function findWorkspacePackages(
  source: TrackedFiles,
  root: string,
): Map<string, string> {
  const { host } = source;
  const { path } = host;
  const packages = new Map<string, string>();

  function add(folder: string): void {
    const name = textMember(
      source.readJson(path.join(folder, "package.json")),
      "name",
    );
    if (name !== undefined && !packages.has(name)) packages.set(name, folder);
  }

  for (const folder of expandPatterns(
    source,
    root,
    workspacePatterns(source, root),
  ))
    add(folder);
  const projects = member(
    source.readJson(path.join(root, "rush.json")),
    "projects",
  );
  for (const project of Array.isArray(projects)
    ? (projects as unknown[])
    : []) {
    const folder = textMember(project, "projectFolder");
    if (folder !== undefined) add(path.resolve(root, folder));
  }
  return packages;
}

function workspacePatterns(source: TrackedFiles, root: string): string[] {
  const { path } = source.host;
  const workspaces = member(
    source.readJson(path.join(root, "package.json")),
    "workspaces",
  );
  const patterns = [
    ...texts(workspaces),
    ...texts(member(workspaces, "packages")),
  ];
  const pnpm = path.join(root, "pnpm-workspace.yaml");
  if (source.isFile(pnpm))
    patterns.push(...pnpmPackages(source.readText(pnpm) ?? ""));
  const lerna = path.join(root, "lerna.json");
  if (source.isFile(lerna)) {
    const packages = member(source.readJson(lerna), "packages");
    if (Array.isArray(packages)) patterns.push(...texts(packages));
    else if (patterns.length === 0) patterns.push("packages/*");
  }
  return patterns;
}

/** The list under `packages:`; the rest of the YAML is not looked at. */
function pnpmPackages(text: string): string[] {
  const found: string[] = [];
  let isInList = false;
  for (const raw of text.split(/\r?\n/)) {
    const line = raw.replace(/(^|\s)#.*$/, "").trimEnd();
    if (line === "") continue;
    const flow = /^packages\s*:\s*\[(.*)\]$/.exec(line);
    if (flow !== null) {
      for (const part of (flow[1] ?? "").split(","))
        if (part.trim() !== "") found.push(unquote(part.trim()));
    } else if (/^packages\s*:$/.test(line)) isInList = true;
    else if (isInList) {
      const item = /^\s*-\s+(.+)$/.exec(line);
      if (item !== null) found.push(unquote(item[1] ?? ""));
      else if (!/^\s/.test(line)) isInList = false;
    }
  }
  return found;
}

function unquote(text: string): string {
  const match = /^(["'])(.*)\1$/.exec(text);
  return match === null ? text : (match[2] ?? "");
}

/** Folders with a `package.json` under `root` that the patterns name, in order of their paths. */
function expandPatterns(
  source: TrackedFiles,
  root: string,
  patterns: readonly string[],
): string[] {
  const { path } = source.host;
  const clean = (pattern: string): string[] =>
    pattern.split(/[\\/]/).filter((part) => part !== "" && part !== ".");
  const excluded = patterns
    .filter((pattern) => pattern.startsWith("!"))
    .map((pattern) => clean(pattern.slice(1)));
  const found = new Set<string>();
  let visited = 0;

  function walk(
    folder: string,
    below: readonly string[],
    rest: readonly string[],
  ): void {
    if (++visited > maxFolders) return;
    const [part, ...after] = rest;
    if (part === undefined) {
      if (
        !excluded.some((pattern) => matchesParts(pattern, below)) &&
        source.isFile(path.join(folder, "package.json"))
      )
        found.add(folder);
      return;
    }
    if (part === "..") walk(path.dirname(folder), below, after);
    else if (!/[*?{[]/.test(part)) {
      if (source.isFolder(path.join(folder, part)))
        walk(path.join(folder, part), [...below, part], after);
    } else {
      if (part === "**") walk(folder, below, after);
      for (const entry of source.list(folder)) {
        if (entry.kind !== "folder" || entry.isLink === true) continue;
        if (entry.name === "node_modules" || entry.name.startsWith("."))
          continue;
        const next = path.join(folder, entry.name);
        if (part === "**") walk(next, [...below, entry.name], rest);
        else if (partMatcher(part).test(entry.name))
          walk(next, [...below, entry.name], after);
      }
    }
  }

  for (const pattern of patterns)
    if (!pattern.startsWith("!")) walk(root, [], clean(pattern));
  return [...found].sort();
}

function matchesParts(
  pattern: readonly string[],
  parts: readonly string[],
): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return parts.length === 0;
  if (first === "**")
    return (
      parts.some((_, index) => matchesParts(rest, parts.slice(index))) ||
      matchesParts(rest, [])
    );
  const [part, ...after] = parts;
  return (
    part !== undefined &&
    partMatcher(first).test(part) &&
    matchesParts(rest, after)
  );
}

/** Cases: `*`, `app-*`, `{api,web}`. */
function partMatcher(part: string): RegExp {
  let source = "";
  let depth = 0;
  for (const character of part) {
    if (character === "*") source += ".*";
    else if (character === "?") source += ".";
    else if (character === "{") {
      source += "(?:";
      depth++;
    } else if (character === "}" && depth > 0) {
      source += ")";
      depth--;
    } else if (character === "," && depth > 0) source += "|";
    else source += character.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
  }
  return new RegExp(`^${source}${")".repeat(depth)}$`);
}
