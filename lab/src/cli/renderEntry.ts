import type { LogEntry } from "../observe/LogEntry.ts";
import { marks, paint, type Output } from "./Terminal.ts";

const SHORT = 60;

/**
 * A line of the log for a person, and below a read that went wrong the sentence that says why.
 *
 * @returns `undefined` for what only matters to machines: account reads, container definitions, locks
 */
export function renderEntry(
  entry: LogEntry,
  output: Output,
): string | undefined {
  const text =
    entry.service === "cosmos"
      ? renderCosmos(entry, output)
      : renderMessage(entry);
  if (text === undefined) return undefined;
  const time = paint(entry.time.slice(11, 23), "grey", output);
  return `${time}  ${text}\n`;
}

function renderCosmos(entry: LogEntry, output: Output): string | undefined {
  const failed = (entry.status ?? 0) >= 400;
  if (entry.kind === undefined && !failed) return undefined;
  const parts = [
    (entry.kind ?? "").padEnd(5),
    entry.operation,
    entry.container ?? "",
    short(entry.itemId ?? ""),
    statusOf(entry),
  ];
  if (entry.verdict !== undefined || entry.kind === "read") {
    parts.push(
      `required ${short(entry.required ?? "?")}`,
      `sent ${short(entry.sent ?? "-")}${entry.dropped === true ? " (dropped)" : ""}`,
      `served ${short(entry.served ?? "-")}`,
    );
  } else if (entry.served !== undefined) {
    parts.push(short(entry.served));
  }
  if (entry.retryOf !== undefined) parts.push(`again, after ${entry.retryOf}`);
  if (entry.verdict === undefined) return parts.filter(Boolean).join("  ");
  const { word, colour } = marks[entry.verdict];
  parts.push(paint(word, colour, output));
  const line = parts.filter(Boolean).join("  ");
  if (colour !== "red") return line;
  const indent = `\n${" ".repeat(14)}`;
  const site =
    entry.callSite === undefined ? "" : `${indent}at ${entry.callSite}`;
  return `${line}${indent}${entry.reason ?? ""}${site}`;
}

function statusOf({ status, subStatus }: LogEntry): string {
  if (status === undefined) return "";
  return subStatus === undefined ? `${status}` : `${status}/${subStatus}`;
}

const quiet = new Set(["renewLock", "peek", "getState", "setState"]);

function renderMessage(entry: LogEntry): string | undefined {
  if (quiet.has(entry.operation) && entry.condition === undefined) {
    return undefined;
  }
  const parts = [
    entry.operation,
    entry.entity ?? "",
    entry.messageId === undefined ? "" : `message ${short(entry.messageId)}`,
  ];
  if (entry.operation === "deliver" && (entry.deliveryCount ?? 0) > 1) {
    parts.push(`for the ${ordinal(entry.deliveryCount!)} time`);
  }
  if (entry.carried !== undefined)
    parts.push(`carries ${short(entry.carried)}`);
  if (entry.condition !== undefined) parts.push(entry.condition);
  return parts.filter(Boolean).join("  ");
}

function ordinal(count: number): string {
  const ending =
    count % 100 >= 11 && count % 100 <= 13
      ? "th"
      : (["th", "st", "nd", "rd"][count % 10] ?? "th");
  return `${count}${ending}`;
}

/** Tokens of many ranges would fill the screen; ids come from programs, and may hold anything. */
function short(text: string): string {
  // eslint-disable-next-line no-control-regex -- an id may not steer the terminal
  const plain = text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, "?");
  return plain.length > SHORT ? `${plain.slice(0, SHORT - 1)}…` : plain;
}
