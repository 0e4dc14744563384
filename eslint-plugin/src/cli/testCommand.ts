/** For tests: runs the command and reads what it prints. */
import { runCommand } from "./runCommand.ts";

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
