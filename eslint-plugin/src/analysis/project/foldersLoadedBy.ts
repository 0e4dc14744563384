const listing = /\b(?:readdir|tinyglobby|glob(?:by|Sync)?\b)/;
const quoted = String.raw`(["'\`])([^"'\`\n]{1,200})`;
/** `path.join(__dirname, "src", "handlers")`: what stands behind the first argument. */
const joined = new RegExp(
  String.raw`\b(?:join|resolve)\(\s*[\w.]+\s*((?:,\s*${quoted}\2\s*){1,6})`,
  "g",
);
const added = new RegExp(String.raw`__dirname\s*\+\s*${quoted}\1`, "g");
const inTemplate = /\$\{__dirname\}([^`$\n]{1,200})/g;
const own = /readdir(?:Sync)?\(\s*(?:__dirname|import\.meta\.dirname)\s*[,)]/;

/**
 * The folders that a text which lists folders may load modules from, as it names them: `./handlers/` and a star. A
 * guess by the text; a folder without sources adds nothing.
 */
export function foldersLoadedBy(text: string): string[] {
  if (!text.includes("readdir") && !text.includes("glob")) return [];
  if (!listing.test(text)) return [];
  const found = new Set<string>();
  for (const [, list = ""] of text.matchAll(joined)) {
    const parts = [...list.matchAll(new RegExp(`${quoted}\\1`, "g"))];
    found.add(specifierOf(parts.map(([, , part]) => part).join("/")));
  }
  for (const [, , path = ""] of text.matchAll(added))
    found.add(specifierOf(path));
  for (const [, path = ""] of text.matchAll(inTemplate))
    found.add(specifierOf(path));
  if (own.test(text)) found.add("./*");
  return [...found];
}

/** `handlers`, `/handlers/`, `../handlers/*.js` */
function specifierOf(path: string): string {
  const star = path.search(/[*?{[(!]/);
  const folder = star < 0 ? path : path.slice(0, path.lastIndexOf("/", star));
  const clean = folder.replace(/^\.?\/+|\/+$/g, "");
  return clean === ""
    ? "./*"
    : `${clean.startsWith("..") ? "" : "./"}${clean}/*`;
}
