import type { PutToken } from "./links/LinkContext.ts";
import { refuseSignature } from "./sharedAccessSignature.ts";

export interface Key {
  readonly keyName: string;
  readonly key: string;
}

/**
 * Why the broker does not take a token; nothing when it does. A Microsoft Entra token (`jwt`) nobody on
 * this machine can check, so it is taken.
 */
export function refuseToken(
  { type, token }: PutToken,
  { keyName, key }: Key,
): string | undefined {
  if (type === "jwt") return undefined;
  if (type === "servicebus.windows.net:sastoken") {
    const refusal = refuseSignature(token, keyName, key);
    return refusal && `Unauthorized access. ${refusal}`;
  }
  return `The lab does not know tokens of the type "${type}".`;
}
