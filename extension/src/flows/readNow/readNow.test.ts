import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import type { ReadNowDetails } from "../../../panel/protocol.ts";
import { startTestLab } from "../../../test-support/startTestLab.ts";
import { deliver, read, send, span } from "../../../test-support/testEvents.ts";
import { Accesses } from "../../connections/Accesses.ts";
import {
  readConnectionString,
  type ConnectionRecord,
} from "../../connections/ConnectionRecord.ts";
import type { Shown } from "../../connections/ConnectionTree.ts";
import * as cosmosSdk from "../../connections/cosmosBundle.ts";
import { openCosmos } from "../../connections/openCosmos.ts";
import * as serviceBusSdk from "../../connections/serviceBusBundle.ts";
import type { LabProcess } from "../../sources/lab/startLabProcess.ts";
import {
  startReceiver,
  type Receiver,
} from "../../sources/otlp/startReceiver.ts";
import type { CosmosEvent, FlowEvent } from "../FlowEvent.ts";
import { FlowStore } from "../FlowStore.ts";
import { exportFlows } from "../recording/recording.ts";
import { ReadNow, type Question } from "./ReadNow.ts";

const KEY = "bm90LXRoZS1yaWdodC1rZXk=";

describe("read it now, with the lab on the other side", function () {
  this.timeout(60_000);
  let receiver: Receiver;
  let lab: LabProcess;
  let isRunning: boolean;
  let connected: Shown[];
  let secrets: Map<string, string>;
  let accesses: Accesses;
  let store: FlowStore;
  let readNow: ReadNow;
  let questions: Question[];
  let offered: string[][];
  let isConfirmed: boolean;
  /** What the lab reported since the test began. */
  let reported: FlowEvent[];
  let onReport = (): void => {};

  before(async () => {
    receiver = await startReceiver({
      onEvents: (events) => {
        reported.push(...events);
        onReport();
      },
    });
    lab = await startTestLab(
      {
        cosmos: {
          databases: [
            {
              id: "shop",
              containers: [
                { id: "orders", partitionKey: "/customerId" },
                { id: "nested", partitionKey: ["/tenant", "/customerId"] },
              ],
            },
          ],
        },
      },
      { receiver },
    );
  });

  after(async () => {
    await lab.stop();
    await receiver.stop();
  });

  beforeEach(async () => {
    await control("reset", {});
    // Without a token as with one, until a test says otherwise.
    await control("lag", { container: "*", answer: "freshest" });
    isRunning = true;
    connected = [];
    secrets = new Map();
    questions = [];
    offered = [];
    reported = [];
    isConfirmed = true;
    store = new FlowStore();
    accesses = new Accesses({
      lab: () => (isRunning ? lab.addresses : undefined),
      secretOf: async (id) => secrets.get(id),
      getSession: async () => undefined,
      serviceBusSdk: async () => serviceBusSdk,
      cosmosSdk: async () => cosmosSdk,
    });
    readNow = new ReadNow({
      store,
      accounts: () =>
        [...accesses.labConnections(), ...connected].filter(
          ({ record }) => record.kind === "cosmos",
        ),
      readerOf: (record) => accesses.itemReaderOf(record),
      pick: async (accounts) => {
        offered.push(accounts.map(({ record }) => record.name));
        return accounts.at(-1);
      },
      confirm: async (question) => {
        questions.push(question);
        return isConfirmed;
      },
    });
  });

  afterEach(() => {
    readNow.dispose();
    onReport = () => {};
  });

  async function control(call: string, body: object): Promise<void> {
    const response = await fetch(`${lab.addresses.control}/${call}`, {
      method: "POST",
      body: JSON.stringify(body),
    });
    assert.equal(response.status, 200, await response.text());
  }

  /** @returns the token of the write */
  async function upsert(
    item: Readonly<Record<string, unknown>>,
    container = "orders",
  ): Promise<string> {
    const [lab] = accesses.labConnections().filter(isCosmos);
    const client = openCosmos(await accesses.cosmos(lab!.record));
    try {
      const { headers } = await client
        .database("shop")
        .container(container)
        .items.upsert(item);
      return headers["x-ms-session-token"] as string;
    } finally {
      client.dispose();
    }
  }

  /** A flow as the panel has it: a message with the token, and a read for it. */
  function addFlow(
    token: string | undefined,
    fields: Partial<CosmosEvent> = {},
  ): number {
    const carried = token === undefined ? [] : [{ token }];
    store.add(send({ span: span(1), carried }));
    store.add(deliver({ span: span(2), links: [span(1)], carried }));
    store.add(
      read({
        itemId: "A-1",
        partitionKey: '["c1"]',
        source: "lab",
        links: [span(2)],
        ...fields,
      }),
    );
    const [flow] = store.all();
    return flow!.n;
  }

  async function resultOf(n: number): Promise<ReadNowDetails> {
    await readNow.run(n, 0);
    const result = readNow.resultOf(n);
    assert.ok(result, "Nothing was read.");
    return result;
  }

  function connect(connectionString: string): ConnectionRecord {
    const record = readConnectionString(connectionString)!;
    connected.push({ record, isLab: false });
    secrets.set(record.id, connectionString);
    return record;
  }

  const seen = ({ answers }: ReadNowDetails): unknown[] =>
    answers.map(({ label, status, verdict }) => [label, status, verdict]);
  const changed = ({ diff }: ReadNowDetails): string[] =>
    diff
      .filter(
        ({ kind, text }) => kind !== "same" && !/"_(?:etag|ts)"/.test(text),
      )
      .map(({ kind, text }) => `${kind} ${text.trim()}`);

  it("shows the old item without the token and the new one with it, side by side", async () => {
    await control("lag", {
      container: "shop/orders",
      lsn: 1,
      answer: "stalest",
    });
    await upsert({ id: "A-1", customerId: "c1", total: 1 });
    const token = await upsert({ id: "A-1", customerId: "c1", total: 2 });
    const result = await resultOf(addFlow(token));
    assert.equal(result.state, "done");
    assert.equal(result.what, "shop/orders/A-1 in Lab Cosmos DB");
    assert.deepEqual(seen(result), [
      ["without a token", "200", "stale"],
      ["with the message's token", "200", "fresh"],
    ]);
    assert.match(result.words, /^The two reads got different items/);
    assert.deepEqual(changed(result), [
      'removed "total": 1,',
      'added "total": 2,',
    ]);
    const [without, withToken] = result.answers;
    assert.equal(without!.sent, null);
    assert.equal(withToken!.sent, token);
    assert.equal(Number(withToken!.lsn), Number(without!.lsn) + 1);
    assert.match(withToken!.charge, /^[\d.]+ RU$/);
    assert.match(withToken!.time, /^[\d.]+ ms$/);
    assert.match(without!.reason, /served at LSN/);
    assert.deepEqual(questions, [], "The lab needs no confirmation.");
  });

  it("shows what a replica that stands still does: the old item without, refused with the token", async () => {
    await upsert({ id: "A-1", customerId: "c1", total: 1 });
    await control("freeze", { container: "shop/orders" });
    const token = await upsert({ id: "A-1", customerId: "c1", total: 2 });
    const n = addFlow(token);
    const frozen = await resultOf(n);
    assert.deepEqual(seen(frozen).at(1), [
      "with the message's token",
      "404/1002",
      "refused",
    ]);
    assert.equal(frozen.answers[0]!.verdict, "stale");
    await control("thaw", { container: "shop/orders" });
    await control("lag", { container: "shop/orders", answer: "freshest" });
    const thawed = await resultOf(n);
    assert.deepEqual(seen(thawed), [
      ["without a token", "200", "lucky"],
      ["with the message's token", "200", "fresh"],
    ]);
    assert.equal(thawed.words, "Both reads got the same item.");
    assert.deepEqual(thawed.diff, []);
  });

  it("finds an item only with the token while a replica has not got it at all", async () => {
    await control("lag", {
      container: "shop/orders",
      lsn: 1,
      answer: "stalest",
    });
    const token = await upsert({ id: "A-1", customerId: "c1" });
    const result = await resultOf(addFlow(token));
    assert.deepEqual(seen(result), [
      ["without a token", "404", "stale"],
      ["with the message's token", "200", "fresh"],
    ]);
    assert.equal(result.words, "Only the read with the token found the item.");
  });

  it("reads by keys of several levels, and takes the token of the container it asks", async () => {
    const token = await upsert(
      { id: "A-1", tenant: "t", customerId: 7 },
      "nested",
    );
    const result = await resultOf(
      addFlow(token, { container: "shop/nested", partitionKey: '["t",7]' }),
    );
    assert.deepEqual(
      result.answers.map(({ status }) => status),
      ["200", "200"],
    );
  });

  it("takes the token that the flow had to see where the message carried none", async () => {
    const token = await upsert({ id: "A-1", customerId: "c1" });
    const result = await resultOf(addFlow(undefined, { required: token }));
    assert.deepEqual(
      result.answers.map(({ label, sent }) => [label, sent]),
      [
        ["without a token", null],
        ["with the token that it had to see", token],
      ],
    );
  });

  it("reads once, and says so, where nobody knows a token", async () => {
    await upsert({ id: "A-1", customerId: "c1" });
    const result = await resultOf(addFlow(undefined));
    assert.equal(result.answers.length, 1);
    assert.match(result.words, /without one only/);
  });

  it("does not show its own reads as reads of the flow, though the lab reports them", async () => {
    const itemId = "A-own";
    const token = await upsert({ id: itemId, customerId: "c1" });
    const reads = (): FlowEvent[] =>
      reported.filter(
        (event) => event.kind === "read" && event.itemId === itemId,
      );
    const areReported = new Promise<void>((resolve) => {
      onReport = () => {
        if (reads().length === 2) resolve();
      };
    });
    await resultOf(addFlow(token, { itemId }));
    await areReported;
    assert.ok(reads().every((event) => readNow.isOwn(event)));
    assert.ok(!readNow.isOwn(read({ span: span(1) })));
  });

  it("asks first on anything but the lab, and reads nothing where the answer is no", async () => {
    const token = await upsert({ id: "A-1", customerId: "c1" });
    // The lab again, as any account by its connection string.
    const own = lab.addresses.cosmos.connectionString;
    isRunning = false;
    const record = connect(own);
    const n = addFlow(token, { source: "otlp:billing" });
    isConfirmed = false;
    await readNow.run(n, 0);
    assert.equal(readNow.resultOf(n), undefined);
    isConfirmed = true;
    const result = await resultOf(n);
    assert.deepEqual(
      result.answers.map(({ status }) => status),
      ["200", "200"],
    );
    const question = {
      account: record.name,
      address: record.address,
      item: "shop/orders/A-1",
      reads: 2,
    };
    assert.deepEqual(questions, [question, question]);
    assert.deepEqual(offered, [], "There is only one account.");
  });

  it("lets a person choose among accounts, but for flows that were seen on the lab", async () => {
    connect(`AccountEndpoint=http://127.0.0.1:1/;AccountKey=${KEY};`);
    const token = await upsert({ id: "A-1", customerId: "c1" });
    const result = await resultOf(addFlow(token));
    assert.equal(result.what, "shop/orders/A-1 in Lab Cosmos DB");
    assert.deepEqual(offered, []);
    store.clear();
    const chosen = await resultOf(addFlow(token, { source: "otlp:billing" }));
    assert.deepEqual(offered, [["Lab Cosmos DB", "127.0.0.1:1"]]);
    assert.deepEqual(
      chosen.answers.map(({ status, reason }) => [status, reason]),
      Array(2).fill([
        "no answer",
        "nothing listens there: start it, or check the port",
      ]),
    );
  });

  it("says in plain words why there is nothing to read, or nobody to ask", async () => {
    const wordsFor = async (fields: Partial<CosmosEvent>): Promise<string> => {
      store.clear();
      const { state, words } = await resultOf(addFlow("0:-1#1", fields));
      assert.equal(state, "failed");
      return words;
    };
    assert.match(
      await wordsFor({ itemId: undefined, operation: "items.query" }),
      /names no single item \(it was items\.query\)/,
    );
    assert.match(
      await wordsFor({ partitionKey: undefined }),
      /partition key of A-1 is not known/,
    );
    assert.match(
      await wordsFor({ partitionKey: '[{"$ne":1}]' }),
      /partition key of A-1 is not known/,
    );
    assert.match(
      await wordsFor({ container: undefined }),
      /which database and container/,
    );
    isRunning = false;
    assert.match(await wordsFor({}), /made on the lab, which does not run/);
    const source = "otlp:billing";
    assert.match(await wordsFor({ source }), /^No Cosmos DB account/);
    const record = connect(
      `AccountEndpoint=http://127.0.0.1:1/;AccountKey=${KEY};`,
    );
    secrets.delete(record.id);
    assert.match(
      await wordsFor({ source }),
      /connection string .* connect again/,
    );
  });

  it("says of a wrong key and of a missing container what they are", async () => {
    const token = await upsert({ id: "A-1", customerId: "c1" });
    const absent = await resultOf(addFlow(token, { container: "shop/gone" }));
    assert.equal(absent.answers[0]!.verdict, undefined);
    assert.match(
      absent.answers[0]!.reason,
      /^Lab Cosmos DB has no container shop\/gone/,
    );
    store.clear();
    isRunning = false;
    connect(
      lab.addresses.cosmos.connectionString.replace(
        /AccountKey=[^;]+/,
        `AccountKey=${KEY}`,
      ),
    );
    const result = await resultOf(addFlow(token, { source: "otlp:billing" }));
    assert.match(result.answers[0]!.reason, /the key is wrong/);
    assert.ok(!JSON.stringify(result).includes(KEY));
  });

  it("keeps items out of recordings, and forgets them with their flow", async () => {
    const body = "a text that only the item has";
    await control("lag", {
      container: "shop/orders",
      lsn: 1,
      answer: "stalest",
    });
    const token = await upsert({ id: "A-1", customerId: "c1", body });
    const later = await upsert({ id: "A-1", customerId: "c1", body: "other" });
    assert.notEqual(token, later);
    const n = addFlow(later);
    const result = await resultOf(n);
    assert.ok(JSON.stringify(result).includes(body));
    assert.ok(!exportFlows(store.all(), new Date()).includes(body));
    store.clear();
    assert.equal(readNow.resultOf(n), undefined);
  });
});

function isCosmos({ record }: Shown): boolean {
  return record.kind === "cosmos";
}
