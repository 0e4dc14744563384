/** Published packages as bodies of code: an installation is left out of every project, a copy of its scripts is not. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";

const kept = /(?:\.[cm]?jsx?|^package\.json)$/;

/**
 * Copies the scripts of every package of an installation, nested ones too, into `target/NAME@VERSION`, each with a
 * lock file, so that it counts as a project. Declarations and source maps stay behind: with them the scripts would
 * count as compiled, which they are.
 *
 * @param nodeModules A `node_modules` folder.
 * @returns How many packages were copied.
 */
export function copyPackages(nodeModules: string, target: string): number {
  let count = 0;
  for (const folder of packagesIn(nodeModules)) {
    const { name, version } = JSON.parse(
      readFileSync(path.join(folder, "package.json"), "utf8"),
    ) as { name?: string; version?: string };
    const copy = path.join(
      target,
      `${(name ?? path.basename(folder)).replace("/", "+")}@${version ?? "0"}`,
    );
    if (!existsSync(copy)) {
      copyScripts(folder, copy);
      mkdirSync(copy, { recursive: true });
      writeFileSync(path.join(copy, "package-lock.json"), "{}");
      count++;
    }
    const nested = path.join(folder, "node_modules");
    if (existsSync(nested)) count += copyPackages(nested, target);
  }
  return count;
}

function packagesIn(nodeModules: string): string[] {
  return readdirSync(nodeModules, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .flatMap(({ name }) => {
      const folder = path.join(nodeModules, name);
      return name.startsWith("@")
        ? readdirSync(folder).map((inner) => path.join(folder, inner))
        : [folder];
    })
    .filter((folder) => existsSync(path.join(folder, "package.json")));
}

function copyScripts(from: string, to: string): void {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const source = path.join(from, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== "node_modules" && !entry.name.startsWith("."))
        copyScripts(source, path.join(to, entry.name));
    } else if (entry.isFile() && kept.test(entry.name))
      cpSync(source, path.join(to, entry.name));
  }
}
