import assert from "node:assert/strict";
import { after, before, beforeEach, describe, it } from "mocha";
import { startTestLab } from "../../test-support/startTestLab.ts";
import type { LabProcess } from "../sources/lab/startLabProcess.ts";
import { openPeeker } from "../sources/peek/serviceBus.ts";
import { Accesses } from "./Accesses.ts";
import type { ConnectionNode } from "./ConnectionNode.ts";
import {
  readAddress,
  readConnectionString,
  type ConnectionRecord,
} from "./ConnectionRecord.ts";
import { ConnectionTree } from "./ConnectionTree.ts";
import * as cosmosSdk from "./cosmosBundle.ts";
import { explainFailure } from "./explainFailure.ts";
import { openAdministration } from "./openAdministration.ts";
import { openCosmosListing } from "./openCosmos.ts";
import * as serviceBusSdk from "./serviceBusBundle.ts";

describe("the connections view, with the lab on the other side", function () {
  this.timeout(60_000);
  let lab: LabProcess;
  let isRunning: boolean;
  let records: ConnectionRecord[];
  let secrets: Map<string, string>;
  let accesses: Accesses;
  let tree: ConnectionTree;
  let log: string[];
  /** Of this window's tap. */
  let tapName: string | undefined;

  before(async () => {
    lab = await startTestLab({
      serviceBus: {
        Namespaces: [
          {
            Name: "sbemulatorns",
            Queues: [
              { Name: "orders" },
              { Name: "steps", Properties: { RequiresSession: true } },
            ],
            Topics: [
              {
                Name: "order-created",
                Subscriptions: [{ Name: "billing" }],
              },
            ],
          },
        ],
      },
      cosmos: {
        databases: [
          {
            id: "shop",
            containers: [{ id: "orders", partitionKey: "/customerId" }],
          },
        ],
      },
    });
  });

  after(async () => {
    await lab.stop();
  });

  beforeEach(() => {
    isRunning = true;
    records = [];
    secrets = new Map();
    log = [];
    tapName = undefined;
    accesses = new Accesses({
      lab: () => (isRunning ? lab.addresses : undefined),
      secretOf: async (id) => secrets.get(id),
      getSession: async () => undefined,
      serviceBusSdk: async () => serviceBusSdk,
      cosmosSdk: async () => cosmosSdk,
    });
    tree = new ConnectionTree({
      connections: () => [
        ...accesses.labConnections(),
        ...records.map((record) => ({ record, isLab: false })),
      ],
      isLabRunning: () => isRunning,
      listerOf: (record) => accesses.listerOf(record),
      isWatched: (_connection, place) => place === "orders",
      tapOf: (_connection, topic) =>
        topic === "order-created" ? tapName : undefined,
      log: (line) => log.push(line),
    });
  });

  function connectWith(connectionString: string): ConnectionRecord {
    const record = readConnectionString(connectionString)!;
    records.push(record);
    secrets.set(record.id, connectionString);
    return record;
  }

  const rootOf = (record: ConnectionRecord): ConnectionNode =>
    tree.roots().find(({ id }) => id === record.id)!;
  const shown = (nodes: readonly ConnectionNode[]): unknown[] =>
    nodes.map(({ kind, name, words }) => [kind, name, words]);

  it("offers to start the lab, and shows its namespace and account once it runs", () => {
    isRunning = false;
    assert.deepEqual(
      tree.roots().map(({ kind }) => kind),
      ["startLab"],
    );
    isRunning = true;
    assert.deepEqual(shown(tree.roots()), [
      ["namespace", "Lab Service Bus", "the lab"],
      ["account", "Lab Cosmos DB", "the lab"],
    ]);
  });

  it("lists queues, topics and subscriptions with what waits in them", async () => {
    const [namespace] = tree.roots();
    const entities = await tree.children(namespace!);
    assert.deepEqual(shown(entities), [
      ["queue", "orders", "0 active · 0 dead-letter · watched"],
      ["queue", "steps", "0 active · 0 dead-letter · sessions"],
      ["topic", "order-created", "1 subscription"],
    ]);
    assert.deepEqual(shown(await tree.children(entities[2]!)), [
      ["subscription", "billing", "0 active · 0 dead-letter"],
    ]);
  });

  it("tells this window's tap from one that was left behind, and shows both as what they are", async () => {
    tapName = "cosmos-session-tap-00000001";
    const { record } = accesses.labConnections()[0]!;
    const administration = await accesses.administrationOf(record);
    const names = [tapName, "cosmos-session-tap-00000002"];
    try {
      for (const name of names) {
        await administration.createTap("order-created", name, 5);
      }
      const [namespace] = tree.roots();
      const entities = await tree.children(namespace!);
      const topic = entities.find(({ kind }) => kind === "topic")!;
      assert.equal(topic.words, "3 subscriptions · tapped");
      assert.deepEqual(shown(await tree.children(topic)), [
        ["subscription", "billing", "0 active · 0 dead-letter"],
        ["tap", names[0], "the tap of this window"],
        ["tap", names[1], "a tap of another window, or left behind · 0 active"],
      ]);
    } finally {
      for (const name of names) {
        await administration.deleteTap("order-created", name);
      }
    }
  });

  it("makes and deletes no subscription but taps", async () => {
    const { record } = accesses.labConnections()[0]!;
    const administration = await accesses.administrationOf(record);
    await assert.rejects(
      administration.deleteTap("order-created", "billing"),
      /"billing" is no tap/,
    );
    await assert.rejects(
      administration.createTap("order-created", "audit", 5),
      /"audit" is no tap/,
    );
  });

  it("lists databases and containers with their partition keys", async () => {
    const [, account] = tree.roots();
    const databases = await tree.children(account!);
    assert.deepEqual(shown(databases), [["database", "shop", ""]]);
    assert.deepEqual(shown(await tree.children(databases[0]!)), [
      ["container", "orders", "/customerId"],
    ]);
  });

  it("says of a wrong key what to do, and keeps the key out of view and log", async () => {
    const key = "bm90LXRoZS1yaWdodC1rZXk=";
    const record = connectWith(
      lab.addresses.cosmos.connectionString.replace(
        /AccountKey=[^;]+/,
        `AccountKey=${key}`,
      ),
    );
    const nodes = await tree.children(rootOf(record));
    assert.deepEqual(
      nodes.map(({ kind, trouble }) => [kind, trouble!.kind]),
      [["trouble", "wrongKey"]],
    );
    assert.match(rootOf(record).words, /^key · the key is wrong/);
    assert.ok(!JSON.stringify([nodes, tree.roots(), log]).includes(key));
  });

  it("shows what was named by hand where nothing can be listed", async () => {
    const record = readConnectionString(
      "Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=listen;SharedAccessKey=eA==",
    )!;
    records.push({ ...record, named: ["orders", "order-created/billing"] });
    secrets.set(
      record.id,
      "Endpoint=sb://127.0.0.1:1;SharedAccessKeyName=listen;SharedAccessKey=eA==",
    );
    const nodes = await tree.children(rootOf(record));
    assert.deepEqual(
      nodes.map(({ kind, name }) => [kind, name]),
      [
        ["trouble", "nothing listens there: start it, or check the port"],
        ["queue", "orders"],
        ["topic", "order-created"],
      ],
    );
    const below = await tree.children(nodes[2]!);
    assert.ok(below.some(({ place }) => place === "order-created/billing"));
  });

  it("does not ask the official emulator for lists, which it has not got", async () => {
    const record = connectWith(
      "Endpoint=sb://localhost;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;",
    );
    const nodes = await tree.children(rootOf(record));
    assert.deepEqual(
      nodes.map(({ kind }) => kind),
      ["hint"],
    );
  });

  it("asks nobody to sign in by itself, and says that the sign-in has ended", async () => {
    const record = readAddress("cosmos", "shop")!;
    records.push(record);
    const nodes = await tree.children(rootOf(record));
    assert.equal(nodes[0]!.trouble!.kind, "signedOut");
  });

  it("has words for what the services really answer", async () => {
    const failureOf = async (what: Promise<unknown>): Promise<string> =>
      explainFailure(
        await what.then(
          () => assert.fail("It went well."),
          (error: unknown) => error,
        ),
      ).kind;
    const { serviceBus, cosmos, caFile } = lab.addresses;
    const peekAt = async (connectionString: string, entity: string) => {
      const peeker = openPeeker(connectionString, {
        entity,
        isDeadLetter: false,
      });
      try {
        return await peeker.peek(1n, 1);
      } finally {
        await peeker.close();
      }
    };
    const wrong = (text: string): string =>
      text.replace(/SharedAccessKey=[^;]+/, "SharedAccessKey=d3Jvbmc=");
    const administration = serviceBus.administrationConnectionString;
    const [, endpoint = ""] =
      /AccountEndpoint=([^;]+)/.exec(cosmos.connectionString) ?? [];
    const listing = openCosmosListing({
      endpoint,
      key: /AccountKey=([^;]+)/.exec(cosmos.connectionString)![1]!,
    });
    assert.deepEqual(
      {
        "peek, wrong key": await failureOf(
          peekAt(wrong(serviceBus.connectionString), "orders"),
        ),
        "peek, no such queue": await failureOf(
          peekAt(serviceBus.connectionString, "nowhere"),
        ),
        "administration, wrong key": await failureOf(
          openAdministration(
            { connectionString: wrong(administration) },
            { caFile },
          ).entities(),
        ),
        "administration, not trusted": await failureOf(
          openAdministration({ connectionString: administration }).entities(),
        ),
        "administration, no TLS": await failureOf(
          openAdministration({
            connectionString: `Endpoint=sb://${new URL(endpoint).host};SharedAccessKeyName=a;SharedAccessKey=eA==`,
          }).entities(),
        ),
        "containers of no database": await failureOf(
          listing.containers("nowhere"),
        ),
        "closed port": await failureOf(
          openCosmosListing({
            endpoint: "http://127.0.0.1:1",
            key: "eA==",
          }).databases(),
        ),
      },
      {
        "peek, wrong key": "wrongKey",
        "peek, no such queue": "missing",
        "administration, wrong key": "wrongKey",
        "administration, not trusted": "certificate",
        "administration, no TLS": "noTls",
        "containers of no database": "missing",
        "closed port": "refused",
      },
    );
    listing.close();
  });
});
