import assert from "node:assert/strict";
import path from "node:path";
import { fingerprint } from "./fingerprint.ts";
import { createMemoryHost } from "./memoryHost.ts";

const files = {
  "/p/package.json": "{}",
  "/p/package-lock.json": "{}",
  "/p/src/repo.ts": `import { Container } from "@azure/cosmos"; import "./names";`,
  "/p/src/handler.ts": `import "./repo";`,
  "/p/src/names.ts": `export const orders = "orders";`,
  "/p/src/unrelated.ts": `export const a = 1;`,
};

describe("fingerprint", () => {
  it("changes when a file between handler and container changes, or one that these import", () => {
    const host = createMemoryHost(files);
    const seen = new Set([fingerprint("/p", host)]);
    host.write("/p/src/repo.ts", `${files["/p/src/repo.ts"]} // changed`);
    seen.add(fingerprint("/p", host));
    host.write("/p/src/handler.ts", `${files["/p/src/handler.ts"]} // changed`);
    seen.add(fingerprint("/p", host));
    host.write("/p/src/names.ts", `export const orders = "orders-v2";`);
    seen.add(fingerprint("/p", host));
    host.write("/p/src/second.ts", `import "./repo";`);
    seen.add(fingerprint("/p", host));
    host.write("/p/onOrder/function.json", `{ "bindings": [] }`);
    seen.add(fingerprint("/p", host));
    host.write(
      "/p/tsconfig.json",
      `{ "compilerOptions": { "paths": { "x": ["./src/unrelated.ts"] } } }`,
    );
    seen.add(fingerprint("/p", host));
    assert.equal(seen.size, 7);
  });

  it("stays when files are touched or others change", () => {
    const host = createMemoryHost(files);
    const before = fingerprint("/p", host);
    host.write("/p/src/repo.ts", files["/p/src/repo.ts"]);
    host.write("/p/src/unrelated.ts", "export const a = 2;");
    host.write("/p/README.md", "@azure/cosmos");
    assert.equal(fingerprint("/p", host), before);
  });

  it("changes when a manifest begins to name what the sources name", () => {
    const host = createMemoryHost({ ...files, "/p/.git/HEAD": "" });
    const before = fingerprint("/p", host);
    host.write("/p/package-lock.json", `{ "node_modules/@azure/cosmos": {} }`);
    assert.notEqual(fingerprint("/p", host), before);
  });

  it("is the same for every folder of the project, and in every checkout", () => {
    const host = createMemoryHost(files);
    const elsewhere = createMemoryHost(
      Object.fromEntries(
        Object.entries(files).map(([file, text]) => [`/home/me${file}`, text]),
      ),
    );
    const onWindows = createMemoryHost(
      Object.fromEntries(
        Object.entries(files).map(([file, text]) => [
          `C:${file.replaceAll("/", "\\")}`,
          text,
        ]),
      ),
      path.win32,
    );
    assert.equal(fingerprint("C:\\p", onWindows), fingerprint("/p", host));
    assert.equal(fingerprint("/p/src", host), fingerprint("/p", host));
    assert.equal(fingerprint("/home/me/p", elsewhere), fingerprint("/p", host));
  });

  it("is short, and there is one for a project without any SDK", () => {
    assert.match(
      fingerprint("/p", createMemoryHost({ "/p/package.json": "{}" })),
      /^[\w-]{22}$/,
    );
  });

  it("says what to do when the folder is none", () => {
    assert.throws(
      () => fingerprint("/gone", createMemoryHost(files)),
      /Cannot take a fingerprint of "\/gone": no such folder, or it is empty\. Pass the folder of your ESLint configuration/,
    );
  });
});
