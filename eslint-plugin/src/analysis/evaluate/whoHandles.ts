/**
 * Who handles the messages that a function received: itself, or the function that called it and gets them.
 *
 *     async function* commands() {
 *       for await (const message of receiver.getMessageIterator())
 *         yield { command: parse(message.body), done: () => receiver.completeMessage(message) };
 *     }
 */
import { hasLabel, type Value } from "../values/index.ts";
import { holdsMessage } from "./content.ts";
import type { Frame } from "./machine.ts";

/** `either`: it can only be told when all of the function's calls are made. */
export function whoHandles(
  frame: Frame,
): "nobody" | "itself" | "caller" | "either" {
  const { all } = frame.events;
  const first = all.findIndex(({ kind }) => kind === "receive");
  if (first < 0) return "nobody";
  if (holdsMessage(frame.returned)) return "caller";
  if (!givesPartOfMessage(frame.returned)) return "itself";
  const isAtWork = all
    .slice(first)
    .some(({ kind }) => kind === "read" || kind === "write" || kind === "send");
  if (isAtWork) return "itself";
  return frame.flow.mode === "discover" ? "either" : "caller";
}

/** Members of messages, and of lists of them, that say nothing about what happened. */
const BOOKKEEPING: ReadonlySet<string> = new Set([
  "length",
  "messageId",
  "sequenceNumber",
  "lockToken",
]);
const MAX_DEPTH = 3;

/** Something of what a message says, or made of it. */
function givesPartOfMessage(value: Value, depth = 0): boolean {
  const isMadeOfIt = hasLabel(value, "message");
  if (value.unseen && isMadeOfIt) return true;
  return value.atoms.some((atom) => {
    // Case: schema.parse(message.body)
    if (atom.t === "external") return isMadeOfIt;
    if (atom.t === "message") return !BOOKKEEPING.has(atom.path.at(-1) ?? "");
    if (atom.t !== "object" || atom.obj.isShared || depth >= MAX_DEPTH)
      return false;
    const { fields, elements } = atom.obj;
    return [...fields.values(), elements].some((inside) =>
      givesPartOfMessage(inside, depth + 1),
    );
  });
}
