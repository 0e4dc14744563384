import { isObject, look, lookList } from "./look.ts";
import { contains } from "./order.ts";
import { partsByRange } from "./partsByRange.ts";
import type { SessionToken, TokenPart } from "./SessionToken.ts";

/** The parents of each partition key range that came of a split, as `pkranges` lists them. */
export type Splits = Readonly<Record<string, readonly string[]>>;

/** The worst of all required ranges: behind, then missing, then reached. */
export type RangeJudgement =
  | {
      readonly order: "behind" | "reached";
      readonly required: TokenPart;
      readonly served: TokenPart;
    }
  | { readonly order: "missing"; readonly required: TokenPart };

/**
 * Compares what was required with what was served, range by range. A range that was split is
 * reached when each of its children in the answer is: children start at their parent's LSN.
 */
export function judgeRanges(
  required: SessionToken,
  served: SessionToken,
  splits: Splits | undefined,
): RangeJudgement {
  const there = partsByRange(served);
  let worst: RangeJudgement | undefined;
  for (const part of required.parts) {
    const same = there.get(part.rangeId);
    const found =
      same === undefined
        ? served.parts.filter(({ rangeId }) =>
            descendsFrom(rangeId, part.rangeId, splits),
          )
        : [same];
    if (found.length === 0) {
      worst = worseOf(worst, { order: "missing", required: part });
    }
    for (const state of found) {
      worst = worseOf(worst, {
        order: contains(state, part) ? "reached" : "behind",
        required: part,
        served: state,
      });
    }
  }
  // A parsed token has at least one part.
  return worst as RangeJudgement;
}

/**
 * True when a read with the token `sent` asks for all that is required: in the range itself, in a
 * parent of it (the parent's token holds for its children), or in the children of a split range.
 */
export function asksFor(
  sent: SessionToken,
  required: SessionToken,
  splits: Splits | undefined,
): boolean {
  return required.parts.every(
    (part) =>
      judgeRanges({ parts: [part] }, sent, splits).order === "reached" ||
      sent.parts.some(
        (asked) =>
          descendsFrom(part.rangeId, asked.rangeId, splits) &&
          contains(asked, part),
      ),
  );
}

const BADNESS = { reached: 0, missing: 1, behind: 2 };

function worseOf(
  a: RangeJudgement | undefined,
  b: RangeJudgement,
): RangeJudgement {
  if (a === undefined) return b;
  if (BADNESS[a.order] !== BADNESS[b.order]) {
    return BADNESS[a.order] > BADNESS[b.order] ? a : b;
  }
  return lagOf(b) > lagOf(a) ? b : a;
}

function lagOf(judgement: RangeJudgement): bigint {
  if (judgement.order !== "behind") return 0n;
  return judgement.required.globalLsn - judgement.served.globalLsn;
}

function descendsFrom(
  range: string,
  ancestor: string,
  splits: Splits | undefined,
  seen = new Set<string>(),
): boolean {
  if (!isObject(splits) || seen.has(range)) return false;
  // A list that somebody made by hand may go in circles.
  seen.add(range);
  const parents = Object.hasOwn(splits, range)
    ? (lookList(look(splits, range)) ?? [])
    : [];
  return parents.some(
    (parent) =>
      parent === ancestor ||
      (typeof parent === "string" &&
        descendsFrom(parent, ancestor, splits, seen)),
  );
}
