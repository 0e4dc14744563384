import type { PutToken } from "./links/LinkContext.ts";
import { refuseSignature } from "./sharedAccessSignature.ts";

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
  const refusal = refuseSignature(token, keyName, key);
  return refusal && `Unauthorized access. ${refusal}`;
}
