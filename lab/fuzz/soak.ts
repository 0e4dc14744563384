// Sends, receives and settles many messages through one broker and looks at its heap:
//   node --expose-gc --import tsx lab/fuzz/soak.ts [--messages 200000]
// The client is the bare protocol (rhea), so that the heap that is measured is the broker's own.
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import rhea from "rhea";
import { startBroker } from "../src/broker/startBroker.ts";
import { realClock } from "../src/replication/clock.ts";
import { testCertificate } from "../test-support/testCertificate.ts";

const { values } = parseArgs({
  options: {
    messages: { type: "string", default: "200000" },
    port: { type: "string" },
  },
});
const total = Number(values.messages);

if (values.port === undefined) await measure();
else client(Number(values.port));

async function measure(): Promise<void> {
  const broker = await startBroker({
    namespace: { Queues: [{ Name: "soak" }] },
    clock: realClock,
    observer: { cosmos: () => undefined, serviceBus: () => undefined },
    host: "127.0.0.1",
    port: 0,
    tls: testCertificate,
    makeEntitiesAtFirstUse: true,
  });
  const heaps: number[] = [];
  const child = fork(
    fileURLToPath(import.meta.url),
    ["--messages", String(total), "--port", String(broker.port)],
    { execArgv: ["--import", "tsx"] },
  );
  await new Promise<void>((resolve) => {
    child.on("message", (settled) => {
      globalThis.gc?.();
      heaps.push(process.memoryUsage().heapUsed / 2 ** 20);
      console.log(
        `${settled as number} settled, heap ${heaps.at(-1)!.toFixed(1)} MB`,
      );
    });
    child.on("exit", () => resolve());
  });
  const [queue] = broker.state().queues;
  const growth = heaps.at(-1)! - heaps[0]!;
  console.log(
    `heap from ${heaps[0]!.toFixed(1)} to ${heaps.at(-1)!.toFixed(1)} MB; left: ${queue!.active} active, ${queue!.locked} locked`,
  );
  await broker.stop();
  process.exitCode = growth < 20 && queue!.active + queue!.locked === 0 ? 0 : 1;
}

function client(port: number): void {
  const container = rhea.create_container({ id: "soak" });
  let sent = 0;
  let settled = 0;
  const connection = container.connect({
    port,
    host: "127.0.0.1",
    reconnect: false,
  });
  const cbs = connection.open_sender({ target: { address: "$cbs" } });
  connection.open_receiver({ source: { address: "$cbs" }, name: "cbs-reply" });
  cbs.once("sendable", () => {
    cbs.send({
      message_id: "1",
      reply_to: "cbs-reply",
      application_properties: {
        operation: "put-token",
        type: "jwt",
        name: "soak",
      },
      body: "token",
    });
    const sender = connection.open_sender({ target: { address: "soak" } });
    const fill = (): void => {
      while (sent < total && sender.sendable() && sent - settled < 500) {
        sender.send({ message_id: String(sent++), body: "x".repeat(200) });
      }
    };
    sender.on("sendable", fill);
    const receiver = connection.open_receiver({
      source: { address: "soak" },
      credit_window: 100,
      autoaccept: true,
      rcv_settle_mode: 0,
    });
    receiver.on("message", () => {
      settled += 1;
      if (settled % (total / 10) === 0) process.send!(settled);
      if (settled === total) setTimeout(() => connection.close(), 200);
      fill();
    });
  });
  connection.on("connection_close", () => process.exit());
}
