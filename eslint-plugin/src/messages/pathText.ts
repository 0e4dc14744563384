import path from "node:path";
import type { Frame } from "../analysis/finding.ts";

/** Where a reader sees paths from, and the path arithmetic of that system. */
export interface Viewpoint {
  /** Absolute; ESLint's `cwd`, an editor's workspace folder. */
  readonly cwd: string;
  readonly system?: path.PlatformPath;
}

/** `src/orders.ts`: relative, `/` on every system. On another drive the absolute path. */
export function showFile(
  file: string,
  { cwd, system = path }: Viewpoint,
): string {
  const relative = system.relative(cwd, file);
  return (relative === "" ? file : relative).split(system.sep).join("/");
}

export function showPlace(
  file: string,
  line: number,
  viewpoint: Viewpoint,
): string {
  return `${showFile(file, viewpoint)}:${line}`;
}

/** `src/orders.ts:41 -> src/orderRepository.ts:18`: the lines on which the called names stand; the last is the read. */
export function showPath(
  frames: readonly Frame[],
  viewpoint: Viewpoint,
): string {
  return frames
    .map(({ file, callee }) => showPlace(file, callee.line, viewpoint))
    .join(" -> ");
}
