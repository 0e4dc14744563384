import {
  cpSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  unlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { root } from "../check/paths.mjs";

/**
 * A copy of a sample in a temporary folder, with this workspace's node_modules linked into it: the
 * sample is linted, mended and compiled as if it were a project of its own.
 *
 * @param {string} name a folder of test/samples
 * @returns {{ folder: string, remove: () => void }}
 */
export function copySample(name) {
  // The real path, because a temporary folder may itself be a link (macOS).
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), `${name}-`)));
  cpSync(path.join(root, "test/samples", name), folder, { recursive: true });
  const modules = path.join(folder, "node_modules");
  // Windows lets anybody make a junction, but not a link.
  symlinkSync(path.join(root, "node_modules"), modules, "junction");
  return {
    folder,
    remove() {
      // The link first and by itself: what it leads to must stay.
      unlinkSync(modules);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
