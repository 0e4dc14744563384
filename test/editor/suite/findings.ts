import assert from "node:assert/strict";
import path from "node:path";
import * as vscode from "vscode";
import { until } from "./until.ts";
import {
  actionsAt,
  handlerFile,
  open,
  ours,
  restoreAll,
  untilFound,
  uriOf,
} from "./workspace.ts";

describe("in a real VS Code, an open handler", () => {
  afterEach(restoreAll);

  it("shows both reads that leave out the token, each with a link to its rule", async () => {
    await open(handlerFile);
    const [direct, behind] = await untilFound(handlerFile, 2);
    assert.match(direct!.message, /`orders\b.*read/);
    // It goes over three lines: their indents are not underlined.
    const { document } = vscode.window.activeTextEditor!;
    assert.equal(document.getText(direct!.range), "orders");
    assert.match(behind!.message, /orderRepository\.ts:\d+/);
    const { code } = direct!;
    assert.ok(typeof code === "object");
    assert.equal(code.value, "require-session-token");
    assert.equal(path.basename(code.target.fsPath), "require-session-token.md");
    await vscode.workspace.fs.stat(code.target);
  });

  it("leads hop by hop to the read in another file", async () => {
    await open(handlerFile);
    const [, behind] = await untilFound(handlerFile, 2);
    assert.deepEqual(
      behind!.relatedInformation?.map(({ location }) =>
        path.basename(location.uri.fsPath),
      ),
      ["main.ts", "shippingService.ts", "orderRepository.ts"],
    );
  });

  it("loses its squiggle when the first quick-fix is applied, without being saved", async () => {
    const { document } = await open(handlerFile);
    const [direct] = await untilFound(handlerFile, 2);
    const actions = await actionsAt(handlerFile, direct!.range);
    const fix = actions.find(({ isPreferred }) => isPreferred);
    assert.ok(fix?.edit, actions.map(({ title }) => title).join());
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.match(document.getText(), /sessionToken/);
    await untilFound(handlerFile, 1);
    assert.equal(document.isDirty, true);
  });

  it("offers the whole flow's edit in three files, to be looked through first", async () => {
    await open(handlerFile);
    const [, behind] = await untilFound(handlerFile, 2);
    const actions = await actionsAt(handlerFile, behind!.range);
    const fix = actions.find(({ title }) => title.includes("with preview"));
    assert.ok(fix?.edit, actions.map(({ title }) => title).join());
    assert.deepEqual(
      fix.edit.entries().map(([uri]) => path.basename(uri.fsPath)),
      ["main.ts", "orderRepository.ts", "shippingService.ts"],
    );
  });

  it("is silent again when another open file is changed so that it needs no token", async () => {
    await open(handlerFile);
    await untilFound(handlerFile, 2);
    const { document } = await open("src/consumer/orderRepository.ts");
    const text = document.getText();
    const call = text.indexOf("const { resources }");
    const end = text.indexOf("return resources");
    const edit = new vscode.WorkspaceEdit();
    edit.replace(
      document.uri,
      new vscode.Range(document.positionAt(call), document.positionAt(end)),
      "const resources: Order[] = [];\n    ",
    );
    await vscode.workspace.applyEdit(edit);
    await untilFound(handlerFile, 1);
  });

  it("is silent where a comment disables the rule with a reason", async () => {
    await open(handlerFile);
    const [direct] = await untilFound(handlerFile, 2);
    const actions = await actionsAt(handlerFile, direct!.range);
    const disable = actions.find(({ title }) => title.startsWith("Disable"));
    assert.ok(disable?.edit);
    await vscode.workspace.applyEdit(disable.edit);
    await untilFound(handlerFile, 1);
  });

  it("has a line above it that counts its reads", async () => {
    await open(handlerFile);
    const title = await until("the line above the handler", async () => {
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        "vscode.executeCodeLensProvider",
        uriOf(handlerFile),
      );
      return lenses.find(
        ({ command }) => command?.command === "cosmosSession.showReads",
      )?.command?.title;
    });
    assert.equal(
      title,
      "$(warning) 2 Cosmos DB reads: 0 protected, 2 without the message's token",
    );
  });

  it("is hidden by the setting that switches findings off, and comes back", async () => {
    await open(handlerFile);
    await untilFound(handlerFile, 2);
    const settings = vscode.workspace.getConfiguration("cosmosSession");
    const rules = { "require-session-token": "off" };
    await settings.update("rules", rules, vscode.ConfigurationTarget.Global);
    await untilFound(handlerFile, 0);
    await settings.update(
      "rules",
      undefined,
      vscode.ConfigurationTarget.Global,
    );
    await untilFound(handlerFile, 2);
  });

  it("has no second squiggle where ESLint shows the same, and keeps its quick-fixes there", async () => {
    await open(handlerFile);
    const [direct] = await untilFound(handlerFile, 2);
    const eslint = vscode.languages.createDiagnosticCollection("eslint");
    try {
      const twin = new vscode.Diagnostic(direct!.range, direct!.message);
      twin.source = "eslint";
      twin.code = "cosmos-session/require-session-token";
      eslint.set(uriOf(handlerFile), [twin]);
      await untilFound(handlerFile, 1);
      const actions = await actionsAt(handlerFile, direct!.range);
      assert.ok(actions.some(({ edit }) => edit !== undefined));
    } finally {
      eslint.dispose();
    }
    await untilFound(handlerFile, 2);
  });

  it("leaves files alone that have nothing to do with it", async () => {
    await open("src/environment.ts");
    await open(handlerFile);
    await untilFound(handlerFile, 2);
    assert.deepEqual(ours("src/environment.ts"), []);
  });
});
