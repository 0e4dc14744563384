// Packs dist/ into one VSIX for the Marketplace and Open VSX: `npm run package -w extension`.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";

const here = import.meta.dirname;
const require = createRequire(import.meta.url);
const vsce = path.join(
  path.dirname(require.resolve("@vscode/vsce/package.json")),
  "vsce",
);
const out = path.join(here, ".cache", "cosmos-session-flow.vsix");
const licence = path.join(here, "LICENSE");

mkdirSync(path.dirname(out), { recursive: true });
copyFileSync(path.join(here, "../LICENSE"), licence);
try {
  // Everything is bundled: there are no dependencies to pack.
  execFileSync(
    process.execPath,
    [
      vsce,
      "package",
      "--no-dependencies",
      "--allow-missing-repository",
      // Without a repository there is nothing to lead the README's pictures to; they are in the package.
      "--no-rewrite-relative-links",
      "--out",
      out,
    ],
    { cwd: here, stdio: "inherit" },
  );
} finally {
  rmSync(licence);
}
