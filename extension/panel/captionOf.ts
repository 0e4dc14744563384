import type { StateMessage } from "./protocol.ts";

/** The line below the strip: of which minutes it is, and what happened in them. */
export function captionOf({
  columns,
  columnMs,
  until,
}: StateMessage["strip"]): string {
  const minutes = Math.round((columns.length * columnMs) / 60_000);
  const span =
    until === undefined
      ? `last ${minutes} minutes`
      : `${minutes} minutes up to ${dayAndTime(until)}`;
  const reads = columns.reduce((sum, [all]) => sum + all, 0);
  const wrong = columns.reduce((sum, [, bad]) => sum + bad, 0);
  return `${span}: ${reads} reads, ${wrong} wrong · one column = ${columnMs / 1000} s · red = stale, downgraded or foreign`;
}

/** `14:02:07 of 27 November`, as the words around it are English. */
function dayAndTime(time: number): string {
  const at = new Date(time);
  const day = at.toLocaleDateString("en-GB", { day: "numeric", month: "long" });
  return `${at.toLocaleTimeString("en-GB")} of ${day}`;
}
