import { decodeToken, shortToken } from "./decodeToken.ts";
import { el } from "./dom.ts";

/** @param token `null` where one could be, and is not */
export function tokenChip(
  token: string | null | undefined,
): HTMLElement | undefined {
  if (token === undefined) return undefined;
  if (token === null) return el("span", { class: "chip none" }, "no token");
  return el(
    "span",
    { class: "chip", title: [token, ...decodeToken(token)].join("\n") },
    shortToken(token),
  );
}
