import { loadavg } from "node:os";
import { runOnce, type Sample, type Subject } from "./runOnce.ts";

/** All runs of a case: for each subject one sample a round, in the order of the rounds. */
export interface Rounds {
  readonly samples: ReadonlyMap<string, readonly Sample[]>;
  /** Mean number of processes that wanted a core during a round, other people's included. 0 on Windows. */
  readonly load: readonly number[];
}

/**
 * Each round runs every subject once, and the next round begins with another one: what the machine does besides, and
 * what it keeps in its caches, weighs on all of them.
 */
export async function runRounds(
  subjects: readonly Subject[],
  rounds: number,
  sampleFile: string,
  progress: (text: string) => void,
): Promise<Rounds> {
  const samples = new Map<string, Sample[]>(
    subjects.map(({ name }) => [name, []]),
  );
  const load: number[] = [];
  const begin = performance.now();
  for (let round = 0; round < rounds; round += 1) {
    for (let place = 0; place < subjects.length; place += 1) {
      const subject = subjects[(round + place) % subjects.length]!;
      progress(`round ${round + 1} of ${rounds}: ${subject.name}`);
      samples.get(subject.name)?.push(await runOnce(subject, sampleFile));
    }
    load.push(loadavg()[0] ?? 0);
    if (round === 0) {
      const minutes = ((performance.now() - begin) * rounds) / 60_000;
      progress(`the whole case takes about ${minutes.toFixed(1)} minutes\n`);
    }
  }
  return { samples, load };
}
