import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createEngine } from "../analysis/engine.ts";
import { createMemoryHost } from "../analysis/project/memoryHost.ts";
import { DEFAULT_SETTINGS } from "../analysis/settings.ts";
import { proposeIn } from "./offerEdits.ts";

/** A machine that reads a permit, and hands the event on to the behaviour of its phase, which reads an officer. */
const machine = {
  "/p/package.json": "{}",
  "/p/behaviours.ts": `import type { Container } from "@azure/cosmos";

export interface Behaviour {
  advance(event: { officer: string }): Promise<unknown>;
}
export class Submitted implements Behaviour {
  constructor(private readonly officers: Container) {}
  async advance({ officer }: { officer: string }) {
    return this.officers.item(officer, officer).read();
  }
}
`,
  "/p/worker.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { Submitted, type Behaviour } from "./behaviours.js";

const db = new CosmosClient("x").database("cityhall");
const permits = db.container("permits");
const behaviours: Record<string, Behaviour> = {
  submitted: new Submitted(db.container("officers")),
};
new ServiceBusClient("x").createReceiver("permits").subscribe({
  async processMessage(message) {
    const { resource } = await permits.item(message.body.id, "x").read();
    await behaviours[resource.phase]!.advance(message.body);
  },
  async processError() {},
});
`,
};

describe("a message that is handed on after a read", () => {
  it("brings a token for the container of each of the two reads, each under its name", () => {
    const host = createMemoryHost(machine);
    const engine = createEngine(host);
    const texts = ["/p/behaviours.ts", "/p/worker.ts"]
      .flatMap((file) => engine.findingsIn(file, undefined, DEFAULT_SETTINGS))
      .map((finding) => {
        const proposal = proposeIn(
          "helper",
          finding,
          engine,
          host,
          DEFAULT_SETTINGS,
        );
        return JSON.stringify(proposal);
      });
    assert.equal(texts.length, 2);
    assert.match(texts[0] ?? "", /container: \\"officers\\"/);
    assert.match(texts[1] ?? "", /container: \\"permits\\"/);
  });
});
