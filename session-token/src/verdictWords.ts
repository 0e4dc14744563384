import type { RangeJudgement } from "./judgeRanges.ts";
import type { SessionToken, TokenPart } from "./SessionToken.ts";
import type { ReadEvidence } from "./verdict.ts";
import { excerptAround } from "./words.ts";

type Readable = SessionToken | "none" | "unreadable";

/** A token for a sentence: what a stranger saw on the wire may be anything. */
export function showToken(value: unknown): string {
  return typeof value === "string" ? excerptAround(value) : "(no text)";
}

/** E.g. `range 0 was served at LSN 41, required was LSN 42`. */
export function describeNumbers({
  required,
  served,
}: {
  required: TokenPart;
  served: TokenPart;
}): string {
  const split =
    required.rangeId === served.rangeId
      ? ""
      : ` (split from range ${required.rangeId})`;
  return `range ${served.rangeId}${split} was served at ${describeState(served, required)}, required was ${describeState(required, served)}`;
}

/** Version and regions are named only where one of the two has them. */
function describeState(part: TokenPart, other: TokenPart): string {
  const words = [`LSN ${part.globalLsn}`];
  if (part.form === "vector") {
    if (other.form === "vector" && part.version !== other.version) {
      words.push(`of version ${part.version}`);
    }
    if (part.regions.size > 0) {
      const regions = [...part.regions].map(
        ([region, lsn]) => `region ${region} at ${lsn}`,
      );
      words.push(`(${regions.join(", ")})`);
    }
  }
  return words.join(" ");
}

/** Says which piece of evidence a verdict lacks. */
export function describeMissing(
  evidence: ReadEvidence,
  required: Readable,
  served: Readable,
  judged: RangeJudgement | undefined,
): string {
  if (judged !== undefined && typeof served !== "string") {
    const there = served.parts.map((part) => part.rangeId).join(", ");
    return `the answer says nothing about range ${judged.required.rangeId}, it speaks of range ${there}`;
  }
  if (required === "unreadable") {
    return `${showToken(evidence.required ?? evidence.sent)} is no session token, so what it had to see is not known`;
  }
  if (required === "none") return "what it had to see is not known";
  if (served === "unreadable") {
    return `the answer's token ${showToken(evidence.served)} is no session token`;
  }
  return "the answer bears no token";
}
