import { createRequire } from "node:module";
import path from "node:path";
import * as vscode from "vscode";
import type { PanelCommand, SourceState } from "../../panel/protocol.ts";
import { registerConnections } from "../connections/host/registerConnections.ts";
import type { ServiceBusSdk } from "../connections/azureSdk.ts";
import { registerRun } from "../run/registerRun.ts";
import { chooseLabConfig } from "../sources/lab/labConfig.ts";
import { describeLab, readLabState } from "../sources/lab/labContents.ts";
import { isOfTap } from "./isOfTap.ts";
import { FlowStore } from "./FlowStore.ts";
import { goToCode } from "./host/goToCode.ts";
import { readItNow } from "./host/readItNow.ts";
import { PanelView, VIEW_TYPE } from "./host/panelView.ts";
import { Sources } from "./host/Sources.ts";
import { SourcesTree } from "./host/sourcesTree.ts";
import type { ReadNow } from "./readNow/ReadNow.ts";
import { exportFlows, importFlows } from "./recording/recording.ts";

const REFRESH_MS = 1000;
/** The lab's namespace, as a connection. */
const LAB_NAMESPACE = "lab:serviceBus";
const MOST_PROBLEMS = 1000;

export interface TokenFlow {
  readonly registered: vscode.Disposable;
  /** Removes what stands in a namespace for this window, while there is time. */
  end(): Promise<void>;
}

/** The Token Flow panel, its commands, and what is watched for it. Nothing starts until it is asked for. */
export function registerTokenFlow(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): TokenFlow {
  const dist = path.join(context.extensionPath, "dist");
  const store = new FlowStore({
    maxFlows: vscode.workspace
      .getConfiguration("cosmosSession")
      .get("tokenFlow.maxFlows", 100_000),
  });
  const sources: Sources = new Sources({
    store,
    lab: () => ({
      cli: path.join(dist, "lab", "main.mjs"),
      args: [
        "--config",
        chooseLabConfig({
          setting: vscode.workspace
            .getConfiguration("cosmosSession")
            .get("lab.config", ""),
          folder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
          standard: path.join(dist, "lab", "start.json"),
        }),
      ],
    }),
    openPeeker: async (access, place) => {
      const bundle = path.join(dist, "serviceBus.cjs");
      const load = createRequire(bundle);
      return (load(bundle) as ServiceBusSdk).openPeeker(access, place);
    },
    isOurs: (event) => readNow.isOwn(event) || isOfTap(event),
    log: (line) => log.info(line),
    onChange: () => {
      tree.refresh();
      if (isLabShown !== (sources.lab !== undefined)) {
        isLabShown = !isLabShown;
        connections.refresh();
        // It ended by itself: what was tapped went with it.
        if (!isLabShown) void connections.taps.stopAll(LAB_NAMESPACE);
      }
    },
  });
  let isLabShown = false;
  const connections = registerConnections(context, sources, store, log);
  const states = (): SourceState[] => [
    ...sources.states(),
    ...connections.taps.states(),
  ];
  const readNow: ReadNow = readItNow(store, connections);
  const tree = new SourcesTree(states);
  const view = new PanelView(context, {
    store,
    sources: states,
    run: (command) => void runCommand(command),
    readNowOf: (n) => readNow.resultOf(n),
  });
  let isReconnected = false;

  const open = (): void => {
    view.open();
    if (isReconnected) return;
    isReconnected = true;
    void connections.watchAgain();
  };
  const run = registerRun(context, {
    receiver: () => sources.receiver(),
    lab: () => sources.lab?.addresses,
    onStart: () => {
      sources.expectPrograms();
      open();
    },
    log: (line) => log.info(line),
  });
  const startLab = async (): Promise<void> => {
    if (!vscode.workspace.isTrusted) {
      void vscode.window.showWarningMessage(
        "The lab is started in trusted workspaces only.",
      );
      return;
    }
    open();
    try {
      const { addresses } = await sources.startLab();
      const contents = describeLab(await readLabState(addresses));
      const copy = "Copy connection strings";
      const terminal = "Run with Token Flow";
      void vscode.window
        .showInformationMessage(
          `The lab runs, with ${contents}.`,
          copy,
          terminal,
        )
        .then((picked) => {
          if (picked === copy) void copyAddresses(addresses);
          if (picked === terminal) void runCommand({ id: "run" });
        });
    } catch (error) {
      report(error, "The lab did not start.");
    }
  };
  const copyAddresses = async (
    addresses = sources.lab?.addresses,
  ): Promise<void> => {
    if (addresses === undefined) return;
    await vscode.env.clipboard.writeText(
      `SERVICE_BUS_CONNECTION_STRING="${addresses.serviceBus.connectionString}"\nCOSMOS_CONNECTION_STRING="${addresses.cosmos.connectionString}"\n`,
    );
  };
  const exportAll = async (): Promise<void> => {
    const target = await vscode.window.showSaveDialog({
      filters: { Recording: ["json"] },
      saveLabel: "Export",
    });
    if (target === undefined) return;
    const text = exportFlows(store.all(), new Date());
    await vscode.workspace.fs.writeFile(target, Buffer.from(text));
  };
  const importAll = async (): Promise<void> => {
    const [file] =
      (await vscode.window.showOpenDialog({
        filters: { Recording: ["json"] },
        openLabel: "Import",
      })) ?? [];
    if (file === undefined) return;
    try {
      const bytes = await vscode.workspace.fs.readFile(file);
      const text = Buffer.from(bytes).toString();
      const { events, problems } = importFlows(text);
      for (const event of events) store.add(event);
      open();
      if (problems.length > 0) tellLeftOut(problems, events.length);
    } catch (error) {
      const name = path.posix.basename(file.path);
      report(error, `${name} could not be imported.`);
    }
  };
  const tellLeftOut = (problems: readonly string[], taken: number): void => {
    for (const problem of problems.slice(0, MOST_PROBLEMS)) log.warn(problem);
    const output = "Show all";
    void vscode.window
      .showWarningMessage(
        `${problems.length} of ${problems.length + taken} entries of the recording are no events and were left out. ${problems[0]}`,
        output,
      )
      .then((picked) => {
        if (picked === output) log.show();
      });
  };
  const runCommand = async (command: PanelCommand): Promise<void> => {
    switch (command.id) {
      case "startLab":
        return startLab();
      case "copyLab":
        return copyAddresses();
      case "run":
        return run.openTerminal().catch((error: unknown) => {
          report(error, "The terminal did not open.");
        });
      case "connect":
        return connections.connect();
      case "import":
        return importAll();
      case "export":
        return exportAll();
      case "clear":
        store.clear();
        return;
      case "goToCode":
        return goToCode(command.callSite, false);
      case "showFix":
        return goToCode(command.callSite, true);
      case "readNow": {
        const { n, read } = command;
        if (n !== undefined && read !== undefined) return readNow.run(n, read);
        void vscode.window.showInformationMessage(
          "Select a flow with a read in Token Flow, then read its item.",
        );
        return;
      }
      case "retry":
        return Promise.all([
          sources.retry(command.source),
          connections.taps.retry(command.source),
        ]).then(
          () => {},
          (error: unknown) => {
            report(error, "It did not work this time, either.");
          },
        );
    }
  };
  const report = (error: unknown, what: string): void => {
    const why = error instanceof Error ? error.message : String(error);
    log.error(`${what} ${why}`);
    void vscode.window.showErrorMessage(`${what} ${why}`);
  };

  const commands: Readonly<Record<string, (...args: never[]) => unknown>> = {
    openTokenFlow: open,
    startLab,
    stopLab: async () => {
      await connections.taps.stopAll(LAB_NAMESPACE);
      await sources.stopLab();
    },
    copyLabConnections: () => copyAddresses(),
    retrySource: ({ id }: { id: string }) =>
      runCommand({ id: "retry", source: id }),
    exportFlows: exportAll,
    importFlows: importAll,
    clearFlows: () => store.clear(),
    pauseTokenFlow: () => view.act("pause"),
    filterTokenFlow: () => view.act("filter"),
    goToRead: () => view.act("goToCode"),
    showFixOfRead: () => view.act("showFix"),
    readItNow: () => view.act("readNow"),
  };
  const timer = setInterval(() => tree.refresh(), REFRESH_MS);

  const registered = vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) =>
      vscode.commands.registerCommand(`cosmosSession.${name}`, run),
    ),
    vscode.window.registerTreeDataProvider("cosmosSession.sources", tree),
    vscode.window.registerWebviewPanelSerializer(VIEW_TYPE, {
      deserializeWebviewPanel: async (panel) => view.show(panel),
    }),
    view,
    connections,
    readNow,
    { dispose: () => clearInterval(timer) },
    { dispose: () => void sources.dispose() },
  );
  return { registered, end: () => connections.taps.stopAll() };
}
