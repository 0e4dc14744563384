import * as vscode from "vscode";
import type { Shown } from "../../connections/ConnectionTree.ts";
import type { Connections } from "../../connections/host/startConnections.ts";
import type { FlowStore } from "../FlowStore.ts";
import { ReadNow, type Question } from "../readNow/ReadNow.ts";

/** "Read it now" with the accounts of this window, and its two questions. */
export function readItNow(store: FlowStore, connections: Connections): ReadNow {
  const { accesses } = connections;
  return new ReadNow({
    store,
    accounts: () =>
      connections.shown().filter(({ record }) => record.kind === "cosmos"),
    readerOf: (record) => {
      // Somebody pressed a button: a dialog to sign in surprises nobody.
      accesses.allowAsking(record);
      return accesses.itemReaderOf(record);
    },
    pick,
    confirm,
  });
}

async function pick(accounts: readonly Shown[]): Promise<Shown | undefined> {
  const picked = await vscode.window.showQuickPick(
    accounts.map((account) => ({
      label: account.record.name,
      description: account.isLab ? "the lab" : account.record.address,
      account,
    })),
    {
      title: "Read it now",
      placeHolder: "The account that the read asked",
    },
  );
  return picked?.account;
}

async function confirm(question: Question): Promise<boolean> {
  const { account, address, item, reads } = question;
  const read = "Read";
  const picked = await vscode.window.showWarningMessage(
    `Read ${item} in ${account} now?`,
    {
      modal: true,
      detail: `${reads === 1 ? "One read" : "Two reads, without and with the session token,"} of one item at ${address}. Nothing is changed; the account counts the request units. The item is shown in the panel only.`,
    },
    read,
  );
  return picked === read;
}
