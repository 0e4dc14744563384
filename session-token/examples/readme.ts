// The code blocks of ../README.md. README.test.ts runs them and compares the text.
import assert from "node:assert/strict";
import { CosmosClient, type Container } from "cosmos-4.9";
import type { ServiceBusMessage } from "@azure/service-bus";
import {
  attach,
  compare,
  covers,
  format,
  isSessionToken,
  keepToken,
  merge,
  parse,
  rangesOf,
  readAtLeast,
  restrict,
  SessionTokenError,
  StaleReadError,
  tokenFrom,
  tokenOf,
  verdict,
} from "../src/index.ts";
import { attach as attachHeld, handle, protect } from "../src/ambient.ts";

interface Order {
  id: string;
  pk: string;
}

interface Sender {
  sendMessages(message: ServiceBusMessage): Promise<void>;
}

export async function writeAndSend(
  container: Container,
  sender: Sender,
  order: Order,
): Promise<void> {
  // #region writer
  const response = await container.items.create(order);
  const message = { body: { id: order.id, pk: order.pk } };
  await sender.sendMessages(attach(message, tokenOf(response)));
  // #endregion
}

export async function readFresh(
  container: Container,
  message: { body: Order; applicationProperties?: Record<string, unknown> },
): Promise<Order | undefined> {
  // #region reader
  const { id, pk } = message.body;
  const { resource } = await readAtLeast(tokenFrom(message), (options) =>
    container.item(id, pk).read<Order>(options),
  );
  // #endregion
  return resource;
}

export function parseAndFormat(): void {
  // #region parse
  const token = parse("0:1#100#1=20");
  // { parts: [{ form: "vector", rangeId: "0", version: 1n, globalLsn: 100n, regions: Map { 1 => 20n } }] }
  assert.equal(format(token), "0:1#100#1=20");
  assert.equal(isSessionToken("customer-17"), false);
  // #endregion
}

export function mergeAndCompare(): void {
  // #region merge
  assert.equal(merge("0:-1#42", "0:-1#40", "1:-1#7"), "0:-1#42,1:-1#7");
  assert.equal(compare("0:-1#42", "0:-1#40"), "newer");
  assert.equal(covers("0:-1#42,1:-1#7", "0:-1#40"), true);
  assert.deepEqual(rangesOf("0:-1#42,1:-1#7"), ["0", "1"]);
  assert.equal(restrict("0:-1#42,1:-1#7", ["1"]), "1:-1#7");
  // #endregion
}

export function twoContainers(): void {
  // #region containers
  let message: ServiceBusMessage = { body: { id: "1" } };
  message = attach(message, "0:-1#42", { container: "orders" });
  message = attach(message, "0:-1#9", { container: "stock" });
  // { body: { id: "1" }, applicationProperties: { cosmosSessionToken_orders: "0:-1#42", cosmosSessionToken_stock: "0:-1#9" } }
  assert.equal(tokenFrom(message, { container: "stock" }), "0:-1#9");
  // #endregion
}

export function functionsBatch(context: {
  triggerMetadata: unknown;
}): (string | undefined)[] {
  // #region functions
  const { triggerMetadata } = context;
  const first = tokenFrom(triggerMetadata, { index: 0 });
  const second = tokenFrom(triggerMetadata, { index: 1 });
  // #endregion
  return [first, second];
}

export async function giveUp(
  container: Container,
  token: string,
): Promise<string> {
  // #region stale
  try {
    await readAtLeast(
      token,
      (options) => container.item("1", "a").read(options),
      {
        timeoutMs: 500,
      },
    );
    return "processed";
  } catch (error) {
    if (!(error instanceof StaleReadError)) throw error;
    console.warn(error.message, error.required, error.served, error.attempts);
    return "scheduled again"; // sender.scheduleMessages(copy of the message, in 30 s)
  }
  // #endregion
}

export function createClient(endpoint: string, key: string): CosmosClient {
  // #region keep
  const client = new CosmosClient(
    keepToken({ endpoint, key, consistencyLevel: "Session" }),
  );
  // #endregion
  return client;
}

export function judge(): void {
  // #region verdict
  const { verdict: word, reason } = verdict({
    required: "0:-1#42",
    sent: undefined,
    served: "0:-1#40",
    status: 200,
  });
  assert.equal(word, "stale");
  assert.equal(
    reason,
    "The answer is older than what the flow had to see, and the read sent no token: range 0 was served at LSN 40, required was LSN 42.",
  );
  // #endregion
}

export async function ambientHandler(
  container: Container,
  sender: Sender,
  message: unknown,
): Promise<void> {
  // #region ambient
  const orders = protect(container); // once, where the container is made

  await handle(message, async () => {
    // in the handler, and in whatever it calls:
    await orders.item("1", "a").read(); // asks for the message's token
    await orders.items.upsert({ id: "1", pk: "a" });
    await sender.sendMessages(attachHeld({ body: { id: "1" } })); // carries the newer one
  });
  // #endregion
}

export function errors(): void {
  // #region errors
  try {
    parse("0:-1#x7");
  } catch (error) {
    assert.ok(error instanceof SessionTokenError);
    assert.equal(error.code, "MALFORMED");
    assert.equal(error.position, 5);
  }
  // #endregion
}
