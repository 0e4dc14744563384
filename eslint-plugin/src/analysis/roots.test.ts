import assert from "node:assert/strict";
import { markersFor } from "./markers.ts";
import { buildImportGraph } from "./project/importGraph.ts";
import { createMemoryHost } from "./project/memoryHost.ts";
import { createResolver } from "./project/resolveModule.ts";
import { createTextScanner } from "./project/scanTexts.ts";
import { rootsOf } from "./roots.ts";
import { DEFAULT_SETTINGS, type Settings } from "./settings.ts";

const bus = `import { ServiceBusClient } from "@azure/service-bus";\n`;

/** The names of the files whose code would be run, without folder and extension. */
function rootNames(
  files: Readonly<Record<string, string>>,
  scripts: readonly string[] = [],
  settings: Settings = DEFAULT_SETTINGS,
): string[] {
  const all = Object.fromEntries(
    Object.entries(files).map(([name, text]) => [`/p/${name}.ts`, text]),
  );
  const host = createMemoryHost(all);
  const scanner = createTextScanner(host, markersFor(settings));
  const resolver = createResolver(host, "/p");
  const graph = buildImportGraph(host, Object.keys(all), scanner, resolver);
  const handlerSide = graph.dependents(
    scanner.filesWith(Object.keys(all), ["handler"]),
  );
  return [
    ...rootsOf(
      handlerSide,
      scripts.map((name) => `/p/${name}.ts`),
      graph,
      scanner,
    ),
  ]
    .map((file) => file.slice("/p/".length, -".ts".length))
    .sort();
}

describe("rootsOf", () => {
  it("leaves out files that only send, and what imports them", () => {
    assert.deepEqual(
      rootNames({
        sender: `${bus}export const send = (m) => new ServiceBusClient("").createSender("q").sendMessages(m);`,
        routes: `import { send } from "./sender"; // subscribe to the newsletter, generic text`,
        worker: `${bus}new ServiceBusClient("").createReceiver("q").subscribe({ processMessage });`,
      }),
      ["worker"],
    );
  });

  it("takes what imports a wrapper, and what hands the receiver to one", () => {
    assert.deepEqual(
      rootNames({
        wrapper: `${bus}export const listen = (run) => receiver.subscribe({ processMessage: run });`,
        orders: `import { listen } from "./wrapper"; listen(async () => {});`,
        main: `${bus}import { start } from "./start"; start(new ServiceBusClient("").createReceiver("q"));`,
        start: `export function start(receiver) { receiver.subscribe({ processMessage }); }`,
      }),
      ["main", "orders", "wrapper"],
    );
  });

  it("takes a file that knows the wrapper by an interface only", () => {
    assert.deepEqual(
      rootNames({
        types: `${bus}export interface Bus { listen(run): void }`,
        bus: `import type { Bus } from "./types"; export class RealBus implements Bus { listen(run) { this.receiver.subscribe({ processMessage: run }); } }`,
        main: `${bus}import { RealBus } from "./bus";`,
        orders: `import type { Bus } from "./types"; export class Orders { constructor(bus: Bus) { bus.listen(() => {}); } }`,
      }),
      ["bus", "main", "orders", "types"],
    );
  });

  it("takes a class that is handed the wrapper where it is made", () => {
    const files = (made: string) => ({
      wrapper: `${bus}export const listen = (run) => receiver.subscribe({ processMessage: run });`,
      main: `import { listen } from "./wrapper"; import { Orders } from "./orders"; ${made}`,
      orders: `import type { ServiceBusReceivedMessage } from "@azure/service-bus"; export class Orders { constructor(private listen) {} start() { this.listen(() => {}); } }`,
    });
    assert.deepEqual(rootNames(files("new Orders(listen);")), [
      "main",
      "orders",
      "wrapper",
    ]);
    assert.deepEqual(rootNames(files("new Orders();")), ["main", "wrapper"]);
  });

  it("takes the script of a function, and what settings name", () => {
    const files = {
      script: `export default async () => {};`,
      http: `${bus}app.http("x", { handler });`,
    };
    assert.deepEqual(rootNames(files, ["script"]), ["script"]);
    const handlers = [
      {
        call: "app.http",
        argument: 1,
        property: "handler",
        message: 0,
        batch: false,
        module: undefined,
      },
    ];
    assert.deepEqual(rootNames(files, [], { ...DEFAULT_SETTINGS, handlers }), [
      "http",
    ]);
  });
});
