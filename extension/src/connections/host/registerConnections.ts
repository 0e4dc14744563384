import { createRequire } from "node:module";
import path from "node:path";
import * as vscode from "vscode";
import type { FlowStore } from "../../flows/FlowStore.ts";
import type { Sources } from "../../flows/host/Sources.ts";
import type { PeekedEntity } from "../../sources/peek/readPeeked.ts";
import type { Taps } from "../../sources/tap/Taps.ts";
import { Accesses } from "../Accesses.ts";
import type { CosmosSdk, ServiceBusSdk } from "../azureSdk.ts";
import type { ConnectionNode } from "../ConnectionNode.ts";
import type { ConnectionRecord } from "../ConnectionRecord.ts";
import { ConnectionTree, type Shown } from "../ConnectionTree.ts";
import { placesOf, readPlaces } from "../places.ts";
import { askForConnection } from "./askForConnection.ts";
import { ConnectionsView } from "./connectionsView.ts";
import { makeTaps, tapCommands, type TapHost } from "./registerTaps.ts";

const RECORDS = "cosmosSession.connections";
const WATCHED = "cosmosSession.watched";
const SECRETS = "cosmosSession.connection.";
/** Counts move: while somebody looks at them they are asked for again. */
const REFRESH_MS = 15_000;

export interface Connections {
  readonly accesses: Accesses;
  /** What was tapped in this window, and is removed with it. */
  readonly taps: Taps;
  /** The lab's two first, while it runs; others in trusted workspaces only. */
  shown(): readonly Shown[];
  /** Watches again what was watched in this workspace. */
  watchAgain(): Promise<void>;
  connect(): Promise<void>;
  refresh(): void;
  dispose(): void;
}

/** The Connections view, its commands, and what it remembers. Works in trusted workspaces only. */
export function registerConnections(
  context: vscode.ExtensionContext,
  sources: Sources,
  store: FlowStore,
  log: vscode.LogOutputChannel,
): Connections {
  const records = (): readonly ConnectionRecord[] =>
    context.globalState.get<ConnectionRecord[]>(RECORDS, []);
  const watched = (): Readonly<Record<string, readonly string[]>> =>
    context.workspaceState.get(WATCHED, {});
  const accesses = new Accesses({
    lab: () => sources.lab?.addresses,
    secretOf: (id) => context.secrets.get(SECRETS + id),
    getSession: (scopes, options) =>
      vscode.authentication.getSession("microsoft", scopes, options),
    serviceBusSdk: async () => load(context, "serviceBus.cjs") as ServiceBusSdk,
    cosmosSdk: async () => load(context, "cosmos.cjs") as CosmosSdk,
  });
  const shown = (): readonly Shown[] => [
    ...accesses.labConnections(),
    ...(vscode.workspace.isTrusted ? records() : []).map((record) => ({
      record,
      isLab: false,
    })),
  ];
  const tree = new ConnectionTree({
    connections: shown,
    isLabRunning: () => sources.lab !== undefined,
    listerOf: (record) => accesses.listerOf(record),
    isWatched: (id, place) => watched()[id]?.includes(place) === true,
    tapOf: (id, topic) => taps.nameOf(id, topic),
    log: (line) => log.warn(line),
  });
  const provider = new ConnectionsView(tree);
  const view = vscode.window.createTreeView("cosmosSession.connections", {
    treeDataProvider: provider,
  });
  const recordOf = (id: string): ConnectionRecord | undefined =>
    [
      ...accesses.labConnections().map(({ record }) => record),
      ...records(),
    ].find((record) => record.id === id);
  const tapHost: TapHost = {
    accesses,
    store,
    recordOf,
    onState: () => sources.changed(),
    onChange: () => provider.refresh(),
    log: (line) => log.warn(line),
  };
  const taps: Taps = makeTaps(tapHost);

  const keep = async (record: ConnectionRecord): Promise<void> => {
    const others = records().filter(({ id }) => id !== record.id);
    await context.globalState.update(RECORDS, [...others, record]);
    provider.refresh();
  };
  const watch = async (
    id: string,
    places: readonly string[],
    requiresSession?: boolean,
  ): Promise<void> => {
    const record = recordOf(id);
    if (record === undefined || places.length === 0) return;
    const access = await accesses.serviceBus(record);
    sources.watch(
      record.name,
      access,
      places.flatMap((place): PeekedEntity[] =>
        placesOf(place, requiresSession),
      ),
    );
    const before = watched();
    await context.workspaceState.update(WATCHED, {
      ...before,
      [id]: [...new Set([...(before[id] ?? []), ...places])],
    });
    provider.refresh();
  };
  const nameByHand = async (record: ConnectionRecord): Promise<void> => {
    const given = await vscode.window.showInputBox({
      title: `Entities of ${record.name}`,
      prompt:
        "Queues, and subscriptions as topic/subscription, joined by commas. They are remembered, and only peeked at.",
      placeHolder: "orders, order-created/billing",
      value: record.named.join(", "),
      ignoreFocusOut: true,
    });
    if (given === undefined) return;
    const named = readPlaces(given);
    await keep({ ...record, named });
    await watch(record.id, named);
  };
  const connect = async (): Promise<void> => {
    if (!isTrusted()) return;
    const made = await askForConnection();
    if (made === undefined) return;
    const known = records().find(({ id }) => id === made.record.id);
    const record = {
      ...made.record,
      named: [...new Set([...(known?.named ?? []), ...made.record.named])],
    };
    if (made.secret !== undefined) {
      await context.secrets.store(SECRETS + record.id, made.secret);
    }
    // One dialog, for what was just asked for.
    if (record.signIn === "microsoft") accesses.allowAsking(record);
    await keep(record);
    await vscode.commands.executeCommand("cosmosSession.connections.focus");
    if (record.kind === "serviceBus" && record.isEmulator === true) {
      await nameByHand(record);
    } else if (record.named.length > 0) {
      await watch(record.id, record.named);
    }
  };
  const forget = async ({ connection }: ConnectionNode): Promise<void> => {
    const record = recordOf(connection);
    if (record === undefined) return;
    // While its key is still here.
    await taps.stopAll(connection);
    await context.globalState.update(
      RECORDS,
      records().filter(({ id }) => id !== connection),
    );
    await context.secrets.delete(SECRETS + connection);
    await context.workspaceState.update(
      WATCHED,
      Object.fromEntries(
        Object.entries(watched()).filter(([id]) => id !== connection),
      ),
    );
    await sources.forget(record.name);
    provider.refresh();
  };
  const unwatch = async (node: ConnectionNode): Promise<void> => {
    const record = recordOf(node.connection);
    if (record === undefined) return;
    const left = (watched()[node.connection] ?? []).filter(
      (place) => place !== node.place,
    );
    await context.workspaceState.update(WATCHED, {
      ...watched(),
      [node.connection]: left,
    });
    await sources.forget(record.name);
    await watch(node.connection, left);
    provider.refresh();
  };
  const retry = (node: ConnectionNode): void => {
    const record = recordOf(node.connection);
    if (record !== undefined) accesses.allowAsking(record);
    provider.refresh();
  };

  const report = (error: unknown): void => {
    const words = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(words);
  };
  const commands: Readonly<Record<string, (node: ConnectionNode) => unknown>> =
    {
      connect,
      forgetConnection: forget,
      refreshConnections: () => provider.refresh(),
      retryConnection: retry,
      nameEntities: (node) => {
        const record = recordOf(node.connection);
        return record && nameByHand(record);
      },
      watchEntity: ({ connection, place, requiresSession }) =>
        isTrusted() && place !== undefined
          ? watch(connection, [place], requiresSession)
          : undefined,
      unwatchEntity: unwatch,
      ...tapCommands(tapHost, taps),
    };
  const timer = setInterval(() => {
    if (view.visible) provider.refresh();
  }, REFRESH_MS);
  const registered = Object.entries(commands).map(([name, run]) =>
    vscode.commands.registerCommand(
      `cosmosSession.${name}`,
      async (node: ConnectionNode) => {
        try {
          await run(node);
        } catch (error) {
          report(error);
        }
      },
    ),
  );
  return {
    accesses,
    taps,
    shown,
    connect,
    refresh: () => provider.refresh(),
    async watchAgain() {
      if (!vscode.workspace.isTrusted) return;
      for (const [id, places] of Object.entries(watched())) {
        await watch(id, places).catch((error: unknown) => {
          log.warn(error instanceof Error ? error.message : String(error));
        });
      }
    },
    dispose() {
      clearInterval(timer);
      view.dispose();
      for (const one of registered) one.dispose();
    },
  };
}

function isTrusted(): boolean {
  if (vscode.workspace.isTrusted) return true;
  void vscode.window.showWarningMessage(
    "Connections are made in trusted workspaces only.",
  );
  return false;
}

function load(context: vscode.ExtensionContext, name: string): unknown {
  const bundle = path.join(context.extensionPath, "dist", name);
  return createRequire(bundle)(bundle);
}
