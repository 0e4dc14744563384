import path from "node:path";
import * as vscode from "vscode";
import type { PanelCommand, SourceState } from "../../panel/protocol.ts";
import type { ServiceBusSdk } from "../connections/azureSdk.ts";
import type { ConnectionNode } from "../connections/ConnectionNode.ts";
import { startConnections } from "../connections/host/startConnections.ts";
import { loadBundle } from "../loadBundle.ts";
import { Programs } from "../run/Programs.ts";
import { chooseLabConfig } from "../sources/lab/labConfig.ts";
import type { TokenFlowCommands } from "./announced.ts";
import { FlowStore } from "./FlowStore.ts";
import { goToCode } from "./host/goToCode.ts";
import { LabControl } from "./host/LabControl.ts";
import { PanelView } from "./host/panelView.ts";
import { readItNow } from "./host/readItNow.ts";
import { exportToFile, importFromFile } from "./host/recordingFiles.ts";
import { Sources } from "./host/Sources.ts";
import { SourcesTree } from "./host/sourcesTree.ts";
import { isOfTap } from "./isOfTap.ts";
import type { ReadNow } from "./readNow/ReadNow.ts";

const REFRESH_MS = 1000;
/** The lab's namespace, as a connection. */
const LAB_NAMESPACE = "lab:serviceBus";

export interface TokenFlow {
  readonly commands: TokenFlowCommands;
  readonly sources: vscode.TreeDataProvider<SourceState>;
  readonly connections: vscode.TreeDataProvider<ConnectionNode>;
  readonly programs: Programs;
  /** @param panel as it was before the window was loaded again */
  show(panel: vscode.WebviewPanel): void;
  /** Removes what stands in a namespace for this window, while there is time. */
  end(): Promise<void>;
  dispose(): void;
}

/** What is watched for the Token Flow panel, and what its commands do. Nothing starts until it is asked for. */
export function startTokenFlow(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  { isConnectionsInSight }: { readonly isConnectionsInSight: () => boolean },
): TokenFlow {
  const dist = path.join(context.extensionPath, "dist");
  const settings = () => vscode.workspace.getConfiguration("cosmosSession");
  const store = new FlowStore({
    maxFlows: settings().get("tokenFlow.maxFlows", 100_000),
  });
  const sources: Sources = new Sources({
    store,
    lab: () => ({
      cli: path.join(dist, "lab", "main.mjs"),
      args: [
        "--config",
        chooseLabConfig({
          setting: settings().get("lab.config", ""),
          folder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
          standard: path.join(dist, "lab", "start.json"),
        }),
      ],
    }),
    openPeeker: async (access, place) =>
      (loadBundle(context, "serviceBus") as ServiceBusSdk).openPeeker(
        access,
        place,
      ),
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
  const connections = startConnections(
    context,
    { sources, store, isInSight: isConnectionsInSight },
    log,
  );
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
  const report = (error: unknown, what = ""): void => {
    const why = error instanceof Error ? error.message : String(error);
    const words = `${what} ${why}`.trim();
    log.error(words);
    void vscode.window.showErrorMessage(words);
  };
  const programs = new Programs(path.join(dist, "preload.cjs"), {
    receiver: () => sources.receiver(),
    lab: () => sources.lab?.addresses,
    onStart: () => {
      sources.expectPrograms();
      open();
    },
  });
  const openTerminal = async (): Promise<void> =>
    programs.openTerminal().catch((error: unknown) => {
      report(error, "The terminal did not open.");
    });
  const lab = new LabControl(sources, { open, openTerminal, report });
  const importAll = async (): Promise<void> =>
    importFromFile(store, log, open).catch(report);

  const runCommand = async (command: PanelCommand): Promise<void> => {
    switch (command.id) {
      case "startLab":
        return lab.start();
      case "copyLab":
        return lab.copyAddresses();
      case "run":
        return openTerminal();
      case "connect":
        return connections.connect();
      case "import":
        return importAll();
      case "export":
        return exportToFile(store);
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
  const commands: TokenFlowCommands = {
    ...connections.commands,
    openTokenFlow: open,
    startLab: () => lab.start(),
    stopLab: async () => {
      await connections.taps.stopAll(LAB_NAMESPACE);
      await sources.stopLab();
    },
    copyLabConnections: () => lab.copyAddresses(),
    runWithTokenFlow: openTerminal,
    debugWithTokenFlow: () => programs.debug(),
    retrySource: ({ id }: { id: string }) =>
      runCommand({ id: "retry", source: id }),
    exportFlows: () => exportToFile(store),
    importFlows: importAll,
    clearFlows: () => store.clear(),
    pauseTokenFlow: () => view.act("pause"),
    filterTokenFlow: () => view.act("filter"),
    goToRead: () => view.act("goToCode"),
    showFixOfRead: () => view.act("showFix"),
    readItNow: () => view.act("readNow"),
  };
  const timer = setInterval(() => tree.refresh(), REFRESH_MS);

  return {
    commands,
    sources: tree,
    connections: connections.tree,
    programs,
    show: (panel) => view.show(panel),
    end: () => connections.taps.stopAll(),
    dispose() {
      clearInterval(timer);
      view.dispose();
      connections.dispose();
      readNow.dispose();
      void sources.dispose();
    },
  };
}
