import path from "node:path";

/** Says nothing without its folder: every program has one. */
const COMMON = /^(main|index|server|app|start)\.[cm]?[jt]s$/;

/** What `serviceName` asks of the process. */
export interface Program {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The file that was started. */
  readonly script: string | undefined;
}

/**
 * How a program is called where several are watched: as it says itself, as its package, or as its file.
 *
 * npm leaves its variables to everything that it starts. An editor that npm has started would give the name of its
 * package to all programs: the package counts only where the program runs in its folder.
 */
export function serviceName({ env, cwd, script }: Program): string {
  const own = env["OTEL_SERVICE_NAME"];
  if (own !== undefined && own !== "") return own;
  const name = env["npm_package_name"];
  const json = env["npm_package_json"];
  if (name !== undefined && (json === undefined || isIn(cwd, json))) {
    return name;
  }
  const parts = script?.split(/[\\/]/) ?? [];
  const file = parts.at(-1) ?? "";
  if (file === "") return "node";
  const folder = COMMON.test(file) ? (parts.at(-2) ?? "") : "";
  return folder === "" ? file : `${folder}/${file}`;
}

function isIn(folder: string, packageJson: string): boolean {
  const way = path.relative(path.dirname(packageJson), folder);
  return !way.startsWith("..") && !path.isAbsolute(way);
}
