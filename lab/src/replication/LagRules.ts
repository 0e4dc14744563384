import type { AnsweringReplica, LagSettings } from "../config.ts";
import type { Lag } from "./Replica.ts";

interface Rule<T> {
  readonly container: string;
  readonly region: string | undefined;
  readonly value: T;
}

/** What a lab does when nobody said anything: enough for a first start to show a stale read. */
const DEFAULT_LAG: Lag = { ms: 200 };
const DEFAULT_ANSWER: AnsweringReplica = "random";

/** Which lag and which choice of replica hold for a container in a region. The last word counts. */
export class LagRules {
  #lag: Rule<Lag>[] = [];
  #answer: Rule<AnsweringReplica>[] = [];

  set(settings: LagSettings): void {
    const { container, region, ms, lsn, answer } = settings;
    const value =
      ms !== undefined ? { ms } : lsn !== undefined ? { lsn } : undefined;
    if (value !== undefined) {
      this.#lag = added(this.#lag, { container, region, value });
    }
    if (answer !== undefined) {
      this.#answer = added(this.#answer, { container, region, value: answer });
    }
  }

  /** @param container `database/container` */
  lag(container: string, region: string): Lag {
    return find(this.#lag, container, region) ?? DEFAULT_LAG;
  }

  answer(container: string, region: string): AnsweringReplica {
    return find(this.#answer, container, region) ?? DEFAULT_ANSWER;
  }

  clear(): void {
    this.#lag = [];
    this.#answer = [];
  }
}

/** Leaves out what the new rule covers, so that the list stays as long as there are places. */
function added<T>(rules: readonly Rule<T>[], rule: Rule<T>): Rule<T>[] {
  const kept = rules.filter(
    (old) =>
      !(
        (rule.container === "*" || rule.container === old.container) &&
        (rule.region === undefined || rule.region === old.region)
      ),
  );
  return [...kept, rule];
}

function find<T>(
  rules: readonly Rule<T>[],
  container: string,
  region: string,
): T | undefined {
  return rules.findLast(
    (rule) =>
      (rule.container === "*" || rule.container === container) &&
      (rule.region === undefined || rule.region === region),
  )?.value;
}
