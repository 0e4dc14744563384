// The server that is measured.
import { startBroker } from "../../src/broker/startBroker.ts";
import { realClock } from "../../src/replication/clock.ts";
import { testCertificate } from "../../test-support/testCertificate.ts";

const broker = await startBroker({
  namespace: { Queues: [{ Name: "bench" }] },
  clock: realClock,
  observer: { cosmos: () => undefined, serviceBus: () => undefined },
  host: "127.0.0.1",
  port: 0,
  tls: testCertificate,
});
process.send!({ port: broker.port, keyName: broker.keyName, key: broker.key });
// Asked by the bench before and after each run.
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  process.send!(user + system);
});
