import { fields, type FilterField } from "./fields.ts";
import type { Flow } from "../Flow.ts";

export interface Completion {
  /** The whole line, as it is after it was chosen. */
  readonly line: string;
  /** Where the cursor then stands. */
  readonly cursor: number;
  readonly label: string;
  readonly about: string;
}

const MOST = 12;
/** Values are taken from the newest flows: older ones are rarely what is looked for. */
const LOOKED_AT = 2000;

/**
 * What the word before the cursor may become: fields, then values that the newest flows have.
 *
 * @param newestFirst flows to take values from
 */
export function completeFilter(
  line: string,
  cursor: number,
  newestFirst: Iterable<Flow>,
): Completion[] {
  const before = line.slice(0, cursor);
  const start = Math.max(before.lastIndexOf(" "), -1) + 1;
  const word = before.slice(start);
  const sign = word.startsWith("-") ? "-" : "";
  const bare = word.slice(sign.length);
  const after = line.slice(cursor).replace(/^\S*/, "");
  const colon = bare.indexOf(":");

  const put = (text: string, label: string, about: string): Completion => {
    const head = line.slice(0, start) + sign + text;
    return { line: head + after, cursor: head.length, label, about };
  };

  if (colon < 0) {
    const wanted = bare.toLowerCase();
    return Object.entries(fields)
      .filter(([name]) => name.startsWith(wanted))
      .map(([name, { about }]) => put(`${name}:`, `${name}:`, about));
  }
  const name = bare.slice(0, colon).toLowerCase();
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
  if (field === undefined) return [];
  const typed = bare.slice(colon + 1);
  const comma = typed.lastIndexOf(",") + 1;
  const wanted = typed.slice(comma).toLowerCase();
  const head = `${name}:${typed.slice(0, comma)}`;
  return (field.choices ?? valuesOf(field, newestFirst, wanted))
    .filter((value) => value.toLowerCase().startsWith(wanted))
    .slice(0, MOST)
    .map((value) => {
      const quoted = /[\s,:"]/.test(value)
        ? `"${value.replaceAll('"', "")}"`
        : value;
      return put(`${head}${quoted}`, value, field.about);
    });
}

function valuesOf(
  { some }: FilterField,
  flows: Iterable<Flow>,
  wanted: string,
): string[] {
  const found = new Set<string>();
  let looked = 0;
  for (const flow of flows) {
    if (++looked > LOOKED_AT || found.size >= MOST * 4) break;
    some(flow, (text) => {
      if (text?.toLowerCase().startsWith(wanted) === true && text !== "") {
        found.add(text);
      }
      return false;
    });
  }
  return [...found].sort();
}
