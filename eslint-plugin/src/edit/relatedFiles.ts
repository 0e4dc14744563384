import type { Host } from "../analysis/host.ts";
import type { Node } from "./nodes.ts";
import type { Source } from "./source.ts";

const extensions = [
  ".ts",
  ".tsx",
  ".mts",
  ".cts",
  ".d.ts",
  ".js",
  ".jsx",
  ".mjs",
  ".cjs",
];

/**
 * The file that a relative module specifier means, by the usual rules (`./a.js` may be `a.ts`). Specifiers of
 * packages and path aliases are left to the files that the finding names.
 */
function relativeFile(
  host: Host,
  from: string,
  specifier: string,
): string | undefined {
  if (!/^\.\.?(?:\/|$)/.test(specifier)) return undefined;
  const { path } = host;
  const base = path.resolve(path.dirname(from), specifier);
  const stem = base.replace(/\.([mc]?)jsx?$/, "");
  const kind = /\.([mc]?)jsx?$/.exec(base)?.[1] ?? "";
  const tries = [
    ...(stem === base ? [] : [`${stem}.${kind}ts`, `${stem}.tsx`]),
    base,
    ...extensions.map((extension) => base + extension),
    ...extensions.map((extension) => path.join(base, `index${extension}`)),
  ];
  return tries.find((file) => host.readText(file) !== undefined);
}

/** Files from which a name may come to a file: its import, and what re-exports it, a few steps deep. */
export function filesOfName(
  host: Host,
  source: Source,
  name: string,
  open: (file: string) => Source | undefined,
): string[] {
  const found: string[] = [];
  const queue = specifiersOf(source, name, false).flatMap(
    (specifier) => relativeFile(host, source.file, specifier) ?? [],
  );
  for (
    let file = queue.shift();
    file !== undefined && found.length < 16;
    file = queue.shift()
  ) {
    if (found.includes(file)) continue;
    found.push(file);
    const next = open(file);
    if (next === undefined) continue;
    for (const specifier of specifiersOf(next, name, true)) {
      const more = relativeFile(host, file, specifier);
      if (more !== undefined) queue.push(more);
    }
  }
  return found;
}

function specifiersOf(source: Source, name: string, all: boolean): string[] {
  return source.program.body.flatMap((node) => {
    switch (node.type) {
      case "ImportDeclaration":
        return node.specifiers.some(({ local }) => local.name === name)
          ? [node.source.value]
          : [];
      case "ExportAllDeclaration":
        return all ? [node.source.value] : [];
      case "ExportNamedDeclaration":
        return all &&
          node.source &&
          node.specifiers.some((one) => exportedName(one as Node) === name)
          ? [node.source.value]
          : [];
      default:
        return [];
    }
  });
}

function exportedName(specifier: Node): string | undefined {
  if (specifier.type !== "ExportSpecifier") return undefined;
  const { exported } = specifier;
  return exported.type === "Identifier" ? exported.name : exported.value;
}
