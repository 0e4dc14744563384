import path from "node:path";

/** The folder of the workspace, wherever a script was called from. */
export const root = path.resolve(import.meta.dirname, "../..");

/** Made by scripts, ignored by git, safe to delete. */
export const cache = path.join(root, ".cache");
