import assert from "node:assert/strict";
import path from "node:path";
import * as vscode from "vscode";
import { until } from "./until.ts";
import {
  actionsAt,
  handlerFile,
  open,
  restoreAll,
  untilFound,
  uriOf,
} from "./workspace.ts";

const { Error: error, Warning: warning } = vscode.DiagnosticSeverity;

describe("in a workspace of two folders", () => {
  afterEach(restoreAll);

  const severities = async (folder: number, count = 2) =>
    (await untilFound(handlerFile, count, folder)).map(
      ({ severity }) => severity,
    );
  const settingsOf = (folder: number) =>
    vscode.workspace.getConfiguration(
      "cosmosSession",
      uriOf(handlerFile, folder),
    );

  it("each has its findings, shown as its own settings say", async () => {
    await open(handlerFile, 0);
    await open(handlerFile, 1);
    assert.deepEqual(await severities(0), [warning, warning]);
    assert.deepEqual(await severities(1), [error, error]);
  });

  it("the way to a read stays in the folder of its handler", async () => {
    await open(handlerFile, 1);
    const [, behind] = await untilFound(handlerFile, 2, 1);
    const { fsPath } = vscode.workspace.workspaceFolders![1]!.uri;
    assert.deepEqual(
      behind!.relatedInformation?.map(({ location }) =>
        path.relative(fsPath, location.uri.fsPath),
      ),
      [
        "src/consumer/main.ts",
        "src/consumer/shippingService.ts",
        "src/consumer/orderRepository.ts",
      ],
    );
  });

  it("a quick-fix takes the token's name from the settings of its folder", async () => {
    // The producer that sends a name of its own is not there.
    for (const folder of [0, 1]) {
      const { document } = await open("src/producer/placeOrder.ts", folder);
      const edit = new vscode.WorkspaceEdit();
      const whole = new vscode.Range(0, 0, document.lineCount, 0);
      edit.replace(document.uri, whole, "export {};\n");
      await vscode.workspace.applyEdit(edit);
    }
    for (const [folder, name] of [
      [0, "cosmosSessionToken"],
      [1, "orderToken"],
    ] as const) {
      await open(handlerFile, folder);
      const fix = await until(`a fix with ${name}`, async () => {
        const [direct] = await untilFound(handlerFile, 2, folder);
        const actions = await actionsAt(handlerFile, direct!.range, folder);
        return actions.find(({ edit }) =>
          edit
            ?.entries()
            .some(([, edits]) =>
              edits.some(({ newText }) => newText.includes(name)),
            ),
        );
      });
      assert.equal(fix.edit?.size, 1);
    }
  });

  it("a setting that is changed in one leaves the other as it was", async () => {
    await open(handlerFile, 0);
    await open(handlerFile, 1);
    await untilFound(handlerFile, 2, 0);
    const { WorkspaceFolder } = vscode.ConfigurationTarget;
    await settingsOf(0).update("ignoreContainers", ["orders"], WorkspaceFolder);
    await untilFound(handlerFile, 0, 0);
    assert.deepEqual(await severities(1), [error, error]);
    await settingsOf(0).update("ignoreContainers", undefined, WorkspaceFolder);
    await untilFound(handlerFile, 2, 0);
  });

  it("a scan leaves out the folder in which findings are switched off", async () => {
    const { WorkspaceFolder } = vscode.ConfigurationTarget;
    await settingsOf(1).update("enable", false, WorkspaceFolder);
    await vscode.commands.executeCommand("cosmosSession.scanWorkspace");
    await untilFound(handlerFile, 2, 0);
    await untilFound(handlerFile, 0, 1);
    await settingsOf(1).update("enable", undefined, WorkspaceFolder);
    await vscode.commands.executeCommand("cosmosSession.scanWorkspace");
    await untilFound(handlerFile, 2, 1);
  });
});
