/** One `.gitignore` file: its patterns, and the folder that they are relative to. */
export interface IgnoreFile {
  /** Path of the folder from the top of the walk, `/` between names, "" for the top itself. */
  readonly folder: string;
  readonly patterns: readonly IgnorePattern[];
}

export interface IgnorePattern {
  readonly matches: RegExp;
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
    const matches = toRegExp(pattern);
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
      if (pattern.matches.test(relative)) return !pattern.isNegated;
    }
  }
  return false;
}

function toRegExp(pattern: string): RegExp | undefined {
  // A slash anywhere but at the end ties the pattern to the folder of its file.
  const isAnchored = pattern.includes("/");
  const body = pattern.startsWith("/") ? pattern.slice(1) : pattern;
  let source = isAnchored ? "^" : "^(?:.*/)?";
  for (let at = 0; at < body.length;) {
    const isAtName = at === 0 || body[at - 1] === "/";
    if (isAtName && body.startsWith("**/", at)) {
      source += "(?:.*/)?";
      while (body.startsWith("**/", at)) at += 3;
    } else if (isAtName && body.slice(at) === "**") {
      source += ".+";
      at += 2;
    } else if (body[at] === "*") {
      while (body[at] === "*") at++;
      source += "[^/]*";
    } else if (body[at] === "?") {
      source += "[^/]";
      at++;
    } else if (body[at] === "[") {
      const set = readSet(body, at);
      if (set === undefined) return undefined;
      source += set.source;
      at = set.end;
    } else {
      if (body[at] === "\\") at++;
      const character = body[at];
      if (character === undefined) return undefined;
      source += character.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&");
      at++;
    }
  }
  try {
    return new RegExp(source + "$");
  } catch {
    return undefined;
  }
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
