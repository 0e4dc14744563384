/** A tap by its buttons in a real VS Code: on the lab, on a namespace that is no lab, and when the window closes. */
import assert from "node:assert/strict";
import type { FrameLocator, Locator } from "playwright-core";
import { showFolder } from "./host/showFolder.ts";
import type { Workbench } from "./host/Workbench.ts";
import { AWAY, AWAY_LINE, copyWithShop, sendTo } from "./support/shopLab.ts";
import { SideBar } from "./support/SideBar.ts";
import { startNamespace, type Namespace } from "./support/startNamespace.ts";

const TOPIC = "order-created";
const LEFT_BEHIND = "cosmos-session-tap-0123abcd";

describe("a tap in VS Code", function () {
  let namespace: Namespace | undefined;
  const shown = showFolder(this, {
    makeFolder: copyWithShop,
    server: async () => {
      namespace = await startNamespace();
      return { env: { NODE_EXTRA_CA_CERTS: namespace.caFile } };
    },
  });
  let workbench: Workbench;
  let sideBar: SideBar;
  let panel: FrameLocator;
  /** As "Copy the Lab's Connection Strings" has them. */
  let addresses: string;

  before("the lab runs", async () => {
    ({ workbench } = shown);
    sideBar = new SideBar(workbench);
    panel = workbench.webview();
    await sideBar.showConnections();
    await sideBar.line("Start the lab: .*").click();
    await sideBar.open("Lab Service Bus.*", `${TOPIC}: 1 subscription`);
    await workbench.run("Cosmos Session: Copy the Lab's Connection Strings");
    addresses = await workbench.clipboard(/COSMOS_CONNECTION/);
    await sideBar.open(`${TOPIC}: 1 subscription`, "billing.*");
  });

  after(() => namespace?.stop());

  it("taps a topic of the lab: what was sent stands in the panel before anybody has taken it", async () => {
    await sideBar.press(
      "order-created: 1 subscription",
      "Tap This Topic…",
      sideBar.line("order-created: 2 subscriptions · tapped"),
    );
    await sideBar
      .line("cosmos-session-tap-[0-9a-f]{8}: the tap of this window")
      .waitFor();
    await panel.locator(".source.is-live", { hasText: "(tap)" }).waitFor();
    await sendTo(addresses, "order-created", "tapped-1");
    await panel.locator(".rows .row", { hasText: "tapped-1" }).waitFor();
    await panel
      .locator(".source.is-live", { hasText: "(tap)" })
      .getByText("1 message", { exact: true })
      .waitFor();
  });

  it("removes the tap when somebody stops it", async () => {
    await sideBar.press(
      ".*· tapped",
      "Stop Tapping",
      sideBar.line("order-created: 1 subscription"),
    );
    await sideBar.line("cosmos-session-tap-.*").waitFor({ state: "detached" });
    await panel
      .locator(".source", { hasText: "(tap)" })
      .waitFor({ state: "detached" });
  });

  it("ends with the lab that it is on", async () => {
    await sideBar.press(
      "order-created: 1 subscription",
      "Tap This Topic…",
      source("is-live"),
    );
    await workbench.run("Cosmos Session: Stop the Lab");
    await sideBar.line("Start the lab: .*").waitFor();
    await panel
      .locator(".source", { hasText: "(tap)" })
      .waitFor({ state: "detached" });
  });

  it("asks before it taps anything but the lab, says what that costs, and takes no for an answer", async () => {
    await sideBar.connect(AWAY);
    await sideBar.press(
      AWAY_LINE,
      "Name Queues and Subscriptions…",
      workbench.box(),
    );
    await workbench.type("order-created/billing");
    await sideBar.open(AWAY_LINE, "order-created");
    const question = workbench.page.getByRole("dialog", {
      name: /Tap "order-created" of 127\.0\.0\.1:1\?/,
    });
    await sideBar.press("order-created", "Tap This Topic…", question);
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
    await sideBar.press("order-created", "Tap This Topic…", yes());
    await yes().click();
    const source = panel.locator(".source.is-trouble", { hasText: "(tap)" });
    await source.getByText(/^nothing listens there/).waitFor();
    await source.getByRole("button", { name: "Retry" }).waitFor();
    await workbench.run("Cosmos Session: Focus on Token Flow Sources View");
    await sideBar.press(
      "127\\.0\\.0\\.1:1 order-created \\(tap\\).*",
      "Stop Tapping",
      source,
      "detached",
    );
  });

  it("asks before it removes one that this window did not make", async () => {
    await namespace!.createSubscription(TOPIC, LEFT_BEHIND);
    await sideBar.showConnections();
    await sideBar.connect(namespace!.connectionString);
    await sideBar.open("localhost:\\d+: key", `${TOPIC}: 2 subscriptions`);
    await sideBar.open(`${TOPIC}: 2 subscriptions`, `${LEFT_BEHIND}: .*`);
    const left = `${LEFT_BEHIND}: a tap of another window, or left behind · 0 active`;
    for (const answer of ["Cancel", "Remove"]) {
      const question = workbench.page.getByRole("dialog", {
        name: `Remove the tap "${LEFT_BEHIND}" from "${TOPIC}"?`,
      });
      await sideBar.press(left, "Remove This Tap", question);
      await question.getByText(/This window did not make it/).waitFor();
      assert.ok((await subscriptions()).includes(LEFT_BEHIND));
      await question.getByRole("button", { name: answer }).click();
      await question.waitFor({ state: "detached" });
    }
    await sideBar.line(left).waitFor({ state: "detached" });
    assert.deepEqual(await subscriptions(), ["billing"]);
  });

  it("is removed from a namespace when the window closes", async () => {
    await sideBar.press(`${TOPIC}: 1 subscription`, "Tap This Topic…", yes());
    await yes().click();
    await source("is-live").waitFor();
    assert.equal((await subscriptions()).length, 2);
    // As it is when somebody closes the window, or loads it again.
    await workbench.page.goto("about:blank");
    while ((await subscriptions()).length > 1) {
      await workbench.page.waitForTimeout(200);
    }
  });

  const subscriptions = (): Promise<string[]> =>
    namespace!.subscriptions(TOPIC);

  const yes = (): Locator =>
    workbench.page
      .getByRole("dialog")
      .getByRole("button", { name: "Tap", exact: true });

  function source(state: "is-live" | "is-trouble"): Locator {
    return panel.locator(`.source.${state}`, { hasText: "(tap)" });
  }
});
