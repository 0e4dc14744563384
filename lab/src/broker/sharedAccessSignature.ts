import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * Why a token of the form `SharedAccessSignature sr=…&sig=…&se=…&skn=…` is not good, for the client to
 * read; `undefined` when it is good. What it was made for (`sr`) is not looked at: the lab's key opens
 * the whole namespace.
 *
 * @param now Milliseconds since 1970, of the machine: the client reckoned with that clock, too.
 */
export function refuseSignature(
  token: string,
  keyName: string,
  key: string,
  now = Date.now(),
): string | undefined {
  const form = /^SharedAccessSignature\s+(.*)$/s.exec(token)?.[1];
  if (form === undefined) {
    return "MalformedToken: the credentials are not a SharedAccessSignature. Use the connection string that it printed.";
  }
  const fields = new Map(
    form.split("&").map((field) => {
      const equals = field.indexOf("=");
      return [field.slice(0, equals), field.slice(equals + 1)];
    }),
  );
  const resource = fields.get("sr");
  const expiry = fields.get("se");
  const signature = decode(fields.get("sig"));
  if (
    resource === undefined ||
    expiry === undefined ||
    signature === undefined
  ) {
    return "MalformedToken: the SharedAccessSignature lacks sr, sig or se.";
  }
  // Over the resource as it stands there, encoded (documentation of shared access signatures).
  const expected = createHmac("sha256", key)
    .update(`${resource}\n${expiry}`)
    .digest();
  const given = Buffer.from(signature, "base64");
  if (
    given.length !== expected.length ||
    !timingSafeEqual(given, expected) ||
    decode(fields.get("skn")) !== keyName
  ) {
    return "InvalidSignature: the token has an invalid signature. Use the connection string that the lab printed; a lab may have a new key at each start.";
  }
  return Number(expiry) * 1000 > now
    ? undefined
    : "ExpiredToken: the token is over its time.";
}

function decode(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
