/** One `.gitignore` file: its patterns, and the folder that they are relative to. */
export interface IgnoreFile {
  /** Path of the folder from the top of the walk, `/` between names, "" for the top itself. */
  readonly folder: string;
  readonly patterns: readonly IgnorePattern[];
}

export interface IgnorePattern {
  /** @param name The last part of the path: most patterns look at nothing else. */
  readonly matches: (path: string, name: string) => boolean;
  readonly isNegated: boolean;
  readonly isFolderOnly: boolean;
}

/** Reads the text of a `.gitignore` file. A pattern that git does not understand either matches nothing. */
export function parseGitignore(text: string): IgnorePattern[] {
  const patterns: IgnorePattern[] = [];
  for (const line of text.split(/\r?\n/)) {
    // Blanks at the end count only behind a backslash.
    let pattern = line.replace(/((?:^|[^\\])(?:\\\\)*)\s+$/, "$1");
    if (pattern === "" || pattern.startsWith("#")) continue;
    const isNegated = pattern.startsWith("!");
    if (isNegated) pattern = pattern.slice(1);
    const isFolderOnly = pattern.endsWith("/");
    if (isFolderOnly) pattern = pattern.slice(0, -1);
    if (pattern === "") continue;
    const matches = matcherOf(pattern);
    if (matches !== undefined)
      patterns.push({ matches, isNegated, isFolderOnly });
  }
  return patterns;
}

/**
 * Whether git would ignore this path, given that it does not ignore the folder that holds it.
 * @param files From the top down; the last pattern that matches decides.
 * @param path From the top of the walk, `/` between names.
 */
export function isIgnored(
  files: readonly IgnoreFile[],
  path: string,
  isFolder: boolean,
): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  for (let index = files.length - 1; index >= 0; index--) {
    const file = files[index];
    if (file === undefined) continue;
    if (file.folder !== "" && !path.startsWith(file.folder + "/")) continue;
    const relative =
      file.folder === "" ? path : path.slice(file.folder.length + 1);
    for (let last = file.patterns.length - 1; last >= 0; last--) {
      const pattern = file.patterns[last];
      if (pattern === undefined || (pattern.isFolderOnly && !isFolder))
        continue;
      if (pattern.matches(relative, name)) return !pattern.isNegated;
    }
  }
  return false;
}

/** Nearly every pattern is a name or an ending; a regular expression takes ten times as long for them. */
function matcherOf(pattern: string): IgnorePattern["matches"] | undefined {
  const [, anchor, own] = /^(\/?)([^*?[\\/]+)$/.exec(pattern) ?? [];
  if (own !== undefined)
    return anchor === "" ? (_, name) => name === own : (path) => path === own;
  const [, ending] = /^\*([^*?[\\/]+)$/.exec(pattern) ?? [];
  if (ending !== undefined) return (_, name) => name.endsWith(ending);
  const expression = toRegExp(pattern);
  if (expression === undefined) return undefined;
  return pattern.includes("/")
    ? (path) => expression.test(path)
    : (_, name) => expression.test(name);
}

function toRegExp(pattern: string): RegExp | undefined {
  const parts = tokenize(pattern.startsWith("/") ? pattern.slice(1) : pattern);
  if (parts === undefined) return undefined;
  let source = "^";
  let groups = 0;
  let isGroupOpen = false;
  for (const [index, part] of parts.entries()) {
    if (part !== star) {
      source += part;
      continue;
    }
    if (isGroupOpen) source += `))\\${String(groups)}`;
    // Of several stars in one name all but the last may stop at the first fit and need never look back. Without
    // that, a pattern of ten stars would take longer than anybody waits.
    const next = parts.findIndex(
      (later, at) =>
        at > index &&
        (later === star || later.endsWith("/") || later.endsWith("/)?")),
    );
    isGroupOpen = parts[next] === star;
    if (isGroupOpen) groups++;
    source += isGroupOpen ? "(?=([^/]*?" : "[^/]*";
  }
  try {
    return new RegExp(source + "$");
  } catch {
    return undefined;
  }
}

/** Stands for a `*` among the parts of a pattern; all others are sources of regular expressions. */
const star = "*";

function tokenize(body: string): string[] | undefined {
  const parts: string[] = [];
  for (let at = 0; at < body.length;) {
    const isAtName = at === 0 || body[at - 1] === "/";
    if (isAtName && body.startsWith("**/", at)) {
      parts.push("(?:.*/)?");
      while (body.startsWith("**/", at)) at += 3;
    } else if (isAtName && body.slice(at) === "**") {
      parts.push(".+");
      at += 2;
    } else if (body[at] === "*") {
      while (body[at] === "*") at++;
      parts.push(star);
    } else if (body[at] === "?") {
      parts.push("[^/]");
      at++;
    } else if (body[at] === "[") {
      const set = readSet(body, at);
      if (set === undefined) return undefined;
      parts.push(set.source);
      at = set.end;
    } else {
      if (body[at] === "\\") at++;
      const character = body[at];
      if (character === undefined) return undefined;
      parts.push(character.replace(/[\\^$.*+?()[\]{}|]/, "\\$&"));
      at++;
    }
  }
  return parts;
}

/** Case: `*.py[cod]`, `[!a-c]`, `[]x]`. */
function readSet(
  body: string,
  start: number,
): { source: string; end: number } | undefined {
  let at = start + 1;
  let source = "[";
  if (body[at] === "!" || body[at] === "^") {
    source += "^/";
    at++;
  }
  for (let isFirst = true; at < body.length; at++, isFirst = false) {
    let character = body[at] ?? "";
    if (character === "]" && !isFirst)
      return { source: source + "]", end: at + 1 };
    if (character === "\\") character = body[++at] ?? "";
    source += character === "-" ? "-" : character.replace(/[\\\]^[/]/, "\\$&");
  }
  return undefined;
}
