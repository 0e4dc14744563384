/** What the extension adds to the start of the extension host. */
import path from "node:path";
import { spreadOf, type Spread } from "../../bench/statistics.ts";
import { bundleSuite } from "../host/bundleSuite.ts";
import { runSuite } from "../host/runSuite.ts";
import type { Activation } from "./activationSuite.ts";

export interface ActivationFigures {
  /** Loading the main bundle, and the call of `activate`, in milliseconds by the clock. */
  readonly load: Spread;
  readonly call: Spread;
  readonly both: Spread;
  readonly cpu: Spread;
}

/** Each round is an extension host of its own, in which no file is open that would have activated the extension. */
export async function measureActivation({
  browser,
  extension,
  folder,
  rounds,
}: {
  readonly browser: string;
  readonly extension: string;
  readonly folder: string;
  readonly rounds: number;
}): Promise<ActivationFigures> {
  const suite = await bundleSuite(
    path.join(import.meta.dirname, "activationSuite.ts"),
  );
  const all: Activation[] = [];
  for (let round = 0; round < rounds; round++)
    all.push(
      ...(await runSuite<Activation>({
        browser,
        folder,
        extension,
        suite,
        limitMs: 120_000,
      })),
    );
  return {
    load: spreadOf(all.map(({ loadMs }) => loadMs)),
    call: spreadOf(all.map(({ callMs }) => callMs)),
    both: spreadOf(all.map(({ loadMs, callMs }) => loadMs + callMs)),
    cpu: spreadOf(all.map(({ cpuMs }) => cpuMs)),
  };
}
