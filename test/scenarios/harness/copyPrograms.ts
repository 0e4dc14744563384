import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "../../..");
/** Producers, and the clients that programs use. */
const common = path.join(root, "test/scenarios/programs/common/src");

/** Where programs are copied to, with packages as an installation has them. */
export interface Workshop {
  /**
   * A project of its own with the programs of a scenario, outside of this repository, so that the
   * rules see nothing else.
   *
   * @returns its folder
   */
  copy(programs: string, producer?: string): string;
  remove(): void;
}

export function createWorkshop(): Workshop {
  const home = fs.realpathSync(
    fs.mkdtempSync(path.join(os.tmpdir(), "cosmos-session-scenarios-")),
  );
  install(path.join(home, "node_modules"));
  return {
    copy(programs, producer) {
      const folder = fs.mkdtempSync(
        path.join(home, `${path.basename(programs)}-`),
      );
      const take = (from: string, to: string): void => {
        if (!fs.existsSync(to)) fs.cpSync(from, to, { recursive: true });
      };
      fs.cpSync(path.join(programs, "src"), folder, { recursive: true });
      if (producer !== undefined) {
        take(
          path.join(common, `${producer}.ts`),
          path.join(folder, "producer.ts"),
        );
      }
      take(path.join(common, "azure.ts"), path.join(folder, "azure.ts"));
      complete(folder);
      fs.symlinkSync(
        path.join(home, "node_modules"),
        path.join(folder, "node_modules"),
        "junction",
      );
      return folder;
    },
    remove: () => fs.rmSync(home, { recursive: true, force: true }),
  };
}

/**
 * Packages are those of this repository, but our token library is a copy as npm would install it: a
 * link would lead the rules to its sources, and the lab to call sites in them.
 */
function install(modules: string): void {
  const from = path.join(root, "node_modules");
  fs.mkdirSync(modules);
  for (const name of fs.readdirSync(from)) {
    if (name.startsWith(".") || name === "cosmos-session-token") continue;
    fs.symlinkSync(path.join(from, name), path.join(modules, name), "junction");
  }
  const library = path.join(root, "session-token");
  for (const part of ["package.json", "dist"]) {
    fs.cpSync(
      path.join(library, part),
      path.join(modules, "cosmos-session-token", part),
      { recursive: true },
    );
  }
}

function complete(folder: string): void {
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
        types: ["node"],
      },
    }),
  );
}
