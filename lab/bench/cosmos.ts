// How fast the Cosmos gateway is, held against a bare `node:http` server that sends the same bytes.
// The SDK runs in a process of its own, as it does for a user. Both servers are measured in turns,
// because the machine may be busy: what counts is the median of the ratios of neighbouring runs. The
// processor time of each, in this process, tells what is theirs: most of the time passes in the SDK.
//
//   node --import tsx lab/bench/cosmos.ts [--seconds 2] [--turns 7]
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { parseArgs } from "node:util";
import { startGateway } from "../src/gateway/startGateway.ts";
import { compileQuery } from "../src/gateway/query/compileQuery.ts";
import type { Gateway } from "../src/gateway/Gateway.ts";
import { realClock } from "../src/replication/clock.ts";
import { testCertificate } from "../test-support/testCertificate.ts";
import { recordAnswers, type Recorded } from "./recordAnswers.ts";
import type { Job, Rate } from "./cosmosClient.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "2" },
    turns: { type: "string", default: "7" },
  },
});
const seconds = Number(values.seconds);
const turns = Number(values.turns);

const jobs: readonly Job["kind"][] = ["read", "upsert", "query"];

async function main(): Promise<void> {
  const gateway = await start();
  const bare = await startBare(await recordAnswers(gateway));
  const { port } = bare.address() as AddressInfo;
  const bareEndpoint = `http://127.0.0.1:${port}/`;
  const child = fork(new URL("./cosmosClient.ts", import.meta.url), {
    execArgv: ["--import", "tsx"],
  });
  await once(child, "message");
  console.log(
    "operation  in flight  gateway/s  us each  bare/s  us each  ratio (median)",
  );
  for (const kind of jobs) {
    for (const inFlight of [1, 16]) {
      await compare(child, gateway, bareEndpoint, kind, inFlight);
    }
  }
  child.kill();
  bare.closeAllConnections();
  bare.close();
  await gateway.stop();
  scan();
}

interface Run {
  readonly perSecond: number;
  /** Microseconds of processor time for each answer. */
  readonly cpu: number;
}

async function start(): Promise<Gateway> {
  const gateway = await startGateway({
    config: {
      databases: [
        {
          id: "bench",
          containers: [{ id: "items", partitionKey: "/pk" }],
        },
      ],
    },
    clock: realClock,
    seed: 1,
    observer: { cosmos: () => undefined, serviceBus: () => undefined },
    host: "127.0.0.1",
    port: 0,
    tls: testCertificate,
    waitBudgetMs: 1000,
  });
  gateway.setLag({ container: "*", ms: 0 });
  return gateway;
}

/** Knows nothing: looks at method and path, and sends what the gateway sent. */
function startBare(answers: Recorded): Promise<Server> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const isPlan =
        request.headers["x-ms-cosmos-is-query-plan-request"] !== undefined;
      const isQuery = request.headers["x-ms-documentdb-isquery"] !== undefined;
      const what = isPlan ? " plan" : isQuery ? " query" : "";
      const answer = answers.get(`${request.method!} ${request.url!}${what}`)!;
      response.writeHead(answer.status, answer.headers);
      response.end(answer.body);
    });
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
}

async function compare(
  child: ChildProcess,
  gateway: Gateway,
  bareEndpoint: string,
  kind: Job["kind"],
  inFlight: number,
): Promise<void> {
  const { key } = gateway;
  const run = async (endpoint: string): Promise<Run> => {
    const before = process.cpuUsage();
    child.send({ kind, endpoint, key, seconds, inFlight } satisfies Job);
    const [{ perSecond }] = (await once(child, "message")) as [Rate];
    const { user, system } = process.cpuUsage(before);
    return { perSecond, cpu: (user + system) / (perSecond * seconds) };
  };
  const rates: { gateway: Run; bare: Run }[] = [];
  for (let turn = -1; turn < turns; turn++) {
    const rate = {
      gateway: await run(gateway.endpoint),
      bare: await run(bareEndpoint),
    };
    // The first one warms up.
    if (turn >= 0) rates.push(rate);
  }
  const ratio = median(
    rates.map((rate) => rate.gateway.perSecond / rate.bare.perSecond),
  );
  const show = (server: "gateway" | "bare", width: number): string[] => [
    median(rates.map((rate) => rate[server].perSecond))
      .toFixed(0)
      .padStart(width),
    median(rates.map((rate) => rate[server].cpu))
      .toFixed(0)
      .padStart(8),
  ];
  console.log(
    [
      kind.padEnd(9),
      String(inFlight).padStart(10),
      ...show("gateway", 10),
      ...show("bare", 7),
      ratio.toFixed(2).padStart(6),
    ].join(" "),
  );
}

/** A query over many items, against the same filter written by hand. */
function scan(): void {
  const items = Array.from({ length: 100_000 }, (_, number) => ({
    id: String(number),
    pk: `k${number % 100}`,
    n: number,
    color: ["red", "green", "blue"][number % 3],
    tags: ["a", "b"],
  }));
  const query = compileQuery({
    query: "SELECT * FROM c WHERE c.color = @color AND c.n > @n",
    parameters: [
      { name: "@color", value: "red" },
      { name: "@n", value: 50_000 },
    ],
  });
  const byQuery = (): number => [...query.run(items)].length;
  const byHand = (): number =>
    items.filter(({ color, n }) => color === "red" && n > 50_000).length;
  if (byQuery() !== byHand()) throw new Error("The query finds other items.");
  const times = (run: () => number): number => {
    const measured: number[] = [];
    for (let turn = 0; turn < 15; turn++) {
      const start = performance.now();
      run();
      measured.push(performance.now() - start);
    }
    return median(measured);
  };
  console.log(
    `query over 100,000 items: ${times(byQuery).toFixed(1)} ms, plain filter ${times(byHand).toFixed(1)} ms`,
  );
}

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

await main();
