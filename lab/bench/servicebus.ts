// Messages per second through the broker, against a bare rhea loopback that does the same work:
//   node --import tsx lab/bench/servicebus.ts [--messages 2000] [--rounds 5]
// Server and client are processes of their own. The machine may be busy, so the two servers are measured
// in turn, and what counts is the median of the ratios of neighbouring runs. The processor time of the
// servers tells what is theirs: most of the time passes in the SDK.
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

interface Run {
  readonly perSecond: number;
  readonly cpu: number;
}

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
    const ended = (code: number | null): void =>
      reject(new Error(`A process of the bench ended with ${code}.`));
    child.once("exit", ended);
    child.once("message", (message) => {
      child.off("exit", ended);
      resolve(message as T);
    });
    if (question !== undefined) child.send(question);
  });
}

/** Microseconds of processor time that a server has had. */
const cpu = (server: ChildProcess): Promise<number> => answer(server, {});

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

const children = servers.map(start);
const clients = servers.map(() => start("client"));
try {
  const addresses = await Promise.all(
    children.map((child) => answer<object>(child)),
  );
  await Promise.all(clients.map((client) => answer(client)));
  const runs = new Map<string, Run[]>();
  // One round more than is counted: the first warms up.
  for (let round = 0; round <= rounds; round++) {
    for (const work of works) {
      const order = round % 2 === 0 ? servers : servers.toReversed();
      for (const server of order) {
        const run = await measure(servers.indexOf(server), work);
        if (round === 0) continue;
        const key = `${server} ${work}`;
        runs.set(key, [...(runs.get(key) ?? []), run]);
      }
    }
  }

  async function measure(index: number, work: Work): Promise<Run> {
    const child = children[index]!;
    const before = await cpu(child);
    const { ms } = await answer<{ ms: number }>(clients[index]!, {
      ...addresses[index],
      work,
      messages,
    });
    return {
      perSecond: (messages / ms) * 1000,
      cpu: ((await cpu(child)) - before) / messages,
    };
  }

  const of = (server: Server, work: Work): readonly Run[] =>
    runs.get(`${server} ${work}`)!;
  console.log(
    `${messages} messages of 200 bytes, median of ${rounds} rounds: messages per second, and microseconds of the server's processor for each`,
  );
  for (const work of works) {
    const show = (server: Server): string => {
      const rate = median(of(server, work).map(({ perSecond }) => perSecond));
      const time = median(of(server, work).map((run) => run.cpu));
      return `${rate.toFixed(0).padStart(6)}/s ${time.toFixed(0).padStart(5)} us`;
    };
    const ratio = median(
      of("broker", work).map(
        ({ perSecond }, round) =>
          perSecond / of("bare", work)[round]!.perSecond,
      ),
    );
    console.log(
      `${work.padEnd(34)} broker ${show("broker")}   bare rhea ${show("bare")}   ratio ${ratio.toFixed(2)}`,
    );
  }
} finally {
  for (const child of [...children, ...clients]) child.kill();
}
