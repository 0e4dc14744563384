import { createHmac, timingSafeEqual } from "node:crypto";
import type { PutToken } from "./links/LinkContext.ts";

export interface Key {
  readonly keyName: string;
  readonly key: string;
}

/**
 * Whether the broker takes a token; what is wrong with it if not. A shared access signature must be
 * made with our key; that of a Microsoft Entra token nobody on this machine can check, so it is taken.
 */
export function checkToken(
  { type, token }: PutToken,
  { keyName, key }: Key,
): string | undefined {
  if (type === "jwt") return undefined;
  if (type !== "servicebus.windows.net:sastoken") {
    return `The lab does not know tokens of the type "${type}".`;
  }
  const fields = new URLSearchParams(
    token.replace(/^SharedAccessSignature\s+/, ""),
  );
  const [resource, signature, expiry, name] = ["sr", "sig", "se", "skn"].map(
    (field) => fields.get(field),
  );
  if (name !== keyName) {
    return `Unauthorized access: the lab's key is named "${keyName}", not "${name ?? ""}".`;
  }
  const expected = createHmac("sha256", key)
    .update(`${encodeURIComponent(resource ?? "")}\n${expiry ?? ""}`)
    .digest();
  const given = Buffer.from(signature ?? "", "base64");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    return "Unauthorized access: the signature was not made with the lab's key.";
  }
  return undefined;
}
