// `npm run bench -w instrumentation`: processor time of a point read, 16 in flight, without the preload
// and with it, in turns. [rounds] [reads]
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { buildPreload } from "../build.mjs";
import { startGateway } from "./startGateway.ts";

const [, , rounds = "7", reads = "6000"] = process.argv;
const execute = promisify(execFile);
const preload = await buildPreload();
const gateway = await startGateway();

async function microseconds(
  where: string,
  flags: readonly string[],
): Promise<number> {
  const { stdout } = await execute(
    process.execPath,
    [
      ...flags,
      path.join(import.meta.dirname, "reader.mjs"),
      gateway.url,
      where,
      reads,
    ],
    {
      env: {
        ...process.env,
        NODE_OPTIONS: "",
        COSMOS_SESSION_OTLP_ENDPOINT: gateway.url,
      },
    },
  );
  return Number(stdout);
}

const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

try {
  for (const where of ["plain", "handler"]) {
    const [without, withIt, ratios]: number[][] = [[], [], []];
    for (let round = 0; round < Number(rounds); round++) {
      const a = await microseconds(where, []);
      const b = await microseconds(where, ["--require", preload]);
      without!.push(a);
      withIt!.push(b);
      ratios!.push(b / a);
    }
    console.log(
      `${where}: ${median(without!).toFixed(0)} µs a read without, ${median(withIt!).toFixed(0)} µs with the preload; median of the ratios ${median(ratios!).toFixed(3)} (${ratios!.map((ratio) => ratio.toFixed(2)).join(" ")})`,
    );
  }
} finally {
  gateway.stop();
}
