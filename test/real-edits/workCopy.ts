import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

/** Without these there is nothing to check an edit against. */
const SDKS = ["@azure/cosmos", "@azure/service-bus", "@azure/functions"];
const TYPES = ["typescript", "@types/node"];
const INSTALL_MS = 600_000;
const FLAGS = [
  "--ignore-scripts",
  "--no-audit",
  "--no-fund",
  "--legacy-peer-deps",
  "--prefer-offline",
  "--loglevel=error",
];

/**
 * Copies a checkout once, for its commit. `.git` becomes an empty folder: it ends the project, as in the checkout.
 */
export function copyCheckout(checkout: string, target: string): string {
  if (fs.existsSync(path.join(target, ".git"))) return target;
  fs.rmSync(target, { recursive: true, force: true });
  fs.cpSync(checkout, target, {
    recursive: true,
    verbatimSymlinks: true,
    filter: (from) => ![".git", "node_modules"].includes(path.basename(from)),
  });
  fs.mkdirSync(path.join(target, ".git"));
  return target;
}

/**
 * Installs what the packages around the files ask for, once, and in any case the SDKs, TypeScript and the types of
 * Node. Scripts of packages do not run.
 */
export function installPackages(
  folder: string,
  files: readonly string[],
): string[] {
  const notes = path.join(folder, ".git/installed.json");
  const installed: Record<string, string> = fs.existsSync(notes)
    ? (JSON.parse(fs.readFileSync(notes, "utf8")) as Record<string, string>)
    : {};
  for (const place of packageFolders(folder, files)) {
    installed[place] ??= installOwn(place) ?? "";
    fs.writeFileSync(notes, JSON.stringify(installed));
  }
  for (const file of files) {
    const missing = [...SDKS, ...TYPES].filter(
      (name) => !findPackage(path.dirname(file), name, folder),
    );
    if (missing.length === 0) continue;
    const place = packageFolders(folder, [file])[0] ?? folder;
    const key = `${place} ${missing.join()}`;
    installed[key] ??= installMissing(place, missing) ?? "";
    fs.writeFileSync(notes, JSON.stringify(installed));
  }
  return Object.entries(installed)
    .filter(([, problem]) => problem !== "")
    .map(([place, problem]) => `${path.relative(folder, place)}: ${problem}`);
}

/** Folders with a `package.json` from the files up to `root`, the nearest ones first. */
function packageFolders(root: string, files: readonly string[]): string[] {
  const found = new Set<string>();
  for (const file of files) {
    for (let at = path.dirname(file); ; at = path.dirname(at)) {
      if (fs.existsSync(path.join(at, "package.json"))) found.add(at);
      if (at === root || at === path.dirname(at)) break;
    }
  }
  return [...found].sort((a, b) => b.length - a.length);
}

function installOwn(place: string): string | undefined {
  const isLocked = fs.existsSync(path.join(place, "package-lock.json"));
  const problem = npm(place, isLocked ? "ci" : "install", ...FLAGS);
  return problem !== undefined && isLocked
    ? npm(place, "install", ...FLAGS)
    : problem;
}

/** Packages that nobody asked for, or that could not be had with all others: at the versions asked for. */
function installMissing(
  place: string,
  names: readonly string[],
): string | undefined {
  const apart = path.join(place, ".git-apart");
  fs.mkdirSync(apart, { recursive: true });
  fs.writeFileSync(path.join(apart, "package.json"), '{ "private": true }');
  const asked = versionsAsked(place);
  const problem = npm(
    apart,
    "install",
    ...FLAGS,
    ...names.map(
      (name) => `${name}@${asked[name] ?? defaults[name] ?? "latest"}`,
    ),
  );
  const to = path.join(place, "node_modules");
  if (problem === undefined)
    fs.cpSync(path.join(apart, "node_modules"), to, {
      recursive: true,
      force: false,
      verbatimSymlinks: true,
    });
  fs.rmSync(apart, { recursive: true, force: true });
  return problem;
}

/** Where a repository names no version. TypeScript 7 has no API of the old kind. */
const defaults: Readonly<Record<string, string>> = {
  "@azure/cosmos": "4",
  "@azure/service-bus": "7",
  "@azure/functions": "4",
  typescript: "5.9",
  "@types/node": "20",
};

function versionsAsked(place: string): Record<string, string> {
  const manifest = path.join(place, "package.json");
  if (!fs.existsSync(manifest)) return {};
  const { dependencies, devDependencies } = JSON.parse(
    fs.readFileSync(manifest, "utf8"),
  ) as Record<string, Record<string, string> | undefined>;
  return { ...devDependencies, ...dependencies };
}

export function findPackage(
  from: string,
  name: string,
  root: string,
): string | undefined {
  for (let at = from; ; at = path.dirname(at)) {
    const found = path.join(at, "node_modules", name);
    if (fs.existsSync(path.join(found, "package.json"))) return found;
    if (at === root || at === path.dirname(at)) return undefined;
  }
}

function npm(cwd: string, ...args: string[]): string | undefined {
  try {
    execFileSync("npm", args, {
      cwd,
      timeout: INSTALL_MS,
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
      maxBuffer: 1e8,
    });
    return undefined;
  } catch (error) {
    const text = String((error as { stderr?: unknown }).stderr ?? error);
    return text.split("\n").slice(0, 3).join(" ").slice(0, 300);
  }
}
