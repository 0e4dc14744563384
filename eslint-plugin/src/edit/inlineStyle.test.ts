import assert from "node:assert/strict";
import { propose, textsAfter, type Sample } from "./testFindings.ts";
import type { ProposeOptions } from "./proposeEdits.ts";

function after(
  sample: Sample,
  options: Partial<Omit<ProposeOptions, "host">> = {},
): string {
  const texts = textsAfter(sample, propose(sample, options));
  return Object.values(texts).join("\n// next file\n");
}

const setup = `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");
`;

describe("inline style, reads in the handler", () => {
  it("reads the token once where the message is bound, and passes it to a call without options", () => {
    const text = `${setup}
receiver.subscribe({
  async processMessage(message) {
    // Look it up.
    const { resource } = await orders.item(message.body.id, message.body.pk).read();
    console.log(resource);
  },
  async processError() {},
});
`;
    assert.equal(
      after({
        files: { "/p/a.ts": text },
        path: ["orders.item(message.body.id, message.body.pk).read()"],
      }),
      `${setup}
receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    // Look it up.
    const { resource } = await orders.item(message.body.id, message.body.pk).read({ sessionToken });
    console.log(resource);
  },
  async processError() {},
});
`,
    );
  });

  it("writes JavaScript in JavaScript", () => {
    const text = `const handle = async (message) => {
  const { resource } = await orders.item(message.body.id).read()
  return resource
}
`;
    assert.equal(
      after({
        files: { "/p/a.js": text },
        path: ["orders.item(message.body.id).read()"],
      }),
      `const handle = async (message) => {
  const sessionToken = message.applicationProperties?.cosmosSessionToken
  const { resource } = await orders.item(message.body.id).read({ sessionToken })
  return resource
}
`,
    );
  });
});
