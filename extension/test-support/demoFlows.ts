import type { FlowStore } from "../src/flows/FlowStore.ts";
import { deliver, peek, read, send, span, write } from "./testEvents.ts";

/** Flows of every verdict, with hollow hops, a saga and a dead letter, ending at `now`. */
export function addDemoFlows(
  store: FlowStore,
  { count, now }: { readonly count: number; readonly now: number },
): void {
  for (let n = 0; n < count; n++)
    addDemoFlow(store, n, now - (count - n) * 400);
}

function addDemoFlow(store: FlowStore, n: number, time: number): void {
  const id = `A-${1000 + n}`;
  const lsn = 40 + n;
  const token = `0:-1#${lsn}`;
  const base = 1 + n * 20;
  const kind = n % 23;
  const item = { itemId: id, partitionKey: `["${id}"]` };
  if (kind !== 7) {
    store.add(
      write({ ...item, time, served: token, callSite: "shop/orders.ts:88" }),
    );
    store.add(
      send({
        time: time + 3,
        messageId: id,
        span: span(base),
        carried: kind === 5 || kind === 7 ? [] : [{ token }],
      }),
    );
  }
  store.add(
    peek({
      time: time + 6,
      messageId: id,
      sequenceNumber: String(9000 + n),
      carried: kind === 5 || kind === 7 ? [] : [{ token }],
      peeked: {
        sequenceNumber: String(9000 + n),
        enqueuedTime: time + 4,
        isDeadLetter: kind === 19,
        ...(kind === 19 && {
          deadLetterReason: "MaxDeliveryCountExceeded",
          deadLetterDescription: "The message could not be consumed.",
        }),
        state: "active",
        system: { subject: "order", contentType: "application/json" },
        application: { cosmosSessionToken: token, tenant: "Contoso" },
        body: {
          form: "json",
          text: JSON.stringify({ orderId: id, total: 12.5 }),
          size: 34,
          isCut: false,
        },
      },
      deliveryCount: kind === 19 ? 10 : 0,
    }),
  );
  if (kind === 15) return;
  store.add(
    deliver({
      time: time + 9,
      messageId: id,
      span: span(base + 1),
      links: kind === 7 ? [] : [span(base)],
      carried: kind === 5 || kind === 7 ? [] : [{ token }],
      deliveryCount: kind === 19 ? 10 : 1,
    }),
  );
  const isStale = kind === 3 || kind === 19;
  store.add(
    read({
      ...item,
      time: time + 12,
      links: [span(base + 1)],
      durationMs: 3.1,
      callSite: "billing/repository.ts:18",
      status: isStale ? 404 : kind === 11 ? 404 : 200,
      subStatus: kind === 11 ? 1002 : undefined,
      sent: isStale || kind === 5 || kind === 7 ? undefined : token,
      served: isStale ? `0:-1#${lsn - 1}` : kind === 11 ? undefined : token,
      dropped: kind === 13 ? true : undefined,
      lagMs: isStale ? 230 : undefined,
    }),
  );
  if (kind === 2) {
    store.add(
      send({
        time: time + 16,
        source: "otlp:billing",
        process: "billing",
        entity: "invoice-created",
        messageId: `I-${1000 + n}`,
        carried: [],
        links: [span(base + 1)],
        span: span(base + 3),
      }),
    );
  }
}
