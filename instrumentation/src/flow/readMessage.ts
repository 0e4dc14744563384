import { isSessionToken } from "../sessionToken.ts";

/** What a message says, for as long as it is in memory. Only tokens of it are ever reported. */
export interface MessageContent {
  /** Every string in its properties and its body: the ids that it may name. */
  readonly names: ReadonlySet<string>;
  readonly carried: readonly CarriedToken[];
}

export interface CarriedToken {
  readonly token: string;
  /** Of `cosmosSessionToken_orders`: `orders`, as the name of a property can spell a container. */
  readonly container: string | undefined;
}

const SUFFIXED = /^[cC]osmosSessionToken_(.+)$/;
/** Of a longer message the rest is not looked at. */
const MOST_VALUES = 5_000;
const LONGEST = 16_384;

/**
 * Looks for tokens and for strings that may be ids, at any depth, in the places where a message can
 * hold them. A token counts under any name: code bases have names of their own for it.
 */
export function readMessage(...places: readonly unknown[]): MessageContent {
  const names = new Set<string>();
  const carried: CarriedToken[] = [];
  const waiting: [unknown, string][] = places.map((place) => [place, ""]);
  for (let count = 0; count < MOST_VALUES; count++) {
    const next = waiting.pop();
    if (next === undefined) break;
    const [value, key] = next;
    if (typeof value === "string") {
      readText(value, key);
    } else if (typeof value === "object" && value !== null) {
      if (ArrayBuffer.isView(value)) continue;
      for (const [name, inner] of Object.entries(value)) {
        waiting.push([inner, Array.isArray(value) ? key : name]);
      }
    }
  }
  return { names, carried };

  function readText(text: string, key: string): void {
    if (text === "" || text.length > LONGEST) return;
    const inside = parseJson(text);
    if (inside !== undefined) waiting.push([inside, key]);
    else if (isToken(text)) {
      carried.push({ token: text, container: SUFFIXED.exec(key)?.[1] });
    } else names.add(text);
  }
}

/** The look at the start spares nearly every string the parser, whose refusals are dear. */
function isToken(text: string): boolean {
  return /^\d+:-?\d/.test(text) && isSessionToken(text);
}

/** Case: a body or a property that is JSON as text, `JSON.stringify({ id })`. */
function parseJson(text: string): unknown {
  const start = text.trimStart()[0];
  if (start !== "{" && start !== "[" && start !== '"') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** As the name of a property spells a container: `a-b` becomes `a_b`. */
export function isSpelledAs(container: string, suffix: string): boolean {
  return container.replace(/[^A-Za-z0-9_]/g, "_") === suffix;
}
