// Messages per second through the broker, against a bare rhea loopback that does the same work:
//   node --import tsx lab/bench/servicebus.ts [--messages 2000] [--rounds 5]
// Server and client are processes of their own. The machine may be busy, so the two servers are measured
// in turn, and medians are compared.
import { fork, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values } = parseArgs({
  options: {
    messages: { type: "string", default: "2000" },
    rounds: { type: "string", default: "5" },
  },
});
const messages = Number(values.messages);
const rounds = Number(values.rounds);

const servers = ["broker", "bare"] as const;
const works = [
  "send, one at a time",
  "send, 16 in flight",
  "receive and settle, one at a time",
  "receive and settle, 16 in flight",
] as const;

type Server = (typeof servers)[number];
type Work = (typeof works)[number];

function start(file: string): ChildProcess {
  return fork(
    fileURLToPath(new URL(`servicebus/${file}.ts`, import.meta.url)),
    {
      execArgv: ["--import", "tsx"],
    },
  );
}

function answer<T>(child: ChildProcess, question?: object): Promise<T> {
  return new Promise((resolve, reject) => {
    child.once("message", (message) => resolve(message as T));
    child.once("exit", (code) =>
      reject(new Error(`A process of the bench ended with ${code}.`)),
    );
    if (question !== undefined) child.send(question);
  });
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

const children = servers.map(start);
const clients = servers.map(() => start("client"));
try {
  const addresses = await Promise.all(
    children.map((child) => answer<object>(child)),
  );
  await Promise.all(clients.map((client) => answer(client)));
  const perSecond = new Map<string, number[]>();
  // One round more than is counted: the first warms up.
  for (let round = 0; round <= rounds; round++) {
    for (const work of works) {
      for (const [index, server] of servers.entries()) {
        const { ms } = await answer<{ ms: number }>(clients[index]!, {
          ...addresses[index],
          work,
          messages,
        });
        if (round === 0) continue;
        const key = `${server} ${work}`;
        perSecond.set(key, [
          ...(perSecond.get(key) ?? []),
          (messages / ms) * 1000,
        ]);
      }
    }
  }
  const rate = (server: Server, work: Work): number =>
    median(perSecond.get(`${server} ${work}`)!);
  console.log(
    `${messages} messages of 200 bytes, median of ${rounds} rounds, messages per second`,
  );
  for (const work of works) {
    const [broker, bare] = [rate("broker", work), rate("bare", work)];
    const ratio = (broker / bare).toFixed(2);
    console.log(
      `${work.padEnd(36)} broker ${broker.toFixed(0).padStart(6)}   bare rhea ${bare.toFixed(0).padStart(6)}   ratio ${ratio}`,
    );
  }
} finally {
  for (const child of [...children, ...clients]) child.kill();
}
