// What became of a case: the lab passes it, has not what it asks for and says so, cannot be asked here,
// or fails it.
import type { SuiteName } from "./suites.ts";

/** What of Vitest's JSON report is read here. */
export interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly message?: string;
    readonly assertionResults: readonly Case[];
  }[];
}

export interface Case {
  readonly fullName: string;
  readonly status: string;
  readonly failureMessages?: readonly string[];
}

export type Verdict =
  | { readonly kind: "passed" | "skipped" }
  | {
      readonly kind: "notInLab" | "elsewhere" | "failed";
      readonly why: string;
    };

/** How the lab's errors name what it has not; `lab/FIDELITY.md` lists it. */
const named =
  /(?:The lab leaves out [^"\\\n]*|The lab has no [^;,."\n]*|the lab has no [^;,."\n]*|Not in the lab: [A-Za-z]+|ORDER BY RANK is not supported|The lab has the change feed in latest version mode only)/;

interface Known {
  readonly suite: SuiteName;
  readonly file: RegExp;
  readonly title: RegExp;
  readonly kind: "notInLab" | "elsewhere";
  readonly why: string;
}

export function judge(
  suite: SuiteName,
  file: string,
  { status, fullName, failureMessages = [] }: Case,
  known: readonly Known[],
): Verdict {
  if (status === "passed") return { kind: "passed" };
  if (status !== "failed") return { kind: "skipped" };
  const message = failureMessages.join("\n");
  const entry = known.find(
    (each) =>
      each.suite === suite && each.file.test(file) && each.title.test(fullName),
  );
  if (entry !== undefined) return { kind: entry.kind, why: entry.why };
  const name = named.exec(message)?.[0];
  if (name !== undefined) return { kind: "notInLab", why: name.trim() };
  return { kind: "failed", why: message.split("\n")[0] ?? "" };
}

export type { Known };
