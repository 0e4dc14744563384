// Feeds a broker with what an honest client writes, changed here and there by chance:
//   node --import tsx lab/fuzz/amqp.ts [--runs 2000] [--seed 1]
// After every 100 runs an honest client must still be served. Prints how often what happened.
import { parseArgs } from "node:util";
import { ServiceBusClient } from "@azure/service-bus";
import { startBroker } from "../src/broker/startBroker.ts";
import { realClock } from "../src/replication/clock.ts";
import { createRandom, type Random } from "../src/replication/random.ts";
import { RawPeer, recordSession } from "../test-support/rawPeer.ts";
import { testCertificate } from "../test-support/testCertificate.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "2000" },
    seed: { type: "string", default: "1" },
  },
});
const runs = Number(values.runs);
const random = createRandom(Number(values.seed));

const broker = await startBroker({
  namespace: { Queues: [{ Name: "fuzz" }, { Name: "honest" }] },
  clock: realClock,
  observer: { cosmos: () => undefined, serviceBus: () => undefined },
  host: "127.0.0.1",
  port: 0,
  tls: testCertificate,
});

/** Changes bytes, cuts, repeats and swaps pieces. */
function change(pieces: readonly Buffer[], chance: Random): Buffer {
  const copies = pieces.map((piece) => Buffer.from(piece));
  const changes = 1 + Math.floor(chance.next() * 4);
  for (let count = 0; count < changes; count++) {
    const index = Math.floor(chance.next() * copies.length);
    const piece = copies[index]!;
    const at = Math.floor(chance.next() * piece.length);
    const kind = chance.next();
    if (kind < 0.5) piece[at] = Math.floor(chance.next() * 256);
    else if (kind < 0.65) piece[at]! ^= 1 << Math.floor(chance.next() * 8);
    else if (kind < 0.75 && piece.length >= at + 4)
      piece.writeUInt32BE(0xffffffff, at);
    else if (kind < 0.85) copies[index] = piece.subarray(0, at);
    else if (kind < 0.95) copies.splice(index, 0, piece);
    else copies.push(copies.shift()!);
  }
  return Buffer.concat(copies);
}

async function assertHonestIsServed(): Promise<void> {
  const client = new ServiceBusClient(
    `Endpoint=sb://localhost:${broker.port};SharedAccessKeyName=${broker.keyName};SharedAccessKey=${broker.key};UseDevelopmentEmulator=true`,
    { retryOptions: { maxRetries: 0, timeoutInMs: 5_000 } },
  );
  const body = `honest ${random.next()}`;
  await client.createSender("honest").sendMessages({ body });
  const receiver = client.createReceiver("honest", {
    receiveMode: "receiveAndDelete",
  });
  const [message] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 300 });
  await client.close();
  if (message?.body !== body)
    throw new Error("An honest client was not served.");
}

const honest = await recordSession(broker.port, "fuzz");
const outcomes = { "ended by the broker": 0, "still open after 30 ms": 0 };
let faults = 0;
process.on("uncaughtException", (cause) => {
  faults += 1;
  console.error(cause);
});

for (let run = 0; run < runs; run++) {
  const peer = new RawPeer(broker.port);
  peer.write(change(honest, random));
  await Promise.race([
    peer.ended(),
    new Promise((resolve) => setTimeout(resolve, 30)),
  ]);
  outcomes[peer.closed ? "ended by the broker" : "still open after 30 ms"] += 1;
  peer.socket.destroy();
  if (run % 100 === 99) await assertHonestIsServed();
}
const { heapUsed } = process.memoryUsage();
console.log(
  `${runs} changed sessions (seed ${values.seed}): ${JSON.stringify(outcomes)}`,
);
console.log(
  `honest clients served in between: ${Math.floor(runs / 100)}; faults of the broker: ${faults}; heap ${(heapUsed / 2 ** 20).toFixed(0)} MB`,
);
await broker.stop();
process.exitCode = faults === 0 ? 0 : 1;
