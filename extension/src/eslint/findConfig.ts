import { existsSync } from "node:fs";
import path from "node:path";

/** As ESLint looks for them. */
const configNames = ["js", "mjs", "cjs", "ts", "mts", "cts"].map(
  (extension) => `eslint.config.${extension}`,
);

export function isConfig(file: string): boolean {
  return configNames.includes(path.basename(file));
}

const plugin = "node_modules/eslint-plugin-cosmos-session/package.json";

/**
 * The folder with the nearest ESLint configuration, where our plugin is installed for it. Without the plugin there is
 * nothing in a configuration that is for us, and no reason to run it.
 *
 * @param root the folder of the workspace, above which nothing is looked for but installed packages
 */
export function findConfig(file: string, root: string): string | undefined {
  for (const folder of foldersAbove(file)) {
    if (configNames.some((name) => existsSync(path.join(folder, name))))
      return isPluginInstalled(folder) ? folder : undefined;
    if (folder === root) return undefined;
  }
  return undefined;
}

function isPluginInstalled(folder: string): boolean {
  return foldersAbove(path.join(folder, "package.json")).some((one) =>
    existsSync(path.join(one, plugin)),
  );
}

/** Its own folder first, the root of the disk last. */
function foldersAbove(file: string): string[] {
  const folders: string[] = [];
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    folders.push(folder);
    if (folder === path.dirname(folder)) return folders;
  }
}
