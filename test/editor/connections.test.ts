/** The Connections view in a real VS Code: what stands in it, what it says of a failure, and a tap by its buttons. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { ServiceBusClient } from "@azure/service-bus";
import type { Browser, FrameLocator, Locator } from "playwright-core";
import { copyWorkspace, type WorkspaceCopy } from "./host/copyWorkspace.ts";
import { launchBrowser } from "./host/openWorkbench.ts";
import { extension, prepareHost } from "./host/prepareHost.ts";
import { startServer, type Server } from "./host/startServer.ts";
import { Workbench } from "./host/Workbench.ts";

const lab = {
  serviceBus: {
    Namespaces: [
      {
        Queues: [{ Name: "orders" }],
        Topics: [
          { Name: "order-created", Subscriptions: [{ Name: "billing" }] },
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
};

/** Nothing listens there. */
const AWAY =
  "Endpoint=sb://127.0.0.1:1/;SharedAccessKeyName=listen;SharedAccessKey=eA==";
const AWAY_LINE = "127\\.0\\.0\\.1:1: key.*";

/** A read that no lab has reported, as somebody exported it. */
const recording = {
  format: "cosmos-session-flow",
  version: 1,
  events: [
    {
      kind: "read",
      time: 1795788127030,
      source: "by hand",
      process: "billing",
      operation: "item.read",
      container: "shop/orders",
      partitionKey: '["A-1042"]',
      itemId: "A-1042",
      status: 200,
      sent: "0:-1#42",
      served: "0:-1#41",
    },
  ],
};

describe("the Connections view in VS Code", function () {
  // Each test is quick by itself; a machine may not be.
  this.timeout(120_000);
  // They tell one story: what comes later needs what came before.
  this.bail(true);

  let sample: WorkspaceCopy | undefined;
  let server: Server | undefined;
  let browser: Browser | undefined;
  let workbench: Workbench;
  let panel: FrameLocator;
  /** As "Copy the Lab's Connection Strings" has them. */
  let addresses: string;

  before("VS Code shows a folder", async function () {
    this.timeout(250_000);
    const host = await prepareHost();
    if ("missing" in host) {
      console.log(`    passed over: ${host.missing}`);
      this.skip();
    }
    sample = copyWorkspace("orders");
    writeFileSync(
      path.join(sample.folder, "cosmos-session-lab.json"),
      JSON.stringify(lab),
    );
    writeFileSync(
      path.join(sample.folder, "recording.json"),
      JSON.stringify(recording),
    );
    server = await startServer();
    browser = await launchBrowser(host.browser);
    workbench = await Workbench.open(browser, server.url, {
      folder: sample.folder,
      extension,
    });
    panel = workbench.webview();
  });

  after(async function () {
    this.timeout(60_000);
    await browser?.close();
    await server?.stop();
    sample?.remove();
  });

  /**
   * A line by what a screen reader says of it: its name, a colon, the words beside it. VS Code puts a remark behind
   * it where it has buttons.
   */
  const line = (name: string): Locator =>
    workbench.page.locator(".part.sidebar").getByRole("treeitem", {
      name: new RegExp(`^${name}(?:, has actions)?$`),
    });

  /** Opens a line; one that is drawn again in the same moment may stay closed. */
  async function open(name: string, child: string): Promise<void> {
    for (const end = Date.now() + 60_000; ;) {
      if ((await line(name).getAttribute("aria-expanded")) !== "true") {
        await line(name).click();
      }
      try {
        await line(child).first().waitFor({ timeout: 5000 });
        return;
      } catch (error) {
        if (Date.now() > end) throw error;
      }
    }
  }

  /** The buttons of a line are there while the mouse is on it. */
  async function press(name: string, button: string): Promise<void> {
    await line(name).hover();
    await line(name).getByRole("button", { name: button }).click();
  }

  async function connect(connectionString: string): Promise<void> {
    await workbench.run("Cosmos Session: Connect…");
    await workbench.choose("Connection string");
    await workbench.type(connectionString);
  }

  it("offers to start the lab, and shows its namespace and its account once it runs", async () => {
    await workbench.run("Cosmos Session: Focus on Connections View");
    // Lines that do not fit are not drawn.
    for (const name of ["Findings", "Token Flow Sources"]) {
      await workbench.page
        .locator(".part.sidebar .pane-header", { hasText: name })
        .click();
    }
    await line("Start the lab: .*").click();
    await line("Lab Service Bus: the lab").waitFor();
    await line("Lab Cosmos DB: the lab").waitFor();
    await line("Start the lab.*").waitFor({ state: "detached" });
  });

  it("lists queues, topics and subscriptions with what waits in them", async () => {
    await open("Lab Service Bus.*", "orders: 0 active · 0 dead-letter");
    await open(
      "order-created: 1 subscription",
      "billing: 0 active · 0 dead-letter",
    );
    await workbench.run("Cosmos Session: Copy the Lab's Connection Strings");
    addresses = await workbench.clipboard(/COSMOS_CONNECTION/);
    await sendTo("orders", "m1");
    await workbench.run("Cosmos Session: Refresh Connections");
    await line("orders: 1 active · 0 dead-letter").waitFor();
  });

  it("lists databases and containers with their partition keys", async () => {
    await open("Lab Cosmos DB.*", "shop");
    await open("shop", "orders: /customerId");
  });

  it("says of a connection that fails why, and shows what was named by hand", async () => {
    await connect(AWAY);
    await open(
      AWAY_LINE,
      "nothing listens there: start it, or check the port.*",
    );
    await line("127\\.0\\.0\\.1:1: key · nothing listens there.*").waitFor();
    await press(AWAY_LINE, "Name Queues and Subscriptions…");
    await workbench.type("order-created/billing");
    await open("order-created", "billing: watched");
  });

  it("says of a wrong key that it is wrong", async () => {
    const [, account = "", endpoint = ""] =
      /COSMOS_CONNECTION_STRING="(AccountEndpoint=([^;]+)[^"]+)"/.exec(
        addresses,
      )!;
    await connect(
      account.replace(
        /AccountKey=[^;]+/,
        "AccountKey=bm90LXRoZS1yaWdodC1rZXk=",
      ),
    );
    await open(
      `${new URL(endpoint).host}: key.*`,
      "the key is wrong or was renewed.*",
    );
    await line(".*: key · the key is wrong or was renewed.*").waitFor();
  });

  it("taps a topic of the lab: what was sent stands in the panel before anybody has taken it", async () => {
    await press("order-created: 1 subscription", "Tap This Topic…");
    await line("order-created: 2 subscriptions · tapped").waitFor();
    await line(
      "cosmos-session-tap-[0-9a-f]{8}: the tap of this window",
    ).waitFor();
    await panel.locator(".source.is-live", { hasText: "(tap)" }).waitFor();
    await sendTo("order-created", "tapped-1");
    await panel.locator(".rows .row", { hasText: "tapped-1" }).waitFor();
    await panel
      .locator(".source.is-live", { hasText: "(tap)" })
      .getByText("1 message", { exact: true })
      .waitFor();
  });

  it("removes the tap when somebody stops it", async () => {
    await press(".*· tapped", "Stop Tapping");
    await line("order-created: 1 subscription").waitFor();
    await line("cosmos-session-tap-.*").waitFor({ state: "detached" });
    await panel
      .locator(".source", { hasText: "(tap)" })
      .waitFor({ state: "detached" });
  });

  it("asks before it taps anything but the lab, says what that costs, and takes no for an answer", async () => {
    await press("order-created", "Tap This Topic…");
    const question = workbench.page.getByRole("dialog", {
      name: /Tap "order-created" of 127\.0\.0\.1:1\?/,
    });
    for (const words of [
      "gets a copy of each message from now on",
      "counts towards the size of the topic",
      "when this window closes, and after 60 minutes",
      "once nobody received from it for 5 minutes",
    ]) {
      await question.getByText(words).waitFor();
    }
    await question.getByRole("button", { name: "Cancel" }).click();
    await question.waitFor({ state: "detached" });
    assert.equal(
      await panel.locator(".source", { hasText: "(tap)" }).count(),
      0,
    );
  });

  it("says why a topic could not be tapped, and lets somebody try again or give up", async () => {
    await press("order-created", "Tap This Topic…");
    await workbench.page
      .getByRole("dialog")
      .getByRole("button", { name: "Tap", exact: true })
      .click();
    const source = panel.locator(".source.is-trouble", { hasText: "(tap)" });
    await source.getByText(/^nothing listens there/).waitFor();
    await source.getByRole("button", { name: "Retry" }).waitFor();
    await workbench.run("Cosmos Session: Focus on Token Flow Sources View");
    await press("127\\.0\\.0\\.1:1 order-created \\(tap\\).*", "Stop Tapping");
    await source.waitFor({ state: "detached" });
  });

  it("lets a person choose the account that a read asked, and asks before it reads there", async () => {
    await workbench.run("Cosmos Session: Clear Token Flows");
    await workbench.run("Cosmos Session: Import Token Flows…");
    await workbench.type(path.join(sample!.folder, "recording.json"));
    await panel.locator(".rows .row").first().click();
    await panel.getByRole("button", { name: /^Read it now/ }).click();
    const accounts = workbench.page.locator(
      ".quick-input-list .monaco-list-row",
    );
    await accounts.filter({ hasText: "Lab Cosmos DB" }).waitFor();
    await accounts.filter({ hasNotText: "Lab Cosmos DB" }).click();
    const question = workbench.page.getByRole("dialog", { name: /Read shop/ });
    await question.getByText(/Nothing is changed/).waitFor();
    await question.getByRole("button", { name: "Read", exact: true }).click();
    await panel
      .getByRole("region", { name: "Read it now" })
      .getByText(/the key is wrong or was renewed/)
      .waitFor();
  });

  /** As a program would, with the lab's connection string. */
  async function sendTo(entity: string, messageId: string): Promise<void> {
    const [, connectionString = ""] =
      /SERVICE_BUS_CONNECTION_STRING="([^"]+)"/.exec(addresses)!;
    const client = new ServiceBusClient(connectionString);
    try {
      await client.createSender(entity).sendMessages({ messageId, body: {} });
    } finally {
      await client.close();
    }
  }
});
