import assert from "node:assert/strict";
import { beforeEach, describe, it } from "mocha";
import type {
  FlowDetails,
  PanelCommand,
  ReadNowDetails,
  StateMessage,
  ToPanel,
} from "../../../panel/protocol.ts";
import { FlowStore } from "../FlowStore.ts";
import {
  deliver,
  peek,
  read,
  send,
  span,
  T0,
  write,
} from "../../../test-support/testEvents.ts";
import { PanelSession } from "./PanelSession.ts";

describe("what the host tells the panel", () => {
  let store: FlowStore;
  let session: PanelSession;
  let posted: ToPanel[];
  let commands: PanelCommand[];
  let readNow: Map<number, ReadNowDetails>;

  beforeEach(() => {
    store = new FlowStore();
    posted = [];
    commands = [];
    readNow = new Map();
    session = new PanelSession({
      store,
      sources: () => [],
      post: (message) => posted.push(message),
      run: (command) => commands.push(command),
      readNowOf: (n) => readNow.get(n),
      shorten: (callSite) => callSite.replace("/code/", ""),
      now: () => T0 + 1000,
    });
  });

  function addStale(id: string, n: number): void {
    store.add(write({ itemId: id, served: "0:-1#42" }));
    store.add(send({ messageId: id, span: span(n) }));
    store.add(deliver({ messageId: id, span: span(n + 1), links: [span(n)] }));
    store.add(read({ itemId: id, links: [span(n + 1)] }));
  }

  function last<Type extends ToPanel["type"]>(
    type: Type,
  ): Extract<ToPanel, { type: Type }> {
    const found = posted.findLast((message) => message.type === type);
    assert.ok(found, `There was no message "${type}".`);
    return found as Extract<ToPanel, { type: Type }>;
  }

  const state = (): StateMessage => last("state");

  it("is nothing until the page is there, then everything, then what changes", () => {
    addStale("A", 1);
    session.tick();
    assert.deepEqual(posted, []);
    session.receive({ type: "ready" });
    assert.equal(state().size, 1);
    assert.deepEqual(state().counts, { stale: 1 });
    assert.equal(last("rows").rows.length, 1);
    posted = [];
    session.tick();
    assert.deepEqual(posted, []);
    addStale("B", 10);
    session.tick();
    assert.equal(state().size, 2);
  });

  it("is a row that reads as a sentence, with who, what and why", () => {
    addStale("A", 1);
    session.receive({ type: "ready" });
    const [row] = last("rows").rows;
    assert.deepEqual(
      row!.cells.map(({ lane, text, token }) => [lane, text, token]),
      [
        ["shop-api", "write", "0:-1#42"],
        ["order-created", "A", "0:-1#42"],
        ["billing", "read sends", null],
        ["orders", "answers", "0:-1#41"],
      ],
    );
    assert.equal(
      row!.sentence,
      "shop-api wrote shop/orders/A (items.upsert) and got 0:-1#42. Message A through order-created. The message carried 0:-1#42. billing read shop/orders/A (item.read) without a token and was answered at 0:-1#41. Stale: The answer is older than what the flow had to see, and the read sent no token: range 0 was served at LSN 41, required was LSN 42.",
    );
  });

  it("says of hops that nobody saw why they are hollow", () => {
    store.add(peek({ carried: [] }));
    store.add(read({ itemId: "lonely" }));
    session.receive({ type: "ready" });
    const [peeked, lonely] = last("rows").rows;
    assert.deepEqual(
      [...peeked!.cells, ...lonely!.cells].map(({ hollow }) => hollow),
      [
        "The program that sent this message reports nothing to this panel.",
        undefined,
        "The message waits, or its handler reports nothing to this panel.",
        "There is no read yet.",
        "No message is known, so no write is, either.",
        "Nothing says for which message this read was made.",
        undefined,
        undefined,
      ],
    );
  });

  it("is only the window of rows that is looked at, however large it is asked for", () => {
    for (let n = 0; n < 600; n++) store.add(send({ messageId: `m${n}` }));
    session.receive({ type: "ready" });
    session.receive({ type: "look", first: 580, count: 10 });
    assert.equal(last("rows").first, 580);
    assert.equal(last("rows").rows.length, 10);
    session.receive({ type: "look", first: 0, count: 1_000_000 });
    assert.equal(last("rows").rows.length, 400);
  });

  it("is the newest rows where nobody asks for others, however many come meanwhile", () => {
    session.receive({ type: "ready" });
    session.receive({ type: "look", count: 10 });
    assert.equal(last("rows").first, 0);
    for (let n = 0; n < 600; n++) store.add(send({ messageId: `m${n}` }));
    session.tick();
    assert.equal(last("rows").first, 590);
    assert.equal(last("rows").rows.length, 10);
  });

  it("is rows alone where somebody scrolls while flows come in", () => {
    for (let n = 0; n < 600; n++) store.add(send({ messageId: `m${n}` }));
    session.receive({ type: "ready" });
    session.receive({ type: "hold", isHeld: true });
    for (let n = 0; n < 600; n++) store.add(send({ messageId: `n${n}` }));
    posted = [];
    session.receive({ type: "look", first: 100, count: 10 });
    assert.deepEqual(
      posted.map(({ type }) => type),
      ["rows"],
    );
    session.tick();
    assert.equal(state().waiting, 600);
  });

  it("counts what the filter keeps away, and what waits while the rows stand still", () => {
    addStale("A", 1);
    store.add(send({ messageId: "other" }));
    session.receive({ type: "ready" });
    session.receive({ type: "filter", line: "verdict:stale" });
    assert.equal(state().size, 1);
    assert.equal(state().filteredAway, 1);
    session.receive({ type: "hold", isHeld: true });
    addStale("B", 20);
    session.tick();
    assert.equal(state().size, 1);
    assert.equal(state().waiting, 1);
    assert.equal(state().counts.stale, 2);
  });

  it("is every detail of the flow that was selected, and follows it", () => {
    store.add(
      peek({
        peeked: {
          sequenceNumber: "7",
          isDeadLetter: true,
          deadLetterReason: "MaxDeliveryCountExceeded",
          isPartial: true,
          system: { subject: "s" },
          application: { tenant: "Contoso" },
          body: { form: "json", text: "{}", size: 2, isCut: false },
        },
        deliveryCount: 10,
      }),
    );
    session.receive({ type: "ready" });
    session.receive({ type: "select", n: 1 });
    const { details } = last("details") as { details: FlowDetails };
    assert.equal(
      details.reason,
      "Dead-lettered after 10 deliveries (MaxDeliveryCountExceeded).",
    );
    assert.equal(details.message!.application["tenant"], "Contoso");
    assert.match(details.message!.note!, /^A session entity/);
    store.add(
      read({ messageId: "m1", callSite: "/code/billing/repository.ts:18" }),
    );
    session.tick();
    const after = last("details") as { details: FlowDetails };
    const step = after.details.steps.at(-1)!;
    assert.equal(step.callSite, "/code/billing/repository.ts:18");
    assert.equal(step.callSiteText, "billing/repository.ts:18");
    assert.deepEqual(step.tokens, [
      { label: "required", token: "0:-1#42" },
      { label: "sent", token: null },
      { label: "served", token: "0:-1#41" },
    ]);
  });

  it("is a strip of the last reads, of a recording as of live ones", () => {
    addStale("A", 1);
    session.receive({ type: "ready" });
    assert.equal(state().strip.until, undefined);
    store.clear();
    const recorded = T0 - 7 * 24 * 3_600_000;
    store.add(read({ time: recorded, verdict: "stale", reason: "" }));
    session.tick();
    assert.equal(state().strip.until, recorded);
    assert.deepEqual(state().strip.columns.at(-1), [1, 1, 0]);
  });

  it("shows under a flow what was read of its item on a press, and no other flow's", () => {
    addStale("A", 1);
    addStale("B", 10);
    const reading: ReadNowDetails = {
      state: "reading",
      what: "shop/orders/A in Lab Cosmos DB",
      words: "Reading…",
      answers: [],
      diff: [],
    };
    readNow.set(1, reading);
    session.receive({ type: "ready" });
    session.receive({ type: "select", n: 1 });
    assert.deepEqual(last("details").details!.readNow, reading);
    const step = last("details").details!.steps.at(-1)!;
    assert.equal(step.read, 0);
    readNow.set(1, { ...reading, state: "done", words: "The same item." });
    session.tick();
    assert.equal(last("details").details!.readNow!.words, "The same item.");
    session.receive({ type: "select", n: 2 });
    assert.equal(last("details").details!.readNow, undefined);
  });

  it("completes a filter with what is there", () => {
    addStale("A", 1);
    session.receive({ type: "ready" });
    session.receive({ type: "complete", line: "container:", cursor: 10 });
    assert.deepEqual(
      last("completions").items.map(({ label }) => label),
      ["orders", "shop/orders"],
    );
  });

  it("passes on commands that it knows, and nothing else that a page may say", () => {
    session.receive({ type: "command", command: { id: "startLab" } });
    session.receive({
      type: "command",
      command: { id: "goToCode", callSite: "a.ts:1" },
    });
    session.receive({
      type: "command",
      command: { id: "readNow", n: 1, read: "0" },
    });
    for (const nonsense of [
      undefined,
      7,
      "ready",
      { type: "eval", text: "1" },
      { type: "command", command: { id: "deleteQueue" } },
      { type: "command", command: { id: "goToCode" } },
      { type: "command", command: { id: "readItem", n: 1, read: 0 } },
      { type: "look", first: -1, count: NaN },
      { type: "sort", by: "__proto__" },
      { type: "window", window: { from: "a", to: 1 } },
    ]) {
      session.receive(nonsense);
    }
    assert.deepEqual(commands, [
      { id: "startLab" },
      { id: "goToCode", callSite: "a.ts:1" },
      { id: "readNow", n: 1, read: undefined },
    ]);
  });
});
