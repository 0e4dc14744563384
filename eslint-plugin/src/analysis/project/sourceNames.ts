/** Which file names are sources, which are tests, and which source stands behind a compiled name. */

/** In the order in which a name without extension is tried: a TypeScript source before what was compiled from it. */
export const sourceExtensions = [
  ".ts",
  ".tsx",
  ".mts",
  ".cts",
  ".js",
  ".jsx",
  ".mjs",
  ".cjs",
] as const;

const sourceName = /\.(?:[cm]?[jt]s|[jt]sx)$/;
/** `x.d.ts`, `x.d.mts`, and `x.d.css.ts` of arbitrary extensions. */
const declarationName = /\.d\.(?:[^.]+\.)?[cm]?ts$/;
const testName = /\.(?:test|spec)\.[^.]+$/;
const testFolders: ReadonlySet<string> = new Set([
  "__tests__",
  "__mocks__",
  "test",
  "tests",
]);
const buildFolders: ReadonlySet<string> = new Set([
  "dist",
  "lib",
  "build",
  "out",
]);

export function isSourceName(name: string): boolean {
  return sourceName.test(name) && !declarationName.test(name);
}

export function isTestName(name: string): boolean {
  return testName.test(name);
}

export function isTestFolder(name: string): boolean {
  return testFolders.has(name);
}

/** A folder name under which compilers usually write. Says nothing about what is in the folder. */
export function isBuildFolderName(name: string): boolean {
  return buildFolders.has(name);
}

/**
 * The TypeScript names from which a file of this name may have been compiled, likeliest first:
 * `a.js` -> `a.ts`, `a.tsx`; `a.mjs` -> `a.mts`; `a.d.ts` -> `a.ts`, `a.tsx`. Empty for other names.
 */
export function typeScriptNames(name: string): string[] {
  const match =
    /^(.*?)(\.d\.ts|\.d\.mts|\.d\.cts|\.js|\.jsx|\.mjs|\.cjs)$/s.exec(name);
  if (match === null) return [];
  const stem = match[1] ?? "";
  switch (match[2]) {
    case ".mjs":
    case ".d.mts":
      return [`${stem}.mts`];
    case ".cjs":
    case ".d.cts":
      return [`${stem}.cts`];
    case ".jsx":
      return [`${stem}.tsx`];
    default:
      return [`${stem}.ts`, `${stem}.tsx`];
  }
}
