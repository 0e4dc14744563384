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

/** A guard that looks into an inbox, and the work behind it, which reads an employee. */
const guarded = {
  "/p/package.json": "{}",
  "/p/guard.ts": `import type { Container } from "@azure/cosmos";
import type { ServiceBusReceivedMessage } from "@azure/service-bus";

export type Work = (message: ServiceBusReceivedMessage) => Promise<void>;

export const guard =
  (inbox: Container, work: Work): Work =>
  async (message) => {
    const id = String(message.messageId);
    const { resource } = await inbox.item(id, id).read();
    if (resource === undefined) await work(message);
  };
`,
  "/p/work.ts": `import type { Container } from "@azure/cosmos";
import type { Work } from "./guard.js";

export const grantLeave =
  (employees: Container): Work =>
  async (message) => {
    await employees.item(message.body.id, message.body.id).read();
  };
`,
  "/p/worker.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { guard, type Work } from "./guard.js";
import { grantLeave } from "./work.js";

const db = new CosmosClient("x").database("hr");
const listen = (work: Work) =>
  new ServiceBusClient("x").createReceiver("leave").subscribe({
    processMessage: async (message) => work(message),
    processError: async () => {},
  });
listen(guard(db.container("inbox"), grantLeave(db.container("employees"))));
`,
};

/** The proposals of all findings, in the order of the files. */
function edits(files: Readonly<Record<string, string>>): string[] {
  const host = createMemoryHost(files);
  const engine = createEngine(host);
  return Object.keys(files)
    .flatMap((file) => engine.findingsIn(file, undefined, DEFAULT_SETTINGS))
    .map((finding) =>
      JSON.stringify(
        proposeIn("helper", finding, engine, host, DEFAULT_SETTINGS),
      ),
    );
}

describe("a message that is handed on after a read", () => {
  it("brings a token for the container of each of the two reads, each under its name", () => {
    const texts = edits(machine);
    assert.equal(texts.length, 2);
    assert.match(texts[0] ?? "", /container: \\"officers\\"/);
    assert.match(texts[1] ?? "", /container: \\"permits\\"/);
  });

  it("brings both tokens, too, where a guard gives the message to the work", () => {
    const texts = edits(guarded);
    assert.equal(texts.length, 2);
    assert.match(texts[0] ?? "", /container: \\"inbox\\"/);
    assert.match(texts[1] ?? "", /container: \\"employees\\"/);
  });
});
