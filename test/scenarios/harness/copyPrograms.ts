import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../../..");

/**
 * A project of its own with the programs of a scenario, outside of this repository, so that the rules
 * see nothing else. Packages are those of this repository.
 *
 * @returns the folder; the caller removes it
 */
export function copyPrograms(scenario: string): string {
  const folder = fs.realpathSync(
    fs.mkdtempSync(path.join(os.tmpdir(), "cosmos-session-scenario-")),
  );
  fs.cpSync(path.join(scenario, "src"), folder, { recursive: true });
  const write = (name: string, text: string): void => {
    const file = path.join(folder, name);
    if (!fs.existsSync(file)) fs.writeFileSync(file, text);
  };
  write("package.json", '{ "type": "module" }\n');
  // Ends the project: what is above concerns nobody.
  write("package-lock.json", "{}\n");
  write(
    "tsconfig.json",
    JSON.stringify({
      compilerOptions: {
        target: "ES2022",
        module: "NodeNext",
        strict: true,
        noEmit: true,
        skipLibCheck: true,
        allowImportingTsExtensions: true,
        types: ["node"],
      },
    }),
  );
  fs.symlinkSync(
    path.join(root, "node_modules"),
    path.join(folder, "node_modules"),
    "junction",
  );
  return folder;
}
