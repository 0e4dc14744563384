import type { Answer } from "./Operation.ts";

export function jsonAnswer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string | number>> = {},
): Answer {
  return {
    status,
    headers: { "x-ms-request-charge": 1, ...headers },
    body: JSON.stringify(body),
  };
}
