import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const root = path.join(import.meta.dirname, "../../..");

/** What the sample imports. Not our plugin: in this repository it is a link to sources, which would be analysed, too. */
const linked = ["@azure/cosmos", "@azure/service-bus", "@types/node"];

export interface WorkspaceCopy {
  readonly folder: string;
  remove(): void;
}

/**
 * A copy of a sample in a temporary folder, to be changed at will.
 *
 * @param tools packages that it is run with
 */
export function copyWorkspace(
  sample: string,
  tools: readonly string[] = [],
): WorkspaceCopy {
  // The real path, because a temporary folder may itself be a link.
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), `${sample}-`)));
  cpSync(path.join(root, "test/samples", sample), folder, { recursive: true });
  for (const name of [...linked, ...tools]) {
    const link = path.join(folder, "node_modules", name);
    mkdirSync(path.dirname(link), { recursive: true });
    symlinkSync(path.join(root, "node_modules", name), link, "junction");
  }
  return {
    folder,
    // A link is removed, not what it leads to.
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
