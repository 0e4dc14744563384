import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { writeProject } from "../../test-support/writeProject.ts";
import { run, unsafeProject } from "./testCommand.ts";

const diff = `--- a/src/customers.ts
+++ b/src/customers.ts
@@ -1,5 +1,5 @@
 import type { Container } from "@azure/cosmos";
 
-export async function findCustomer(container: Container, id: string) {
-  return container.item(id, id).read();
+export async function findCustomer(container: Container, id: string, sessionToken?: string) {
+  return container.item(id, id).read({ sessionToken: sessionToken as string });
 }
--- a/src/orders.ts
+++ b/src/orders.ts
@@ -7,8 +7,9 @@
 
 receiver.subscribe({
   async processMessage(message) {
-    const { resource } = await orders.item(message.body.id, message.body.id).read();
-    console.log(resource, await findCustomer(orders, message.body.customer));
+    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
+    const { resource } = await orders.item(message.body.id, message.body.id).read({ sessionToken });
+    console.log(resource, await findCustomer(orders, message.body.customer, sessionToken));
   },
   async processError() {},
 });
`;

function read(folder: string, file: string): string {
  return fs.readFileSync(path.join(folder, file), "utf8");
}

describe("cosmos-session fix", () => {
  it("--dry-run prints the diff and writes nothing", async () => {
    const folder = writeProject(unsafeProject);
    assert.deepEqual(await run(folder, "fix", "--dry-run"), {
      code: 0,
      error: "",
      out: `${diff}2 reads in 2 files would be mended; nothing was written. Run the same without --dry-run to write.\n`,
    });
    for (const [file, text] of Object.entries(unsafeProject))
      assert.equal(read(folder, file), text);
  });

  it("mends reads across files; a second run finds nothing to do", async () => {
    const folder = writeProject(unsafeProject);
    const first = await run(folder, "fix");
    assert.deepEqual(first, {
      code: 0,
      error: "",
      out: `${diff}Mended 2 reads in 2 files.\n`,
    });
    assert.match(
      read(folder, "src/customers.ts"),
      /\.read\(\{ sessionToken: sessionToken as string \}\)/,
    );
    assert.deepEqual(
      fs.readdirSync(path.join(folder, "src")).sort(),
      Object.keys(unsafeProject)
        .map((file) => path.basename(file))
        .sort(),
    );
    assert.match((await run(folder, "fix")).out, /^Nothing to mend\. /);
    const { out } = await run(folder, "explain");
    assert.match(out, /reads: 0 unprotected, 2 protected, 0 unknown\./);
  });

  it("mends what runs through the files asked for, and nothing else", async () => {
    const folder = writeProject({ ...unsafeProject, "other/a.ts": "" });
    const nothing = await run(folder, "fix", "other");
    assert.equal(
      nothing.out,
      'Nothing to mend. "npx cosmos-session explain" shows which handlers were found, and why their reads are safe.\n',
    );
    const { out } = await run(folder, "fix", "--dry-run", "src/customers.ts");
    assert.match(out, /^1 read in 2 files would be mended/m);
  });

  it("names a file that does not parse", async () => {
    const folder = writeProject({
      ...unsafeProject,
      "src/customers.ts": `import "@azure/cosmos";\nexport function findCustomer( {\n`,
    });
    const { error } = await run(folder, "fix", "--dry-run");
    assert.match(
      error,
      /^cosmos-session: src\/customers\.ts:\d does not parse, so nothing is said of this file: .+\n$/,
    );
  });

  it("keeps a byte-order mark, line ends and rights", async () => {
    const crlf = `\uFEFF${unsafeProject["src/orders.ts"]!.replaceAll("\n", "\r\n")}`;
    const folder = writeProject({ ...unsafeProject, "src/orders.ts": crlf });
    const file = path.join(folder, "src/orders.ts");
    fs.chmodSync(file, 0o666);
    await run(folder, "fix");
    const after = read(folder, "src/orders.ts");
    assert.ok(after.startsWith("\uFEFFimport"));
    assert.match(after, /read\(\{ sessionToken \}\);\r\n/);
    assert.doesNotMatch(after, /[^\r]\n/);
    if (process.platform !== "win32")
      assert.equal(fs.statSync(file).mode & 0o777, 0o666);
  });

  it("tells what is left, why, and ends with exit code 1", async () => {
    const folder = writeProject({
      "src/a.ts": `import { CosmosClient } from "@azure/cosmos";
const orders = new CosmosClient("x").database("shop").container("orders");
export async function save(order: { id: string }) {
  const response: any = await orders.items.upsert(order);
  return response.sessionToken;
}
`,
    });
    const { code, out } = await run(folder, "fix");
    assert.equal(code, 1);
    assert.match(
      out,
      /^Nothing to mend by an edit\.\n\n1 finding is left to be mended by hand:\n\nsrc\/a\.ts:5 {2}no-lost-session-token\n {2}The answer of `items\.upsert` has no `sessionToken`.+\n {2}No edit: .+\n$/,
    );
  });

  it("--style decides how the token is passed, and says which package that needs", async () => {
    const folder = writeProject(unsafeProject);
    const { out } = await run(folder, "fix", "--style", "helper");
    assert.match(out, /^\+import \{ .+ \} from "cosmos-session-token";$/m);
    assert.match(out, /npm install cosmos-session-token\n$/);
  });
});
