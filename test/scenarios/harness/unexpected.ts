import type { JudgedRead } from "./judge.ts";
import type { LostToken } from "./readsByRules.ts";
import type { ExpectedRead, Scenario } from "./Scenario.ts";
import { showSeen } from "./showOutcomes.ts";

/** What the scenario says of its reads against what came out. */
export function unexpected(
  reads: readonly JudgedRead[],
  lost: readonly LostToken[],
  { reads: expected }: Scenario,
): string[] {
  return expected.flatMap((one) => {
    const { file, call, says, sees, lostIn } = one;
    if (
      lostIn !== undefined &&
      !lost.some((report) => report.file.startsWith(`${lostIn}.`))
    ) {
      return [`No rule reports the token that is lost in ${lostIn}.`];
    }
    const found = reads.filter((read) => isOf(read, one));
    if (found.length === 0)
      return [`There is no ${call} in ${file}, as the scenario says.`];
    const fits = found.some(
      (read) =>
        read.says === says &&
        (sees === "none" ? read.seen.size === 0 : read.seen.has(sees)),
    );
    if (fits) return [];
    const shown = found
      .map((read) => `${read.says}, ${showSeen(read)}`)
      .join("; ");
    return [
      `The scenario expects ${call} in ${file} to be ${says} and seen ${sees}; it is: ${shown}.`,
    ];
  });
}

export function isOf(read: JudgedRead, { file, call }: ExpectedRead): boolean {
  return read.file.startsWith(`${file}.`) && read.call === call;
}
