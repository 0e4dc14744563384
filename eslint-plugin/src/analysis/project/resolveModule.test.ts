import assert from "node:assert/strict";
import path from "node:path";
import { createMemoryHost } from "./memoryHost.ts";
import { createResolver, packageName } from "./resolveModule.ts";

/** The answer in short: the file, `package!specifier`, or "missing". */
function resolve(
  files: Record<string, string>,
  from: string,
  specifier: string,
  root = "/p",
): string {
  const answer = createResolver(createMemoryHost(files), root).resolve(
    from,
    specifier,
  );
  if (answer.kind === "file") return answer.path;
  return answer.kind === "external"
    ? `${answer.package}!${answer.specifier}`
    : "missing";
}

describe("a relative specifier", () => {
  it("leads to the TypeScript source behind a JavaScript name", () => {
    const files = {
      "/p/a.ts": "",
      "/p/b.ts": "",
      "/p/c.tsx": "",
      "/p/d.mts": "",
      "/p/e.cts": "",
      "/p/f.tsx": "",
    };
    assert.equal(resolve(files, "/p/a.ts", "./b.js"), "/p/b.ts");
    assert.equal(resolve(files, "/p/a.ts", "./c.js"), "/p/c.tsx");
    assert.equal(resolve(files, "/p/a.ts", "./d.mjs"), "/p/d.mts");
    assert.equal(resolve(files, "/p/a.ts", "./e.cjs"), "/p/e.cts");
    assert.equal(resolve(files, "/p/a.ts", "./f.jsx"), "/p/f.tsx");
    assert.equal(resolve(files, "/p/a.ts", "./b.ts"), "/p/b.ts");
  });

  it("needs no extension, and finds index files", () => {
    const files = {
      "/p/a.ts": "",
      "/p/b.js": "",
      "/p/orders/index.ts": "",
      "/p/orders.service.ts": "",
      "/p/q/c.ts": "",
      "/p/index.ts": "",
    };
    assert.equal(resolve(files, "/p/a.ts", "./b"), "/p/b.js");
    assert.equal(resolve(files, "/p/a.ts", "./orders"), "/p/orders/index.ts");
    assert.equal(resolve(files, "/p/a.ts", "./orders/"), "/p/orders/index.ts");
    assert.equal(
      resolve(files, "/p/a.ts", "./orders.service"),
      "/p/orders.service.ts",
    );
    assert.equal(resolve(files, "/p/q/c.ts", ".."), "/p/index.ts");
    assert.equal(resolve(files, "/p/q/c.ts", "../"), "/p/index.ts");
    assert.equal(resolve(files, "/p/a.ts", "."), "/p/index.ts");
  });

  it("prefers the file to the folder of the same name, unless a slash says otherwise", () => {
    const files = { "/p/a.ts": "", "/p/b.ts": "", "/p/b/index.ts": "" };
    assert.equal(resolve(files, "/p/a.ts", "./b"), "/p/b.ts");
    assert.equal(resolve(files, "/p/a.ts", "./b/"), "/p/b/index.ts");
  });

  it("follows the package.json of a folder", () => {
    const files = {
      "/p/a.ts": "",
      "/p/b/package.json": `{ "main": "./lib/start.js" }`,
      "/p/b/lib/start.js": "",
    };
    assert.equal(resolve(files, "/p/a.ts", "./b"), "/p/b/lib/start.js");
  });

  it("leads to the source of compiled output, built or not", () => {
    const files = {
      "/p/package.json": "{}",
      "/p/bin/cli.js": "",
      "/p/src/main.ts": "",
      "/p/tsconfig.json": "{}",
    };
    assert.equal(
      resolve(files, "/p/bin/cli.js", "../dist/main.js"),
      "/p/src/main.ts",
    );
    assert.equal(
      resolve(
        { ...files, "/p/dist/main.js": "" },
        "/p/bin/cli.js",
        "../dist/main.js",
      ),
      "/p/src/main.ts",
    );
    assert.equal(
      resolve(
        { ...files, "/p/dist/main.js": "" },
        "/p/bin/cli.js",
        "../dist/main",
      ),
      "/p/src/main.ts",
    );
  });

  it("stays in a lib folder that is handwritten", () => {
    const files = {
      "/p/package.json": "{}",
      "/p/a.js": "",
      "/p/lib/db.js": "",
      "/p/lib/bus.js": "",
      "/p/lib/log.js": "",
      "/p/src/db.ts": "",
    };
    assert.equal(resolve(files, "/p/a.js", "./lib/db"), "/p/lib/db.js");
  });

  it("is missing for declarations, JSON and names that are not there", () => {
    const files = { "/p/a.ts": "", "/p/b.d.ts": "", "/p/c.json": "{}" };
    assert.equal(resolve(files, "/p/a.ts", "./b"), "missing");
    assert.equal(resolve(files, "/p/a.ts", "./b.js"), "missing");
    assert.equal(resolve(files, "/p/a.ts", "./b.d.js"), "missing");
    assert.equal(resolve(files, "/p/a.ts", "./b.d"), "missing");
    assert.equal(resolve(files, "/p/a.ts", "./c.json"), "missing");
    assert.equal(resolve(files, "/p/a.ts", "./gone"), "missing");
    assert.equal(
      resolve(files, "/p/a.ts", "./gone/deeper/still.js"),
      "missing",
    );
  });

  it("is found although it is spelled with other capitals, as on Windows and macOS", () => {
    const files = {
      "/p/a.js": "",
      "/p/models/taskDao.js": "",
      "/p/Orders/Index.ts": "",
      "/p/b.ts": "",
      "/p/B/c.ts": "",
    };
    assert.equal(
      resolve(files, "/p/a.js", "./models/TaskDao"),
      "/p/models/taskDao.js",
    );
    assert.equal(
      resolve(files, "/p/a.js", "./Models/TaskDao.js"),
      "/p/models/taskDao.js",
    );
    assert.equal(resolve(files, "/p/a.js", "./b/c"), "/p/B/c.ts");
    assert.equal(resolve(files, "/p/a.js", "./models/TaskDaos"), "missing");
    assert.equal(
      resolve(
        {
          ...files,
          "/p/tsconfig.json": `{ "compilerOptions": { "baseUrl": "." } }`,
        },
        "/p/a.js",
        "Models",
      ),
      "Models!Models",
    );
  });

  it("may lead out of the project", () => {
    assert.equal(
      resolve({ "/p/a.ts": "", "/shared/b.ts": "" }, "/p/a.ts", "../shared/b"),
      "/shared/b.ts",
    );
  });

  it("ignores the query of a bundler", () => {
    assert.equal(
      resolve({ "/p/a.ts": "", "/p/w.ts": "" }, "/p/a.ts", "./w?worker"),
      "/p/w.ts",
    );
  });
});

describe("paths of a tsconfig", () => {
  it("lead to sources, with comments and trailing commas in the file", () => {
    const files = {
      "/p/tsconfig.json": `{ // aliases
        "compilerOptions": { "baseUrl": ".", "paths": { "@app/*": ["src/app/*"], "@db": ["src/db/index.ts"], } } }`,
      "/p/src/app/a.ts": "",
      "/p/src/db/index.ts": "",
    };
    assert.equal(
      resolve(files, "/p/src/app/x.ts", "@app/a"),
      "/p/src/app/a.ts",
    );
    assert.equal(
      resolve(files, "/p/src/app/x.ts", "@app/a.js"),
      "/p/src/app/a.ts",
    );
    assert.equal(
      resolve(files, "/p/src/app/x.ts", "@db"),
      "/p/src/db/index.ts",
    );
  });

  it("take the longest prefix, and the targets in order", () => {
    const files = {
      "/p/tsconfig.json": `{ "compilerOptions": { "paths": { "@/*": ["./a/*"], "@/db/*": ["./gone/*", "./b/*"] } } }`,
      "/p/a/db/x.ts": "",
      "/p/b/x.ts": "",
    };
    assert.equal(resolve(files, "/p/a/m.ts", "@/db/x"), "/p/b/x.ts");
  });

  it("are inherited through extends, also from a list and from a package", () => {
    const files = {
      "/p/config/base.json": `{ "compilerOptions": { "paths": { "~/*": ["../src/*"] } } }`,
      "/p/tsconfig.json": `{ "extends": ["@acme/strict", "./config/base"] }`,
      "/p/node_modules/@acme/strict/package.json": `{ "tsconfig": "strict.json" }`,
      "/p/node_modules/@acme/strict/strict.json": `{ "compilerOptions": { "baseUrl": "../../../src" } }`,
      "/p/src/a.ts": "",
      "/p/src/deep/b.ts": "",
    };
    assert.equal(resolve(files, "/p/src/m.ts", "~/a"), "/p/src/a.ts");
    assert.equal(resolve(files, "/p/src/m.ts", "deep/b"), "/p/src/deep/b.ts");
    const own = {
      ...files,
      "/p/tsconfig.json": `{ "extends": "./config/base" }`,
    };
    assert.equal(resolve(own, "/p/src/m.ts", "~/a"), "/p/src/a.ts");
  });

  it("are found in a referenced config where the nearest one has only references", () => {
    const files = {
      "/p/tsconfig.json": `{ "files": [], "references": [{ "path": "./tsconfig.node.json" }, { "path": "./web" }] }`,
      "/p/tsconfig.node.json": `{ "compilerOptions": { "paths": { "@env/*": ["./src/env/node/*"] } } }`,
      "/p/web/tsconfig.json": `{ "compilerOptions": { "paths": { "@web/*": ["./*"] } } }`,
      "/p/src/env/node/fetch.ts": "",
      "/p/web/x.ts": "",
    };
    assert.equal(
      resolve(files, "/p/src/m.ts", "@env/fetch"),
      "/p/src/env/node/fetch.ts",
    );
    assert.equal(resolve(files, "/p/src/m.ts", "@web/x"), "/p/web/x.ts");
  });

  it("are taken from the root's tsconfig.base.json where the nearest config does not extend it", () => {
    const files = {
      "/p/nx.json": "{}",
      "/p/tsconfig.base.json": `{ "compilerOptions": { "baseUrl": ".", "paths": { "@acme/orders": ["libs/orders/src/index.ts"] } } }`,
      "/p/apps/api/tsconfig.json": "{}",
      "/p/libs/orders/src/index.ts": "",
    };
    assert.equal(
      resolve(files, "/p/apps/api/src/m.ts", "@acme/orders"),
      "/p/libs/orders/src/index.ts",
    );
  });

  it("understand ${configDir}", () => {
    const files = {
      "/p/base/tsconfig.json": `{ "compilerOptions": { "paths": { "@/*": ["\${configDir}/src/*"] } } }`,
      "/p/api/tsconfig.json": `{ "extends": "../base/tsconfig.json" }`,
      "/p/api/src/a.ts": "",
    };
    assert.equal(resolve(files, "/p/api/src/m.ts", "@/a"), "/p/api/src/a.ts");
  });

  it("that lead to an installed package leave it external", () => {
    const files = {
      "/p/tsconfig.json": `{ "compilerOptions": { "paths": { "events": ["./node_modules/events-browser"] } } }`,
      "/p/node_modules/events-browser/index.js": "",
    };
    assert.equal(resolve(files, "/p/m.ts", "events"), "events!events");
  });

  it("count as none in a broken config, which is named once with its line", () => {
    const resolver = createResolver(
      createMemoryHost({
        "/p/tsconfig.json": `{\n  "compilerOptions": {\n    "paths" { }\n} }`,
        "/p/src/a.ts": "",
      }),
      "/p",
    );
    assert.deepEqual(resolver.resolve("/p/src/m.ts", "./a"), {
      kind: "file",
      path: "/p/src/a.ts",
    });
    assert.deepEqual(resolver.resolve("/p/src/m.ts", "@/a"), {
      kind: "missing",
    });
    assert.deepEqual(resolver.problems, [
      {
        file: "/p/tsconfig.json",
        message: 'Cannot read line 3: expected ":", found "{".',
      },
    ]);
  });

  it("count as none where their values make no sense", () => {
    const files = {
      "/p/tsconfig.json": `{ "extends": 7, "compilerOptions": { "baseUrl": [], "paths": { "a": "b", "c": [1] } }, "references": {} }`,
      "/p/b.ts": "",
    };
    assert.equal(resolve(files, "/p/m.ts", "a"), "a!a");
    assert.equal(resolve({ "/p/tsconfig.json": "[]" }, "/p/m.ts", "a"), "a!a");
  });

  it("end where configs extend each other in a circle", () => {
    const files = {
      "/p/tsconfig.json": `{ "extends": "./b.json", "compilerOptions": { "paths": { "x": ["./x.ts"] } } }`,
      "/p/b.json": `{ "extends": "./tsconfig.json" }`,
      "/p/x.ts": "",
    };
    assert.equal(resolve(files, "/p/m.ts", "x"), "/p/x.ts");
  });

  it("work from a jsconfig.json", () => {
    const files = {
      "/p/jsconfig.json": `{ "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }`,
      "/p/src/a.js": "",
    };
    assert.equal(resolve(files, "/p/src/m.js", "@/a"), "/p/src/a.js");
  });
});

describe("a package of the workspace", () => {
  const workspace = {
    "/p/package.json": `{ "workspaces": ["packages/*"] }`,
    "/p/packages/api/package.json": `{ "name": "api" }`,
  };

  it("leads to its source and not to what was built from it", () => {
    const files = {
      ...workspace,
      "/p/packages/orders/package.json": `{ "name": "@acme/orders", "main": "./dist/index.js", "types": "./dist/index.d.ts" }`,
      "/p/packages/orders/src/index.ts": "",
    };
    assert.equal(
      resolve(files, "/p/packages/api/src/m.ts", "@acme/orders"),
      "/p/packages/orders/src/index.ts",
    );
    const built = {
      ...files,
      "/p/packages/orders/dist/index.js": "",
      "/p/packages/orders/dist/index.d.ts": "",
    };
    assert.equal(
      resolve(built, "/p/packages/api/src/m.ts", "@acme/orders"),
      "/p/packages/orders/src/index.ts",
    );
  });

  it("leads through exports: conditions, subpaths and patterns", () => {
    const files = {
      ...workspace,
      "/p/packages/orders/package.json": JSON.stringify({
        name: "@acme/orders",
        exports: {
          ".": {
            types: "./dist/types/index.d.ts",
            import: "./dist/esm/index.js",
            require: "./dist/cjs/index.cjs",
          },
          "./store": {
            "@acme/source": "./source/store.ts",
            default: "./dist/store.js",
          },
          "./features/*": "./dist/features/*.js",
          "./features/private/*": null,
          "./hand": "./hand.js",
        },
      }),
      "/p/packages/orders/src/index.ts": "",
      "/p/packages/orders/src/types/index.ts": "",
      "/p/packages/orders/source/store.ts": "",
      "/p/packages/orders/src/features/a/b.ts": "",
      "/p/packages/orders/hand.js": "",
    };
    const from = "/p/packages/api/src/m.ts";
    assert.equal(
      resolve(files, from, "@acme/orders"),
      "/p/packages/orders/src/index.ts",
    );
    assert.equal(
      resolve(files, from, "@acme/orders/store"),
      "/p/packages/orders/source/store.ts",
    );
    assert.equal(
      resolve(files, from, "@acme/orders/features/a/b"),
      "/p/packages/orders/src/features/a/b.ts",
    );
    assert.equal(
      resolve(files, from, "@acme/orders/hand"),
      "/p/packages/orders/hand.js",
    );
    assert.equal(resolve(files, from, "@acme/orders/nothing"), "missing");
  });

  it("is found by a subpath into its folders", () => {
    const files = {
      ...workspace,
      "/p/packages/orders/package.json": `{ "name": "orders" }`,
      "/p/packages/orders/src/a.ts": "",
      "/p/packages/orders/b.ts": "",
    };
    assert.equal(
      resolve(files, "/p/packages/api/m.ts", "orders/src/a"),
      "/p/packages/orders/src/a.ts",
    );
    assert.equal(
      resolve(files, "/p/packages/api/m.ts", "orders/dist/a"),
      "/p/packages/orders/src/a.ts",
    );
    assert.equal(
      resolve(files, "/p/packages/api/m.ts", "orders/a"),
      "/p/packages/orders/src/a.ts",
    );
    assert.equal(
      resolve(files, "/p/packages/api/m.ts", "orders/b"),
      "/p/packages/orders/b.ts",
    );
  });

  it("is found without main, by index or src/index", () => {
    const files = {
      ...workspace,
      "/p/packages/a/package.json": `{ "name": "a" }`,
      "/p/packages/a/index.js": "",
      "/p/packages/b/package.json": `{ "name": "b", "main": "gone.js" }`,
      "/p/packages/b/src/index.ts": "",
    };
    assert.equal(
      resolve(files, "/p/packages/api/m.ts", "a"),
      "/p/packages/a/index.js",
    );
    assert.equal(
      resolve(files, "/p/packages/api/m.ts", "b"),
      "/p/packages/b/src/index.ts",
    );
  });

  it("is mapped by the package's own rootDir and outDir", () => {
    const files = {
      ...workspace,
      "/p/packages/a/package.json": `{ "name": "a", "main": "compiled/start.js" }`,
      "/p/packages/a/tsconfig.json": `{ "compilerOptions": { "outDir": "compiled", "rootDir": "source" } }`,
      "/p/packages/a/source/start.ts": "",
    };
    assert.equal(
      resolve(files, "/p/packages/api/m.ts", "a"),
      "/p/packages/a/source/start.ts",
    );
  });

  it("is known from pnpm-workspace.yaml, lerna.json and rush.json", () => {
    const orders = {
      "/p/libs/deep/orders/package.json": `{ "name": "orders" }`,
      "/p/libs/deep/orders/index.ts": "",
    };
    const found = "/p/libs/deep/orders/index.ts";
    assert.equal(
      resolve(
        {
          ...orders,
          "/p/pnpm-workspace.yaml":
            "# all\npackages:\n  - 'apps/*'\n  # libraries\n  - \"libs/**\" # deep\n  - '!**/legacy/**'\ncatalog:\n  - x",
        },
        "/p/m.ts",
        "orders",
      ),
      found,
    );
    assert.equal(
      resolve(
        { ...orders, "/p/pnpm-workspace.yaml": "packages: ['libs/**']\n" },
        "/p/m.ts",
        "orders",
      ),
      found,
    );
    assert.equal(
      resolve(
        { ...orders, "/p/lerna.json": `{ "packages": ["libs/*/*"] }` },
        "/p/m.ts",
        "orders",
      ),
      found,
    );
    assert.equal(
      resolve(
        {
          ...orders,
          "/p/rush.json": `{ /* rush */ "projects": [{ "packageName": "orders", "projectFolder": "libs/deep/orders" }] }`,
        },
        "/p/m.ts",
        "orders",
      ),
      found,
    );
    assert.equal(
      resolve(
        {
          ...orders,
          "/p/package.json": `{ "workspaces": { "packages": ["libs/{deep,flat}/*"] } }`,
        },
        "/p/m.ts",
        "orders",
      ),
      found,
    );
    assert.equal(
      resolve(
        {
          ...orders,
          "/p/package.json": `{ "workspaces": ["libs/**", "!libs/deep/**"] }`,
        },
        "/p/m.ts",
        "orders",
      ),
      "orders!orders",
    );
  });

  it("counts once, by its folder, when node_modules links to it", () => {
    const host = createMemoryHost({
      "/p/package-lock.json": "",
      "/p/api/m.ts": "",
      "/p/orders/package.json": `{ "name": "orders", "main": "dist/index.js" }`,
      "/p/orders/src/index.ts": "",
      "/p/node_modules/x/index.js": "",
    });
    host.link("/p/node_modules/orders", "/p/orders");
    assert.deepEqual(
      createResolver(host, "/p").resolve("/p/api/m.ts", "orders"),
      { kind: "file", path: "/p/orders/src/index.ts" },
    );
  });

  it("is found through a file: or link: dependency that is not installed", () => {
    const files = {
      "/p/api/package.json": `{ "dependencies": { "orders": "file:../orders", "bus": "link:../bus" } }`,
      "/p/orders/package.json": "{}",
      "/p/orders/index.ts": "",
      "/p/bus/index.ts": "",
    };
    assert.equal(resolve(files, "/p/api/m.ts", "orders"), "/p/orders/index.ts");
    assert.equal(resolve(files, "/p/api/m.ts", "bus"), "/p/bus/index.ts");
  });

  it("is not meant where the program only bears the name of a package that it uses", () => {
    const files = {
      "/p/package.json": `{ "name": "express", "dependencies": { "express": "^5.0.0" } }`,
      "/p/index.js": "",
    };
    assert.equal(resolve(files, "/p/src/m.js", "express"), "express!express");
  });

  it("is found by the folder of an index below its build folder", () => {
    const files = {
      ...workspace,
      "/p/packages/types/package.json": `{ "name": "types" }`,
      "/p/packages/types/src/effect/index.ts": "",
    };
    assert.equal(
      resolve(files, "/p/packages/api/m.ts", "types/dist/effect"),
      "/p/packages/types/src/effect/index.ts",
    );
  });

  it("may name itself", () => {
    const files = {
      "/p/package.json": `{ "name": "@acme/app", "exports": { "./db": "./dist/db.js" } }`,
      "/p/src/db.ts": "",
    };
    assert.equal(resolve(files, "/p/src/m.ts", "@acme/app/db"), "/p/src/db.ts");
  });
});

describe("imports of a package.json", () => {
  it("lead to sources and to other packages", () => {
    const files = {
      "/p/package.json": `{ "imports": { "#db": { "node": "./dist/db.js" }, "#lib/*": "./src/lib/*.js", "#lib/*.js": "./src/lib/*.js", "#cosmos": "@azure/cosmos" } }`,
      "/p/src/db.ts": "",
      "/p/src/lib/a.ts": "",
    };
    assert.equal(resolve(files, "/p/src/m.ts", "#db"), "/p/src/db.ts");
    assert.equal(resolve(files, "/p/src/m.ts", "#lib/a"), "/p/src/lib/a.ts");
    assert.equal(resolve(files, "/p/src/m.ts", "#lib/a.js"), "/p/src/lib/a.ts");
    assert.equal(
      resolve(files, "/p/src/m.ts", "#cosmos"),
      "@azure/cosmos!@azure/cosmos",
    );
    assert.equal(resolve(files, "/p/src/m.ts", "#gone"), "missing");
  });

  it("that lead to each other in a circle lead nowhere", () => {
    assert.equal(
      resolve(
        { "/p/package.json": `{ "imports": { "#a": "#b", "#b": "#a" } }` },
        "/p/m.ts",
        "#a",
      ),
      "missing",
    );
  });
});

describe("aliases of module-alias", () => {
  it("lead to sources", () => {
    const files = {
      "/p/package.json": `{ "_moduleAliases": { "@db": "dist/db", "@root": ".", "@bad": 7 } }`,
      "/p/src/db/index.ts": "",
      "/p/src/db/orders.ts": "",
      "/p/config.js": "",
    };
    assert.equal(resolve(files, "/p/src/m.ts", "@db"), "/p/src/db/index.ts");
    assert.equal(
      resolve(files, "/p/src/m.ts", "@db/orders"),
      "/p/src/db/orders.ts",
    );
    assert.equal(resolve(files, "/p/src/m.ts", "@root/config"), "/p/config.js");
    assert.equal(resolve(files, "/p/src/m.ts", "@bad/x"), "@bad/x!@bad/x");
  });
});

describe("a package of the registry", () => {
  it("is external, installed or not, under its package name", () => {
    const installed = {
      "/p/node_modules/@azure/cosmos/package.json": `{ "name": "@azure/cosmos", "main": "./dist/index.js" }`,
      "/p/node_modules/@azure/cosmos/dist/index.js": "",
    };
    assert.equal(
      resolve(installed, "/p/m.ts", "@azure/cosmos"),
      "@azure/cosmos!@azure/cosmos",
    );
    assert.equal(
      resolve({}, "/p/m.ts", "@azure/cosmos/x/y"),
      "@azure/cosmos!@azure/cosmos/x/y",
    );
    assert.equal(resolve({}, "/p/m.ts", "express"), "express!express");
  });

  it("is external under pnpm's links into its store", () => {
    const host = createMemoryHost({
      "/p/node_modules/.pnpm/x@1/node_modules/x/index.js": "",
    });
    host.link("/p/node_modules/x", "/p/node_modules/.pnpm/x@1/node_modules/x");
    assert.deepEqual(createResolver(host, "/p").resolve("/p/m.ts", "x"), {
      kind: "external",
      package: "x",
      specifier: "x",
    });
  });

  it("is named by its real name behind an npm alias", () => {
    const files = {
      "/p/package.json": `{ "dependencies": { "cosmos": "npm:@azure/cosmos@^4.9.3" } }`,
    };
    assert.equal(resolve(files, "/p/m.ts", "cosmos"), "@azure/cosmos!cosmos");
  });

  it("may be a builtin of Node", () => {
    assert.equal(resolve({}, "/p/m.ts", "node:fs"), "node:fs!node:fs");
    assert.equal(
      resolve(
        {
          "/p/tsconfig.json": `{ "compilerOptions": { "baseUrl": "." } }`,
          "/p/events/index.ts": "",
        },
        "/p/m.ts",
        "events",
      ),
      "events!events",
    );
    assert.equal(
      resolve({}, "/p/m.ts", "fs/promises"),
      "fs/promises!fs/promises",
    );
  });

  it("cannot have a name that is none", () => {
    assert.equal(packageName("@/a"), undefined);
    assert.equal(packageName("~/a"), undefined);
    assert.equal(packageName("https://example.com/a.js"), undefined);
    assert.equal(packageName("@azure/cosmos/x"), "@azure/cosmos");
    assert.equal(packageName("lodash.get"), "lodash.get");
    assert.equal(resolve({}, "/p/m.ts", "~/a"), "missing");
    assert.equal(resolve({}, "/p/m.ts", ""), "missing");
  });
});

describe("a resolver over time", () => {
  it("is stale when a configuration changed", () => {
    const host = createMemoryHost({
      "/p/tsconfig.json": `{ "compilerOptions": { "paths": { "@/*": ["./a/*"] } } }`,
      "/p/a/x.ts": "",
    });
    const resolver = createResolver(host, "/p");
    resolver.resolve("/p/m.ts", "@/x");
    assert.deepEqual(resolver.dependsOn(), ["/p/tsconfig.json"]);
    assert.equal(resolver.isStale(), false);
    host.write("/p/tsconfig.json", "{}");
    assert.equal(resolver.isStale(), true);
  });

  it("is stale when a file appears or goes where it looked", () => {
    const host = createMemoryHost({ "/p/a.ts": "" });
    const resolver = createResolver(host, "/p");
    assert.equal(resolver.resolve("/p/a.ts", "./b/c").kind, "missing");
    assert.equal(resolver.isStale(), false);
    host.write("/p/b/c.ts", "");
    assert.equal(resolver.isStale(), true);
    assert.equal(
      createResolver(host, "/p").resolve("/p/a.ts", "./b/c").kind,
      "file",
    );
  });

  it("is stale when a tsconfig appears", () => {
    const host = createMemoryHost({ "/p/src/a.ts": "" });
    const resolver = createResolver(host, "/p");
    resolver.resolve("/p/src/a.ts", "@/b");
    host.write("/p/src/tsconfig.json", "{}");
    assert.equal(resolver.isStale(), true);
  });

  it("has a key that is equal for equal states only", () => {
    const host = createMemoryHost({ "/p/package.json": "{}", "/p/a.ts": "" });
    const key = (): string => {
      const resolver = createResolver(host, "/p");
      resolver.resolve("/p/a.ts", "./b");
      resolver.resolve("/p/a.ts", "x");
      return resolver.stateKey();
    };
    const before = key();
    assert.equal(key(), before);
    host.write("/p/b.ts", "");
    const after = key();
    assert.notEqual(after, before);
    host.write("/p/package.json", `{ "name": "x" }`);
    assert.notEqual(key(), after);
  });
});

describe("links and drive letters", () => {
  it("names files as under the root that was given, also when the root lies behind a link", () => {
    const host = createMemoryHost({
      "/private/tmp/p/a.ts": "",
      "/private/tmp/p/b.ts": "",
    });
    host.link("/tmp", "/private/tmp");
    assert.deepEqual(
      createResolver(host, "/tmp/p").resolve("/tmp/p/a.ts", "./b"),
      { kind: "file", path: "/tmp/p/b.ts" },
    );
  });

  it("names a linked source by where it is", () => {
    const host = createMemoryHost({ "/p/shared/b.ts": "", "/p/src/a.ts": "" });
    host.link("/p/src/shared", "/p/shared");
    host.link("/p/src/c.ts", "/p/shared/b.ts");
    const resolver = createResolver(host, "/p");
    assert.deepEqual(resolver.resolve("/p/src/a.ts", "./shared/b"), {
      kind: "file",
      path: "/p/shared/b.ts",
    });
    assert.deepEqual(resolver.resolve("/p/src/a.ts", "./c"), {
      kind: "file",
      path: "/p/shared/b.ts",
    });
  });

  it("works on Windows", () => {
    const host = createMemoryHost(
      {
        "C:\\p\\package.json": `{ "workspaces": ["packages/*"] }`,
        "C:\\p\\tsconfig.json": `{ "compilerOptions": { "baseUrl": "./src", "paths": { "@/*": ["./*"] } } }`,
        "C:\\p\\src\\a.ts": "",
        "C:\\p\\src\\db\\index.ts": "",
        "C:\\p\\packages\\orders\\package.json": `{ "name": "@acme/orders", "exports": { ".": "./dist/index.js" } }`,
        "C:\\p\\packages\\orders\\src\\index.ts": "",
      },
      path.win32,
    );
    const resolver = createResolver(host, "C:\\p");
    const from = "C:\\p\\src\\a.ts";
    assert.deepEqual(resolver.resolve(from, "./db"), {
      kind: "file",
      path: "C:\\p\\src\\db\\index.ts",
    });
    assert.deepEqual(resolver.resolve(from, "./db/index.js"), {
      kind: "file",
      path: "C:\\p\\src\\db\\index.ts",
    });
    assert.deepEqual(resolver.resolve(from, "@/db"), {
      kind: "file",
      path: "C:\\p\\src\\db\\index.ts",
    });
    assert.deepEqual(resolver.resolve(from, "@acme/orders"), {
      kind: "file",
      path: "C:\\p\\packages\\orders\\src\\index.ts",
    });
    assert.deepEqual(resolver.resolve(from, "@azure/cosmos"), {
      kind: "external",
      package: "@azure/cosmos",
      specifier: "@azure/cosmos",
    });
  });
});
