import type { NowAnswer, ReadNowDetails } from "../../../panel/protocol.ts";
import type { ItemAnswer } from "../../connections/readItemOnce.ts";
import { verdict } from "../../sessionToken.ts";
import { restrictTo, tryParse } from "../tokens.ts";
import { diffLines } from "./diffLines.ts";
import type { ItemToRead } from "./itemToRead.ts";

/** One of the two reads: what came back, or, in plain words, why nothing did. */
export interface Outcome {
  readonly sent: string | undefined;
  readonly result: ItemAnswer | { readonly trouble: string };
}

/** What a person sees of both reads, side by side. */
export function describeAnswers(
  item: ItemToRead,
  outcomes: readonly Outcome[],
): Pick<ReadNowDetails, "words" | "answers" | "diff"> {
  const answers = outcomes.map((outcome) => describeAnswer(item, outcome));
  const [without, withToken] = outcomes.map(({ result }) => result);
  if (withToken === undefined || without === undefined) {
    return {
      words:
        "Neither the message nor the writes of this flow have a token for this container, so it was read without one only.",
      answers,
      diff: [],
    };
  }
  if ("trouble" in without || "trouble" in withToken) {
    return {
      words: "There are no two answers to compare.",
      answers,
      diff: [],
    };
  }
  const [before, after] = [prettyOf(without), prettyOf(withToken)];
  return {
    words: comparedWords(before, after),
    answers,
    diff: diffLines(before, after),
  };
}

function describeAnswer(
  { token, isCarried }: ItemToRead,
  { sent, result }: Outcome,
): NowAnswer {
  const label =
    sent === undefined
      ? "without a token"
      : isCarried
        ? "with the message's token"
        : "with the token that it had to see";
  if ("trouble" in result) {
    return {
      label,
      sent: sent ?? null,
      status: "no answer",
      served: null,
      lsn: "",
      charge: "",
      time: "",
      reason: result.trouble,
    };
  }
  const { status, subStatus, served, charge, durationMs } = result;
  const judged = verdict({
    required: restrictTo(token, served),
    sent,
    served,
    status,
    subStatus,
  });
  return {
    label,
    sent: sent ?? null,
    status: subStatus === 0 ? String(status) : `${status}/${subStatus}`,
    served: served ?? null,
    lsn: (tryParse(served)?.parts ?? [])
      .map(({ globalLsn }) => String(globalLsn))
      .join(", "),
    charge: `${rounded(charge)} RU`,
    time: `${rounded(durationMs)} ms`,
    verdict: judged.verdict,
    reason: judged.reason,
  };
}

function comparedWords(before: string, after: string): string {
  if (before === "" && after === "") return "Neither read found the item.";
  if (before === "") return "Only the read with the token found the item.";
  if (after === "") return "Only the read without a token found the item.";
  return before === after
    ? "Both reads got the same item."
    : "The two reads got different items: - without, + with the token.";
}

function prettyOf({ item }: ItemAnswer): string {
  return item === undefined ? "" : JSON.stringify(item, undefined, 2);
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}
