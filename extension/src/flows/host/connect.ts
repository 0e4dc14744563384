import * as vscode from "vscode";
import type { PeekedEntity } from "../../sources/peek/readPeeked.ts";
import type { Sources } from "./Sources.ts";

const SECRETS = "cosmosSession.serviceBus.";
const ENTITIES = "cosmosSession.serviceBus.entities";

/** Asks for a connection string and entities, and watches them. The string stays in SecretStorage. */
export async function connect(
  context: vscode.ExtensionContext,
  sources: Sources,
): Promise<void> {
  const connectionString = await vscode.window.showInputBox({
    title: "Connect to Service Bus (1 of 2)",
    prompt:
      "Connection string with the Listen right. It is kept in this machine's secret storage.",
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) =>
      nameOf(text) === undefined && text !== ""
        ? "It looks like Endpoint=sb://NAME.servicebus.windows.net/;SharedAccessKeyName=…;SharedAccessKey=…"
        : undefined,
  });
  const name = nameOf(connectionString ?? "");
  if (connectionString === undefined || name === undefined) return;
  const given = await vscode.window.showInputBox({
    title: `Watch entities of ${name} (2 of 2)`,
    prompt:
      "Queues, and topics with their subscription as topic/subscription, joined by commas. They are only peeked at.",
    value: /EntityPath=([^;]+)/i.exec(connectionString)?.[1] ?? "",
    placeHolder: "orders, order-created/billing",
    ignoreFocusOut: true,
  });
  const entities = readEntities(given ?? "");
  if (entities.length === 0) return;
  await context.secrets.store(SECRETS + name, connectionString);
  const known = knownEntities(context);
  await context.workspaceState.update(ENTITIES, {
    ...known,
    [name]: [...new Set([...(known[name] ?? []), ...entities])],
  });
  sources.watch(name, connectionString, entities.flatMap(placesOf));
}

/** What was watched in this workspace when it was last open. */
export async function reconnect(
  context: vscode.ExtensionContext,
  sources: Sources,
): Promise<void> {
  for (const [name, entities] of Object.entries(knownEntities(context))) {
    const connectionString = await context.secrets.get(SECRETS + name);
    if (connectionString === undefined) continue;
    sources.watch(name, connectionString, entities.flatMap(placesOf));
  }
}

export async function disconnect(
  context: vscode.ExtensionContext,
  sources: Sources,
): Promise<void> {
  const known = knownEntities(context);
  const name = await vscode.window.showQuickPick(Object.keys(known), {
    placeHolder: "The namespace to forget, with its key",
  });
  if (name === undefined) return;
  const rest = Object.fromEntries(
    Object.entries(known).filter(([other]) => other !== name),
  );
  await context.workspaceState.update(ENTITIES, rest);
  await context.secrets.delete(SECRETS + name);
  await sources.forget(name);
}

function knownEntities(
  context: vscode.ExtensionContext,
): Readonly<Record<string, readonly string[]>> {
  return context.workspaceState.get(ENTITIES, {});
}

function nameOf(connectionString: string): string | undefined {
  const [, host] =
    /(?:^|;)\s*Endpoint=sb:\/\/([^/;]+)/i.exec(connectionString) ?? [];
  return host?.replace(/\.servicebus\.windows\.net$/i, "");
}

function readEntities(text: string): string[] {
  return text
    .split(",")
    .map((name) => name.trim().replace(/\/subscriptions\//i, "/"))
    .filter((name) => name !== "");
}

/** The entity and its dead letters. */
function placesOf(name: string): PeekedEntity[] {
  const [entity = "", subscription] = name.split("/");
  const place =
    subscription === undefined ? { entity } : { entity, subscription };
  return [
    { ...place, isDeadLetter: false },
    { ...place, isDeadLetter: true },
  ];
}
