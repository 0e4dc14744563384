import {
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

/** A folder on the disk for the tests of the worker, which reads one. */
export function makeFolder(files: Readonly<Record<string, string>>): {
  readonly folder: string;
  readonly remove: () => void;
} {
  // The real path, because a temporary folder may itself be a link.
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), "workspace-")));
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return {
    folder,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** A handler that reads in another file. */
export const twoFiles = {
  "package.json": '{ "name": "orders", "type": "module" }',
  "main.ts": `import { ServiceBusClient } from "@azure/service-bus";
import { load } from "./load.js";

new ServiceBusClient("").createReceiver("orders").subscribe({
  async processMessage(message) {
    await load(message.body.id);
  },
  async processError() {},
});
`,
  "load.ts": `import { CosmosClient } from "@azure/cosmos";

const orders = new CosmosClient("").database("shop").container("orders");

export async function load(id: string) {
  return orders.item(id, id).read();
}
`,
};
