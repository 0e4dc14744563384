import * as vscode from "vscode";
import {
  readAddress,
  readConnectionString,
  type ConnectionRecord,
} from "../ConnectionRecord.ts";

export interface NewConnection {
  readonly record: ConnectionRecord;
  /** For SecretStorage; none where somebody signs in. */
  readonly secret: string | undefined;
}

/** Documented by Microsoft for everybody: they open nothing but an emulator. */
const EMULATOR_KEY =
  "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==";
const EMULATOR_BUS_KEY =
  "SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;";

const ways = [
  {
    id: "string",
    label: "$(key) Connection string",
    detail:
      "Of a Service Bus namespace or a Cosmos DB account. It stays in this machine's secret storage.",
  },
  {
    id: "serviceBus",
    label: "$(account) Service Bus, signed in with Microsoft",
    detail:
      "With the role Azure Service Bus Data Receiver; Data Owner to list entities.",
  },
  {
    id: "cosmos",
    label: "$(account) Cosmos DB, signed in with Microsoft",
    detail: "With the role Cosmos DB Built-in Data Reader.",
  },
  {
    id: "busEmulator",
    label: "$(vm) Service Bus emulator",
    detail:
      "At the address of the setting cosmosSession.emulators.serviceBus. Its entities are named by hand.",
  },
  {
    id: "cosmosEmulator",
    label: "$(vm) Cosmos DB emulator",
    detail: "At the address of the setting cosmosSession.emulators.cosmos.",
  },
] as const;

/** @returns nothing where the person went away */
export async function askForConnection(): Promise<NewConnection | undefined> {
  const way = await vscode.window.showQuickPick(ways, {
    title: "Connect",
    placeHolder: "How to connect",
    ignoreFocusOut: true,
  });
  switch (way?.id) {
    case "string":
      return askForString();
    case "serviceBus":
    case "cosmos":
      return askForAddress(way.id);
    case "busEmulator": {
      const host = setting("serviceBus", "localhost");
      const secret = `Endpoint=sb://${host};${EMULATOR_BUS_KEY}`;
      return named("Service Bus emulator", secret);
    }
    case "cosmosEmulator": {
      const endpoint = setting("cosmos", "https://localhost:8081");
      const secret = `AccountEndpoint=${endpoint};AccountKey=${EMULATOR_KEY};`;
      return named("Cosmos DB emulator", secret);
    }
    case undefined:
      return undefined;
  }
}

async function askForString(): Promise<NewConnection | undefined> {
  const secret = await vscode.window.showInputBox({
    title: "Connect with a connection string",
    prompt:
      "Of a namespace (with the Listen right, and Manage to list its entities) or of an account (a read-only key is enough).",
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) =>
      text === "" || readConnectionString(text) !== undefined
        ? undefined
        : "It looks like Endpoint=sb://NAME.servicebus.windows.net/;SharedAccessKeyName=…;SharedAccessKey=… or AccountEndpoint=https://NAME.documents.azure.com:443/;AccountKey=…",
  });
  const record = readConnectionString(secret ?? "");
  return record && { record, secret };
}

async function askForAddress(
  kind: ConnectionRecord["kind"],
): Promise<NewConnection | undefined> {
  const what = kind === "cosmos" ? "account" : "namespace";
  const text = await vscode.window.showInputBox({
    title: "Sign in with Microsoft (1 of 2)",
    prompt: `Name or address of the ${what}.`,
    placeHolder:
      kind === "cosmos"
        ? "shop or https://shop.documents.azure.com"
        : "orders-dev or orders-dev.servicebus.windows.net",
    ignoreFocusOut: true,
    validateInput: (value) =>
      value === "" || readAddress(kind, value) !== undefined
        ? undefined
        : "A name of letters, digits and hyphens, or a host.",
  });
  if (text === undefined || text === "") return undefined;
  const tenant = await vscode.window.showInputBox({
    title: "Sign in with Microsoft (2 of 2)",
    prompt: "Tenant, by its id or domain. Leave it empty for your own.",
    ignoreFocusOut: true,
  });
  if (tenant === undefined) return undefined;
  const record = readAddress(kind, text, tenant.trim());
  return record && { record, secret: undefined };
}

/** Machine settings: a workspace cannot lead a key anywhere with them. */
function setting(name: "serviceBus" | "cosmos", preset: string): string {
  const value = vscode.workspace
    .getConfiguration("cosmosSession.emulators")
    .get(name, preset)
    .trim();
  return value === "" ? preset : value;
}

function named(name: string, secret: string): NewConnection | undefined {
  const record = readConnectionString(secret);
  return record && { record: { ...record, name, isEmulator: true }, secret };
}
