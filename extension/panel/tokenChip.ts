import { decodeToken, shortToken } from "./decodeToken.ts";

export interface Chip {
  readonly text: string;
  /** The whole token, and what it says. */
  readonly title: string | undefined;
}

/** @param token `null` where one could be, and is not */
export function chipOf(token: string | null | undefined): Chip | undefined {
  if (token === undefined) return undefined;
  return token === null
    ? { text: "no token", title: undefined }
    : {
        text: shortToken(token),
        title: [token, ...decodeToken(token)].join("\n"),
      };
}
