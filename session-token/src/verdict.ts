import {
  asksFor,
  judgeRanges,
  type RangeJudgement,
  type Splits,
} from "./judgeRanges.ts";
import { isObject } from "./look.ts";
import { readToken } from "./readToken.ts";
import { SessionTokenError } from "./SessionTokenError.ts";
import { describeMissing, describeNumbers, showToken } from "./verdictWords.ts";

export type Verdict =
  | "foreign"
  | "refused"
  | "downgraded"
  | "stale"
  | "lucky"
  | "fresh"
  | "unprotected"
  | "unknown";

export interface ReadEvidence {
  /**
   * What the read had to see, for the range of its partition key: the merge of the tokens of the
   * writes that the message speaks of, of what the same flow wrote or read there, and of the token
   * sent. `undefined` when nothing but the token sent is known; then that one stands in for it.
   */
  readonly required?: string | undefined;
  /** The token that the read asked with, also when the SDK dropped it on the way. */
  readonly sent?: string | undefined;
  /** The token of the answer. */
  readonly served?: string | undefined;
  /** HTTP status of the final answer. */
  readonly status?: number | undefined;
  readonly subStatus?: number | undefined;
  /** The answer came to an attempt from which the SDK had taken the token (after 404/1002). */
  readonly dropped?: boolean | undefined;
  /** `sent` is known to belong to another container, or to a range that never was. */
  readonly foreign?: boolean | undefined;
  /** For each partition key range that came of a split, its parents: `{ "1": ["0"], "2": ["0"] }`. */
  readonly parents?: Splits | undefined;
  /** How far the replica was behind, in milliseconds, where somebody knows. Only for the reason. */
  readonly lagMs?: number | undefined;
}

export interface VerdictWithReason {
  readonly verdict: Verdict;
  /** One plain sentence with the numbers in it. */
  readonly reason: string;
  /** LSNs by which the answer is behind, in the worst range; only where it is behind by LSN. */
  readonly lagLsn?: bigint;
}

/**
 * Judges one read by what is known of it. The first that matches: `foreign`, `refused` (404/1002),
 * `downgraded` (token dropped, data old or of unknown age), `stale`, `lucky` (new enough, but
 * nothing saw to it), `fresh`, `unprotected`, `unknown`.
 *
 * Ranges are compared one by one, and the worst decides. A required range that is missing from the
 * answer is unknown, unless `parents` says that it was split into one that is there.
 *
 * A token in the evidence that cannot be read counts as not known, and the reason says so.
 *
 * @throws {SessionTokenError} `WRONG_OPTION` when the evidence is no object.
 */
export function verdict(evidence: ReadEvidence): VerdictWithReason {
  if (!isObject(evidence)) {
    throw new SessionTokenError(
      "WRONG_OPTION",
      "verdict takes one object: { required, sent, served, status, subStatus }.",
    );
  }
  const sent = readToken(evidence.sent);
  const wasSent = sent !== "none";

  if (evidence.foreign === true && wasSent) {
    return {
      verdict: "foreign",
      reason:
        sent === "unreadable"
          ? `The read sent ${showToken(evidence.sent)}, which is no session token, so it asked for nothing that exists.`
          : `The read sent ${showToken(evidence.sent)}, a token of another container or of a range that never was here, so it asked for nothing that exists.`,
    };
  }
  if (evidence.status === 404 && evidence.subStatus === 1002) {
    return {
      verdict: "refused",
      reason: `No replica could serve the session${wasSent ? ` ${showToken(evidence.sent)}` : ""} in time, so the answer was 404/1002: no data, and no old data either.`,
    };
  }

  const given = readToken(evidence.required);
  const required = given === "none" ? sent : given;
  const served = readToken(evidence.served);
  const judged =
    typeof required === "string" || typeof served === "string"
      ? undefined
      : judgeRanges(required, served, evidence.parents);
  const dropped = evidence.dropped === true && wasSent;

  if (judged?.order === "behind") {
    return judgeBehind(evidence, judged, wasSent, dropped);
  }
  if (judged?.order === "reached") {
    const asked =
      typeof required !== "string" &&
      typeof sent !== "string" &&
      asksFor(sent, required, evidence.parents);
    return judgeReached(evidence, judged, wasSent, dropped, asked);
  }
  if (dropped) {
    return {
      verdict: "downgraded",
      reason: `After 404/1002 the SDK repeated the read without its token ${showToken(evidence.sent)}, and nothing shows that the answer is new enough: ${describeMissing(evidence, required, served, judged)}.`,
    };
  }
  if (!wasSent && given === "none") {
    return {
      verdict: "unprotected",
      reason:
        "The read sent no token, and nothing says what it had to see, so it may have got old data.",
    };
  }
  return {
    verdict: "unknown",
    reason: `There is not enough to judge this read: ${describeMissing(evidence, required, served, judged)}.`,
  };
}

type Compared = Extract<RangeJudgement, { served: unknown }>;

function judgeBehind(
  evidence: ReadEvidence,
  judged: Compared,
  wasSent: boolean,
  dropped: boolean,
): VerdictWithReason {
  const { lagMs, status } = evidence;
  const numbers =
    describeNumbers(judged) +
    (lagMs === undefined ? "" : `, ${lagMs} ms behind`);
  const lagLsn = judged.required.globalLsn - judged.served.globalLsn;
  const lag = lagLsn > 0n ? { lagLsn } : {};
  if (dropped) {
    return {
      verdict: "downgraded",
      reason: `After 404/1002 the SDK repeated the read without its token ${showToken(evidence.sent)}, and the answer was old: ${numbers}.`,
      ...lag,
    };
  }
  const what =
    status === 404
      ? "The item was looked for at a replica that had not seen its write"
      : "The answer is older than what the flow had to see";
  return {
    verdict: "stale",
    reason: `${what}${wasSent ? "" : ", and the read sent no token"}: ${numbers}.`,
    ...lag,
  };
}

function judgeReached(
  evidence: ReadEvidence,
  judged: Compared,
  wasSent: boolean,
  dropped: boolean,
  asked: boolean,
): VerdictWithReason {
  const numbers = describeNumbers(judged);
  if (!dropped && asked) {
    return {
      verdict: "fresh",
      reason: `The read sent a token and was served what it asked for: ${numbers}.`,
    };
  }
  const why = dropped
    ? `The SDK dropped the token ${showToken(evidence.sent)} after 404/1002`
    : wasSent
      ? `The read sent ${showToken(evidence.sent)}, which does not ask for ${showToken(evidence.required)}`
      : "The read sent no token";
  return {
    verdict: "lucky",
    reason: `${why}, and the replica that answered was new enough by chance: ${numbers}.`,
  };
}
