/** The Connections view in a real VS Code: what stands in it, and what it says of a failure. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import type { FrameLocator } from "playwright-core";
import { read } from "../../extension/test-support/testEvents.ts";
import { showFolder } from "./host/showFolder.ts";
import type { Workbench } from "./host/Workbench.ts";
import { AWAY, AWAY_LINE, copyWithShop, sendTo } from "./support/shopLab.ts";
import { SideBar } from "./support/SideBar.ts";

/** A read that no lab has reported, as somebody exported it. */
const recording = {
  format: "cosmos-session-flow",
  version: 1,
  events: [read({ source: "by hand", sent: "0:-1#42" })],
};

describe("the Connections view in VS Code", function () {
  const shown = showFolder(this, {
    makeFolder: () => {
      const copy = copyWithShop();
      writeFileSync(
        path.join(copy.folder, "recording.json"),
        JSON.stringify(recording),
      );
      return copy;
    },
  });
  let workbench: Workbench;
  let sideBar: SideBar;
  let panel: FrameLocator;
  /** As "Copy the Lab's Connection Strings" has them. */
  let addresses: string;

  before("the window is there", () => {
    ({ workbench } = shown);
    sideBar = new SideBar(workbench);
    panel = workbench.webview();
  });

  it("offers to start the lab, and shows its namespace and its account once it runs", async () => {
    await sideBar.showConnections();
    await sideBar.line("Start the lab: .*").click();
    await sideBar.line("Lab Service Bus: the lab").waitFor();
    await sideBar.line("Lab Cosmos DB: the lab").waitFor();
    await sideBar.line("Start the lab.*").waitFor({ state: "detached" });
  });

  it("lists queues, topics and subscriptions with what waits in them", async () => {
    await sideBar.open("Lab Service Bus.*", "orders: 0 active · 0 dead-letter");
    await sideBar.open(
      "order-created: 1 subscription",
      "billing: 0 active · 0 dead-letter",
    );
    await workbench.run("Cosmos Session: Copy the Lab's Connection Strings");
    addresses = await workbench.clipboard(/COSMOS_CONNECTION/);
    await sendTo(addresses, "orders", "m1");
    await workbench.run("Cosmos Session: Refresh Connections");
    await sideBar.line("orders: 1 active · 0 dead-letter").waitFor();
  });

  it("lists databases and containers with their partition keys", async () => {
    await sideBar.open("Lab Cosmos DB.*", "shop");
    await sideBar.open("shop", "orders: /customerId");
  });

  it("says of a connection that fails why, and shows what was named by hand", async () => {
    await sideBar.connect(AWAY);
    await sideBar.open(
      AWAY_LINE,
      "nothing listens there: start it, or check the port.*",
    );
    await sideBar
      .line("127\\.0\\.0\\.1:1: key · nothing listens there.*")
      .waitFor();
    await sideBar.press(
      AWAY_LINE,
      "Name Queues and Subscriptions…",
      workbench.box(),
    );
    await workbench.type("order-created/billing");
    await sideBar.open("order-created", "billing: watched");
  });

  it("says of a wrong key that it is wrong", async () => {
    const [, account = "", endpoint = ""] =
      /COSMOS_CONNECTION_STRING="(AccountEndpoint=([^;]+)[^"]+)"/.exec(
        addresses,
      )!;
    await sideBar.connect(
      account.replace(
        /AccountKey=[^;]+/,
        "AccountKey=bm90LXRoZS1yaWdodC1rZXk=",
      ),
    );
    await sideBar.open(
      `${new URL(endpoint).host}: key.*`,
      "the key is wrong or was renewed.*",
    );
    await sideBar.line(".*: key · the key is wrong or was renewed.*").waitFor();
  });

  it("lets a person choose the account that a read asked, and asks before it reads there", async () => {
    await workbench.run("Cosmos Session: Clear Token Flows");
    await workbench.run("Cosmos Session: Import Token Flows…");
    await workbench.chooseFile(path.join(shown.folder, "recording.json"));
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
});
