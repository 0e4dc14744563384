/** For tests: runs the command in a folder of its own and reads what it prints. */
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { runCommand } from "./runCommand.ts";

const folders: string[] = [];
process.on("exit", () => {
  for (const folder of folders)
    fs.rmSync(folder, { recursive: true, force: true });
});

/** @param files Text by path; a lock file marks the project. */
export function writeFolder(files: Readonly<Record<string, string>>): string {
  const folder = fs.realpathSync(
    fs.mkdtempSync(path.join(os.tmpdir(), "cosmos-session-cli-")),
  );
  folders.push(folder);
  for (const [file, text] of Object.entries({
    "package-lock.json": "{}",
    ...files,
  })) {
    const full = path.join(folder, file);
    fs.mkdirSync(path.dirname(full), { recursive: true });
    fs.writeFileSync(full, text);
  }
  return folder;
}

export async function run(
  cwd: string,
  ...args: string[]
): Promise<{ code: number; out: string; error: string }> {
  let out = "";
  let error = "";
  const code = await runCommand(args, {
    cwd,
    hasColour: false,
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
  });
  return { code, out, error };
}

/** A handler with a read of its own and one in another file. */
export const unsafeProject: Readonly<Record<string, string>> = {
  "src/orders.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { findCustomer } from "./customers.js";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("changed");

receiver.subscribe({
  async processMessage(message) {
    const { resource } = await orders.item(message.body.id, message.body.id).read();
    console.log(resource, await findCustomer(orders, message.body.customer));
  },
  async processError() {},
});
`,
  "src/customers.ts": `import type { Container } from "@azure/cosmos";

export async function findCustomer(container: Container, id: string) {
  return container.item(id, id).read();
}
`,
};
