import { LabRequestError } from "../../config.ts";

const allowed = /^[A-Za-z0-9](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?$/;

/** Longest names (quotas of the service). */
const limits = { entity: 260, subscription: 50 };

/** @throws {LabRequestError} */
export function assertEntityName(
  name: string,
  kind: keyof typeof limits,
): void {
  const limit = limits[kind];
  if (typeof name === "string" && name.length <= limit && allowed.test(name))
    return;
  throw new LabRequestError(
    "BadEntityName",
    `"${name.slice(0, limit)}" is no name for a queue, topic or subscription: 1 to ${limit} letters, digits, dots, hyphens, underscores and slashes, with a letter or digit first and last.`,
  );
}
