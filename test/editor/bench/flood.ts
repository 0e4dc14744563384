/**
 * `flood SECONDS RATE FILE` sends spans of made-up flows to the panel's receiver, whose address and secret stand in the
 * environment: RATE events a second, in twenty requests. At the end FILE says what was taken.
 */
import { writeFileSync } from "node:fs";

const PER_SECOND = 20;
const EVENTS_A_FLOW = 4;
let n = 0;

void flood(process.argv.slice(2));

async function flood([seconds = "60", rate = "5000", file = ""]: string[]) {
  const flows = Number(rate) / PER_SECOND / EVENTS_A_FLOW;
  const [name = "", secret = ""] = (
    process.env["COSMOS_SESSION_OTLP_HEADERS"] ?? ""
  ).split("=");
  const url = `${process.env["COSMOS_SESSION_OTLP_ENDPOINT"] ?? ""}/v1/traces`;
  const start = Date.now();
  let taken = 0;
  for (let batch = 0; batch < Number(seconds) * PER_SECOND; batch++) {
    const wait = start + (batch * 1000) / PER_SECOND - Date.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", [name]: secret },
      body: JSON.stringify(requestOf(flows)),
    });
    await answer.text();
    if (answer.ok) taken += flows * EVENTS_A_FLOW;
  }
  const result = { taken, seconds: (Date.now() - start) / 1000 };
  writeFileSync(file, JSON.stringify(result));
}

function requestOf(count: number): unknown {
  const shop: unknown[] = [];
  const billing: unknown[] = [];
  for (let i = 0; i < count; i++) {
    const id = `A-${++n}`;
    const token = `0:-1#${n}`;
    const trace = n.toString(16).padStart(32, "0");
    const spanId = (part: number) =>
      (n * 4 + part).toString(16).padStart(16, "0");
    const at = (ms: number) => `${Date.now() + ms}000000`;
    const span = (
      part: number,
      ms: number,
      attributes: Readonly<Record<string, string>>,
      links: number[] = [],
    ) => ({
      traceId: trace,
      spanId: spanId(part),
      startTimeUnixNano: at(ms),
      endTimeUnixNano: at(ms + 1),
      attributes: Object.entries(attributes).map(([key, value]) => ({
        key,
        value: { stringValue: value },
      })),
      links: links.map((part) => ({ traceId: trace, spanId: spanId(part) })),
    });
    const item = {
      "db.system.name": "azure.cosmosdb",
      "cosmos_session.container": "shop/orders",
      "cosmos_session.partition_key": `["${id}"]`,
      "cosmos_session.item.id": id,
    };
    const message = {
      "messaging.system.name": "azure.servicebus",
      "messaging.destination.name": "order-created",
      "cosmos_session.message.id": id,
      "cosmos_session.message.token": token,
    };
    shop.push(
      span(0, 0, {
        ...item,
        "db.operation.name": "items.upsert",
        "cosmos_session.token.served": token,
      }),
      span(1, 1, { ...message, "messaging.operation.type": "send" }),
    );
    const isStale = n % 50 === 0;
    billing.push(
      span(2, 2, { ...message, "messaging.operation.type": "process" }, [1]),
      span(
        3,
        3,
        {
          ...item,
          "db.operation.name": "item.read",
          "cosmos_session.token.served": isStale ? `0:-1#${n - 1}` : token,
          ...(!isStale && { "cosmos_session.token.sent": token }),
        },
        [2],
      ),
    );
  }
  const resource = (service: string, spans: unknown[]) => ({
    resource: {
      attributes: [{ key: "service.name", value: { stringValue: service } }],
    },
    scopeSpans: [{ spans }],
  });
  return {
    resourceSpans: [resource("shop-api", shop), resource("billing", billing)],
  };
}
