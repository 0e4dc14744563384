import type { HandlerSummary } from "../analysis/protocol.ts";

/** The line above a handler: `3 reads: 1 without the token`. `undefined` for a handler that reads nothing. */
export function describeReads({ reads }: HandlerSummary): string | undefined {
  const count = (verdict: string) =>
    reads.filter((read) => read.verdict === verdict).length;
  const total = reads.length;
  if (total === 0) return undefined;
  const all = `${total} Cosmos DB ${total === 1 ? "read" : "reads"}`;
  const unprotected = count("unprotected");
  const unknown = count("unknown");
  if (unprotected === 0 && unknown === 0)
    return `$(pass) ${all}, ${total === 1 ? "protected" : "all protected"}`;
  const parts = [
    `${count("protected")} protected`,
    ...(unprotected > 0 ? [`${unprotected} without the message's token`] : []),
    ...(unknown > 0 ? [`${unknown} unknown`] : []),
  ];
  return `$(${unprotected > 0 ? "warning" : "question"}) ${all}: ${parts.join(", ")}`;
}
