import { createHash, createSecretKey } from "node:crypto";

/** The account key of every lab; it opens nothing but a lab. */
export const accountKey = createHash("sha512")
  .update("cosmos-session-lab")
  .digest("base64");

/** The same, as signatures take it. */
export const signingKey = createSecretKey(Buffer.from(accountKey, "base64"));
