import { member, textMember } from "./json.ts";

/**
 * Where a package says that a module of it is, likeliest source first. Targets are as written in its
 * `package.json` (`./dist/index.js`), `*` filled in.
 *
 * @param subpath `.` for the package itself, `./x` for `package/x`.
 */
export function entryTargets(manifest: unknown, subpath: string): string[] {
  const exported = member(manifest, "exports");
  if (exported !== undefined) {
    const targets = matchSubpaths(
      isSubpathMap(exported) ? exported : { ".": exported },
      subpath,
    );
    if (targets.length > 0) return targets;
  }
  if (subpath !== ".") return [];
  const fields = ["source", "module", "main", "types", "typings"];
  return fields
    .map((field) => textMember(manifest, field))
    .filter((target) => target !== undefined);
}

/** Where the `imports` of a package lead `#name`: a path (`./x.js`) or another package. */
export function importTargets(manifest: unknown, specifier: string): string[] {
  const imports = member(manifest, "imports");
  return typeof imports === "object" && imports !== null
    ? matchSubpaths(imports, specifier)
    : [];
}

function isSubpathMap(exported: unknown): exported is object {
  return (
    typeof exported === "object" &&
    exported !== null &&
    !Array.isArray(exported) &&
    Object.keys(exported).some((key) => key.startsWith("."))
  );
}

function matchSubpaths(map: object, subpath: string): string[] {
  const exact = member(map, subpath);
  if (exact !== undefined) return leaves(exact);
  let best: { key: string; middle: string } | undefined;
  for (const key of Object.keys(map)) {
    const star = key.indexOf("*");
    // `"./features/"` maps a folder; Node dropped it in 17, but old packages keep it.
    const [prefix, suffix] =
      star !== -1
        ? [key.slice(0, star), key.slice(star + 1)]
        : key.endsWith("/")
          ? [key, ""]
          : [undefined, ""];
    if (
      prefix === undefined ||
      subpath.length <= prefix.length + suffix.length - (star === -1 ? 0 : 1)
    )
      continue;
    if (!subpath.startsWith(prefix) || !subpath.endsWith(suffix)) continue;
    if (best !== undefined && best.key.length >= key.length) continue;
    best = {
      key,
      middle: subpath.slice(prefix.length, subpath.length - suffix.length),
    };
  }
  if (best === undefined) return [];
  const { key, middle } = best;
  return leaves(member(map, key)).map((target) =>
    key.includes("*") ? target.replaceAll("*", () => middle) : target + middle,
  );
}

/**
 * Conditions in the order in which they lead to sources. Packages invent their own for it: `source`,
 * `@acme/source`, `typescript`. Declarations come last: `types` may point into a folder of their own.
 */
function conditionRank(condition: string): number {
  if (/(?:^|[/:_-])(?:source|src|typescript|ts)$/.test(condition)) return 0;
  if (
    condition === "development" ||
    condition === "bun" ||
    condition === "deno"
  )
    return 1;
  if (condition.startsWith("types") || condition === "browser") return 4;
  return condition === "default" ? 3 : 2;
}

function leaves(target: unknown, depth = 0): string[] {
  if (typeof target === "string") return [target];
  if (typeof target !== "object" || target === null || depth > 10) return [];
  if (Array.isArray(target))
    return (target as unknown[]).flatMap((part) => leaves(part, depth + 1));
  return Object.entries(target)
    .sort(([a], [b]) => conditionRank(a) - conditionRank(b))
    .flatMap(([, part]) => leaves(part, depth + 1));
}
