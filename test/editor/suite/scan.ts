import assert from "node:assert/strict";
import * as vscode from "vscode";
import { handlerFile, ours, restoreAll, untilFound } from "./workspace.ts";

describe("in a real VS Code, a scan of the workspace", () => {
  afterEach(restoreAll);

  it("finds what stands in files that nobody has opened", async () => {
    await vscode.commands.executeCommand("cosmosSession.scanWorkspace");
    assert.equal((await untilFound(handlerFile, 2)).length, 2);
    assert.deepEqual(ours("src/producer/placeOrder.ts"), []);
  });

  it("goes on after the analysis was restarted", async () => {
    await vscode.commands.executeCommand("cosmosSession.restartAnalysis");
    await vscode.commands.executeCommand("cosmosSession.scanWorkspace");
    assert.equal((await untilFound(handlerFile, 2)).length, 2);
  });
});
