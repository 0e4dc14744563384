import assert from "node:assert/strict";
import { createEngine } from "./engine.ts";
import { createMemoryHost } from "./project/memoryHost.ts";
import { DEFAULT_SETTINGS } from "./settings.ts";

const head = `
import { ServiceBusClient } from "@azure/service-bus";
import { CosmosClient } from "@azure/cosmos";
const database = new CosmosClient(url).database("d");
const receiver = new ServiceBusClient(url).createReceiver("q");
`;
const file = "/p/worker.ts";

function analysed(
  text: string,
  others: Readonly<Record<string, string>> = {},
): { steps: number; containers: string[] } {
  const host = createMemoryHost({
    "/p/package-lock.json": "{}",
    [file]: head + text,
    ...others,
  });
  const engine = createEngine(host);
  const handlers = engine.handlersOf(file, DEFAULT_SETTINGS);
  return {
    steps: engine.stats(file).steps,
    containers: handlers
      .flatMap(({ reads }) => reads.map(({ read }) => read.container ?? "?"))
      .sort(),
  };
}

describe("a function that registers handlers", () => {
  const body = Array.from(
    { length: 60 },
    (_, i) => `const v${i} = format(message.body.name, ${i});`,
  ).join("\n");
  const main = `
    async function main() {
      const orders = database.container("orders");
      const log = (text) => console.log(text);
      receiver.subscribe({
        processMessage: async (message) => {
          ${body}
          log(message.body.id);
          await orders.item(message.body.id).read();
        },
        processError: async () => {},
      });
    }`;

  it("is run for its caller and for its types, its handlers once", () => {
    const alone = analysed(main);
    const called = analysed(`${main}\nmain();`);
    assert.deepEqual(called.containers, ["orders"]);
    assert.deepEqual(alone.containers, ["orders"]);
    assert.ok(
      called.steps < 1.3 * alone.steps,
      `${called.steps} steps, without the call ${alone.steps}`,
    );
  });

  it("runs its handlers once, too, where they hold what another file makes", () => {
    const others = {
      "/p/open.ts": `export const open = (database) => database.container("orders");`,
    };
    const opening = `import { open } from "./open";\n${main.replace('database.container("orders")', "open(database)")}`;
    const alone = analysed(opening, others);
    const called = analysed(`${opening}\nmain();`, others);
    assert.deepEqual(called.containers, ["orders"]);
    assert.ok(
      called.steps < 1.3 * alone.steps,
      `${called.steps} steps, without the call ${alone.steps}`,
    );
  });

  it("makes another handler of each container that it is given", () => {
    const { containers } = analysed(`
      function listen(name) {
        const container = database.container(name);
        receiver.subscribe({
          processMessage: async (message) => {
            await container.item(message.body.id).read();
          },
          processError: async () => {},
        });
      }
      listen("orders");
      listen("customers");`);
    assert.deepEqual(containers, ["customers", "orders"]);
  });

  it("makes another handler where a function around it is another one", () => {
    const { containers } = analysed(`
      function listen(load) {
        const run = async (id) => load(id);
        receiver.subscribe({
          processMessage: async (message) => { await run(message.body.id); },
          processError: async () => {},
        });
      }
      listen((id) => database.container("orders").item(id).read());
      listen((id) => database.container("customers").item(id).read());`);
    assert.deepEqual(containers, ["customers", "orders"]);
  });
});
