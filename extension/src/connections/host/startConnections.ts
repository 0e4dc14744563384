import * as vscode from "vscode";
import type { FlowStore } from "../../flows/FlowStore.ts";
import type { Sources } from "../../flows/host/Sources.ts";
import type { ConnectionCommands } from "../../flows/announced.ts";
import { isTrusted } from "../../isTrusted.ts";
import { loadBundle } from "../../loadBundle.ts";
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
import { makeTaps, tapCommands, type TapHost } from "./tapCommands.ts";

const RECORDS = "cosmosSession.connections";
const WATCHED = "cosmosSession.watched";
const CONNECTIONS = "Connections are made";
const SECRETS = "cosmosSession.connection.";
/** Counts move: while somebody looks at them they are asked for again. */
const REFRESH_MS = 15_000;

export interface ConnectionsPlace {
  readonly sources: Sources;
  readonly store: FlowStore;
  /** Whether somebody looks at the view. */
  readonly isInSight: () => boolean;
}

export interface Connections {
  readonly accesses: Accesses;
  readonly tree: vscode.TreeDataProvider<ConnectionNode>;
  readonly commands: ConnectionCommands;
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

/** What the Connections view shows and remembers, and what its commands do. Works in trusted workspaces only. */
export function startConnections(
  context: vscode.ExtensionContext,
  { sources, store, isInSight }: ConnectionsPlace,
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
    serviceBusSdk: async () =>
      loadBundle(context, "serviceBus") as ServiceBusSdk,
    cosmosSdk: async () => loadBundle(context, "cosmos") as CosmosSdk,
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
    if (!isTrusted(CONNECTIONS)) return;
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

  /** A failure is told, whatever command it was. */
  const told =
    (run: (node: ConnectionNode) => unknown) =>
    async (node: ConnectionNode): Promise<void> => {
      try {
        await run(node);
      } catch (error) {
        const words = error instanceof Error ? error.message : String(error);
        void vscode.window.showErrorMessage(words);
      }
    };
  const tap = tapCommands(tapHost, taps);
  const commands: ConnectionCommands = {
    connect: told(connect),
    forgetConnection: told(forget),
    refreshConnections: () => provider.refresh(),
    retryConnection: told(retry),
    nameEntities: told(async (node) => {
      const record = recordOf(node.connection);
      if (record !== undefined) await nameByHand(record);
    }),
    watchEntity: told(async ({ connection, place, requiresSession }) => {
      if (isTrusted(CONNECTIONS) && place !== undefined)
        await watch(connection, [place], requiresSession);
    }),
    unwatchEntity: told(unwatch),
    tapTopic: told(tap.tapTopic),
    untapTopic: told(tap.untapTopic),
    removeTap: told(tap.removeTap),
    stopTap: told(tap.stopTap),
  };
  const timer = setInterval(() => {
    if (isInSight()) provider.refresh();
  }, REFRESH_MS);
  return {
    accesses,
    tree: provider,
    commands,
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
    },
  };
}
