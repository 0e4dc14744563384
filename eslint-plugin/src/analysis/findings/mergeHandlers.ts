/** One report for a read that several handlers reach by the same call. */
import type { Finding } from "../finding.ts";

/** Several handlers at the same place for the same read are one report. */
export function mergeHandlers(findings: readonly Finding[]): Finding[] {
  const merged = new Map<string, Finding>();
  for (const finding of findings) {
    const { place, read } = finding;
    const key = `${finding.rule}:${finding.messageId}:${place.file}:${place.span.start}:${place.span.end}:${read?.place.file}:${read?.place.span.start}:${read?.binding?.line ?? ""}`;
    const known = merged.get(key);
    if (!known) {
      merged.set(key, finding);
      continue;
    }
    const { mergedWith = [], ...alone } = known;
    const all = [{ ...alone, otherHandlers: 0 }, ...mergedWith];
    if (all.some((one) => isSameHandler(one, finding))) continue;
    const [first, ...others] = [...all, finding].sort(byHandler);
    merged.set(key, {
      ...(first as Finding),
      otherHandlers: others.length,
      mergedWith: others,
    });
  }
  return [...merged.values()];
}

function isSameHandler(a: Finding, b: Finding): boolean {
  return (
    a.handler?.file === b.handler?.file &&
    a.handler?.fn.start === b.handler?.fn.start
  );
}

function byHandler(a: Finding, b: Finding): number {
  const [x, y] = [a.handler, b.handler];
  if (!x || !y || x.file === y.file)
    return (x?.fn.start ?? 0) - (y?.fn.start ?? 0);
  return x.file < y.file ? -1 : 1;
}
