import * as vscode from "vscode";
import type { FlowStore } from "../../flows/FlowStore.ts";
import { Taps, type TapSettings } from "../../sources/tap/Taps.ts";
import type { Accesses } from "../Accesses.ts";
import type { ConnectionNode } from "../ConnectionNode.ts";
import type { ConnectionRecord } from "../ConnectionRecord.ts";
import { explainTapFailure } from "../explainFailure.ts";
import { describeTap } from "../describeTap.ts";

type TapCommand = "tapTopic" | "untapTopic" | "removeTap" | "stopTap";

export interface TapHost {
  readonly accesses: Accesses;
  readonly store: FlowStore;
  readonly recordOf: (id: string) => ConnectionRecord | undefined;
  readonly onState: () => void;
  readonly onChange: () => void;
  readonly log: (line: string) => void;
}

/** The taps of this window. */
export function makeTaps(host: TapHost): Taps {
  const { accesses, store, onState, onChange, log } = host;
  return new Taps({
    administrationOf: (record) => accesses.administrationOf(record),
    openTap: (record, topic, name) => accesses.openTap(record, topic, name),
    settings,
    onEvents: (events) => {
      for (const event of events) store.add(event);
    },
    onState,
    onChange,
    log,
  });
}

/** What a person does with them, each by the name of its command. */
export function tapCommands(
  host: TapHost,
  taps: Taps,
): Readonly<Record<TapCommand, (node: ConnectionNode) => Promise<void>>> {
  const { accesses, recordOf, onChange } = host;

  const tap = async ({ connection, topic, isLab }: ConnectionNode) => {
    const record = recordOf(connection);
    if (record === undefined || topic === undefined) return;
    if (record.isEmulator === true && !isLab) {
      throw new Error(
        "The Service Bus emulator makes no subscriptions for this extension: name one in its Config.json, and watch it.",
      );
    }
    if (!isLab && !(await confirm(record, topic))) return;
    // Somebody pressed a button: a dialog to sign in surprises nobody.
    accesses.allowAsking(record);
    const trouble = await taps.start(record, topic);
    if (trouble !== undefined) {
      throw new Error(`"${topic}" was not tapped: ${trouble.words}.`);
    }
    await vscode.commands.executeCommand("cosmosSession.openTokenFlow");
  };

  const remove = async (node: ConnectionNode) => {
    const { connection, topic, name } = node;
    const record = recordOf(connection);
    if (record === undefined || topic === undefined) return;
    if (taps.nameOf(connection, topic)?.toLowerCase() === name.toLowerCase()) {
      await stop(connection, topic);
      return;
    }
    if (!(await confirmRemoval(node))) return;
    const administration = await accesses.administrationOf(record);
    try {
      await administration.deleteTap(topic, name);
    } catch (error) {
      const { words } = explainTapFailure(error, "removing");
      throw new Error(`"${name}" is still there: ${words}.`, { cause: error });
    } finally {
      onChange();
    }
  };

  const stop = async (connection: string, topic: string) => {
    const left = await taps.stop(connection, topic);
    if (left !== undefined) throw stillThere(topic, left.words);
  };

  return {
    tapTopic: tap,
    untapTopic: async ({ connection, topic }) =>
      topic === undefined ? undefined : stop(connection, topic),
    removeTap: remove,
    // A line of the sources.
    stopTap: async ({ id }) => {
      const left = await taps.stopById(id);
      if (left !== undefined) throw stillThere(id, left.words);
    },
  };
}

function stillThere(topic: string, words: string): Error {
  return new Error(
    `The tap on "${topic}" ended, but its subscription is still there: ${words}. The service deletes it ${settings().deleteWhenIdleMinutes} minutes after the last message was received.`,
  );
}

async function confirm(
  { name }: ConnectionRecord,
  topic: string,
): Promise<boolean> {
  const yes = "Tap";
  const picked = await vscode.window.showWarningMessage(
    `Tap "${topic}" of ${name}?`,
    { modal: true, detail: describeTap(settings()) },
    yes,
  );
  return picked === yes;
}

async function confirmRemoval({ name, topic }: ConnectionNode) {
  const yes = "Remove";
  const picked = await vscode.window.showWarningMessage(
    `Remove the tap "${name}" from "${topic}"?`,
    {
      modal: true,
      detail:
        "This window did not make it. Another window may show what it receives, and sees nothing more then. No other subscription is touched.",
    },
    yes,
  );
  return picked === yes;
}

/** Settings of the machine: a workspace cannot make a tap last. */
function settings(): TapSettings {
  const read = vscode.workspace.getConfiguration("cosmosSession.tap");
  const within = (name: string, least: number, preset: number, most: number) =>
    Math.min(most, Math.max(least, Math.round(read.get(name, preset))));
  return {
    deleteWhenIdleMinutes: within("deleteWhenIdleMinutes", 5, 5, 60),
    endAfterMinutes: within("endAfterMinutes", 1, 60, 1440),
  };
}
