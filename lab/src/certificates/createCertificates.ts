import {
  createHash,
  generateKeyPairSync,
  randomBytes,
  sign,
  type KeyObject,
} from "node:crypto";
import {
  bits,
  boolean,
  context,
  integer,
  objectIdentifier,
  octets,
  sequence,
  set,
  text,
  time,
} from "./der.ts";

/** PEM texts. */
export interface Certificates {
  /** What a client has to trust. */
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** Names under which the lab is spoken to, also by programs that mean the cloud (`run`). */
const hostNames = [
  "localhost",
  "*.documents.azure.com",
  "*.servicebus.windows.net",
] as const;

const DAY = 24 * 60 * 60 * 1000;
const CA_NAME = "cosmos-session-lab CA (this machine, this start)";

/**
 * A certificate authority of its own for each start, whose key is forgotten at once, and a server
 * certificate by it. Elliptic curves (P-256), because a key takes a fraction of a millisecond.
 *
 * Not from the lab's seed: a key that somebody could compute would be no key.
 *
 * @param names further host names or IPv4 addresses, with `*.` for all of one level
 */
export function createCertificates(
  names: readonly string[] = [],
): Certificates {
  const now = Date.now();
  const validity = sequence(
    // A client's clock may be behind ours, as in a container on another machine.
    time(new Date(now - DAY)),
    time(new Date(now + 365 * DAY)),
  );
  const ca = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const server = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return {
    ca: certificate({
      subject: CA_NAME,
      publicKey: ca.publicKey,
      signer: ca.privateKey,
      validity,
      extensions: [
        extension("2.5.29.19", true, sequence(boolean(true))),
        // keyCertSign and cRLSign
        extension("2.5.29.15", true, bits(Buffer.from([0x06]), 1)),
        extension("2.5.29.14", false, octets(keyId(ca.publicKey))),
      ],
    }),
    cert: certificate({
      subject: "localhost",
      publicKey: server.publicKey,
      signer: ca.privateKey,
      validity,
      extensions: [
        extension("2.5.29.19", true, sequence()),
        // digitalSignature
        extension("2.5.29.15", true, bits(Buffer.from([0x80]), 7)),
        // serverAuth
        extension(
          "2.5.29.37",
          false,
          sequence(objectIdentifier("1.3.6.1.5.5.7.3.1")),
        ),
        extension(
          "2.5.29.17",
          false,
          sequence(...alternativeNames([...hostNames, "127.0.0.1", ...names])),
        ),
        extension(
          "2.5.29.35",
          false,
          sequence(context(0, "primitive", keyId(ca.publicKey))),
        ),
      ],
    }),
    key: server.privateKey.export({ type: "pkcs8", format: "pem" }) as string,
  };
}

/** RFC 5280 4.1 */
function certificate(of: {
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly validity: Buffer;
  readonly extensions: readonly Buffer[];
}): string {
  // ecdsa-with-SHA256
  const algorithm = sequence(objectIdentifier("1.2.840.10045.4.3.2"));
  const signed = sequence(
    context(0, "constructed", integer(Buffer.from([2]))), // version 3
    integer(randomBytes(16)),
    algorithm,
    name(CA_NAME),
    of.validity,
    name(of.subject),
    of.publicKey.export({ type: "spki", format: "der" }),
    context(3, "constructed", sequence(...of.extensions)),
  );
  const der = sequence(
    signed,
    algorithm,
    bits(sign("sha256", signed, of.signer)),
  );
  const lines = der.toString("base64").replaceAll(/.{64}(?=.)/g, "$&\n");
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

/** One common name. */
function name(value: string): Buffer {
  return sequence(set(sequence(objectIdentifier("2.5.4.3"), text(value))));
}

function extension(id: string, isCritical: boolean, value: Buffer): Buffer {
  return sequence(
    objectIdentifier(id),
    ...(isCritical ? [boolean(true)] : []),
    octets(value),
  );
}

function alternativeNames(names: readonly string[]): Buffer[] {
  return [...new Set(names)].map((one) =>
    /^\d+\.\d+\.\d+\.\d+$/.test(one)
      ? context(7, "primitive", Buffer.from(one.split(".").map(Number)))
      : context(2, "primitive", Buffer.from(one, "ascii")),
  );
}

function keyId(key: KeyObject): Buffer {
  const der = key.export({ type: "spki", format: "der" });
  return createHash("sha1").update(der).digest();
}
