import assert from "node:assert/strict";
import * as vscode from "vscode";

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly snippets: readonly {
      readonly language: string;
      readonly path: string;
    }[];
    readonly viewsWelcome: readonly { readonly contents: string }[];
    readonly walkthroughs: readonly {
      readonly id: string;
      readonly steps: readonly {
        readonly description: string;
        readonly media: { readonly markdown: string };
        readonly completionEvents?: readonly string[];
      }[];
    }[];
  };
}

describe("in a real VS Code, what the extension announces", () => {
  const extension = vscode.extensions.getExtension<unknown>(
    "cosmos-session.cosmos-session-flow",
  )!;
  const { contributes } = extension.packageJSON as Manifest;

  async function missingOf(names: readonly string[]): Promise<string[]> {
    const known = new Set(await vscode.commands.getCommands(true));
    return names.filter((name) => !known.has(name));
  }

  const linksIn = (text: string) =>
    [...text.matchAll(/\(command:([\w.]+)/g)].map(([, name]) => name!);
  const sizeOf = async (file: string) => {
    const uri = vscode.Uri.joinPath(extension.extensionUri, file);
    return (await vscode.workspace.fs.stat(uri)).size;
  };

  before(() => extension.activate());

  it("each command is there", async () => {
    const names = contributes.commands.map(({ command }) => command);
    assert.ok(names.length > 10);
    assert.deepEqual(await missingOf(names), []);
  });

  it("each step of the walkthrough has its page, and leads to commands that are there", async () => {
    const steps = contributes.walkthroughs.flatMap((one) => one.steps);
    assert.ok(steps.length > 0);
    for (const { description, media, completionEvents = [] } of steps) {
      assert.ok((await sizeOf(media.markdown)) > 0);
      const events = completionEvents.map((event) =>
        event.replace(/^onCommand:/, ""),
      );
      const names = [...linksIn(description), ...events];
      assert.deepEqual(await missingOf(names), []);
    }
  });

  it("the walkthrough opens", async () => {
    const [walkthrough] = contributes.walkthroughs;
    await vscode.commands.executeCommand(
      "workbench.action.openWalkthrough",
      `${extension.id}#${walkthrough!.id}`,
    );
    await vscode.commands.executeCommand("workbench.action.closeAllEditors");
  });

  it("each view that is empty leads to commands that are there", async () => {
    const names = contributes.viewsWelcome.flatMap(({ contents }) =>
      linksIn(contents),
    );
    assert.ok(names.length > 0);
    assert.deepEqual(await missingOf(names), []);
  });

  it("snippets are there for all four languages", async () => {
    assert.deepEqual(
      contributes.snippets.map(({ language }) => language).sort(),
      ["javascript", "javascriptreact", "typescript", "typescriptreact"],
    );
    for (const { path } of contributes.snippets)
      assert.ok((await sizeOf(path)) > 0);
  });
});
