/** Our own token library as data: its functions carry a token, or run a read under one. */
export const LIBRARY_MODULE = "cosmos-session-token";

/**
 * - `carries`: the result holds what the arguments held (`tokenFrom(message)`, `merge(a, b)`).
 * - `tokenOf`: the token in an answer.
 * - `readAtLeast`: `(token, read)`; the function runs under the token and gets `{ sessionToken }`.
 * - `keepToken`: client options, returned with the plugin that keeps the token.
 * - `handle`: `(message, fn)`; what runs inside has the message's tokens.
 * - `protect`: a container whose reads take the ambient token.
 */
export const libraryFunctions: Readonly<
  Record<
    string,
    "carries" | "tokenOf" | "readAtLeast" | "keepToken" | "handle" | "protect"
  >
> = {
  tokenFrom: "carries",
  merge: "carries",
  format: "carries",
  parse: "carries",
  attach: "carries",
  tokenOf: "tokenOf",
  readAtLeast: "readAtLeast",
  keepToken: "keepToken",
  handle: "handle",
  protect: "protect",
};
