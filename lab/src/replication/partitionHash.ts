// Where in the space of partition keys an item lies: its effective partition key, as upper case
// hexadecimal text. Ranges are intervals of such texts, from "" to "FF". The encodings are those that
// the SDK itself uses to send bulk operations to the right range (read in @azure/cosmos 3.17.3 and
// 4.10.1, `hashPartitionKey`); the test compares with it.
import { murmurHash3x64, murmurHash3x86 } from "./murmurHash3.ts";

/** One component of a partition key. `undefined` is an item that lacks the property. */
export type KeyComponent = string | number | boolean | null | undefined;

/** How a container spreads its items: `hash` by versions 1 or 2, or by each of several levels. */
export type HashKind = "hash-1" | "hash-2" | "multi-hash";

const UNDEFINED = 0x00;
const NULL = 0x01;
const FALSE = 0x02;
const TRUE = 0x03;
const NUMBER = 0x05;
const STRING = 0x08;
const INFINITY = 0xff;
/** Version 1 looks at no more of a text. */
const V1_CHARACTERS = 100;

/** @param key All components, or for a prefix of a hierarchical key the first ones. */
export function effectivePartitionKey(
  key: readonly KeyComponent[],
  kind: HashKind,
): string {
  if (kind === "hash-1") return hashV1(key[0]);
  if (kind === "hash-2") return hashV2(key);
  return key.map((component) => hashV2([component])).join("");
}

/** The border below which `share` (0 to 1) of all hashes lie; `""` for 0, `"FF"` for 1. */
export function hashBorder(share: number, kind: HashKind): string {
  if (share <= 0) return "";
  if (share >= 1) return "FF";
  if (kind === "hash-1") {
    return hex(Buffer.from(encodeNumber(Math.floor(share * 2 ** 32))));
  }
  // The two highest bits of the hash are always 0; 52 bits are what a number holds exactly.
  const border = BigInt(Math.floor(share * 2 ** 52)) << 74n;
  return border.toString(16).toUpperCase().padStart(32, "0");
}

function hashV1(component: KeyComponent): string {
  const key =
    typeof component === "string"
      ? component.slice(0, V1_CHARACTERS)
      : component;
  const hash = murmurHash3x86(Buffer.from(bytesToHash(key, UNDEFINED)));
  return hex(Buffer.from([...encodeNumber(hash), ...encode(key)]));
}

function hashV2(key: readonly KeyComponent[]): string {
  const bytes = key.flatMap((component) => bytesToHash(component, INFINITY));
  const [low, high] = murmurHash3x64(Uint8Array.from(bytes));
  const hash = Buffer.alloc(16);
  hash.writeBigUInt64BE(high, 0);
  hash.writeBigUInt64BE(low, 8);
  hash[0]! &= 0x3f;
  return hex(hash);
}

function hex(bytes: Buffer): string {
  return bytes.toString("hex").toUpperCase();
}

/** @param end The byte behind a text. */
function bytesToHash(component: KeyComponent, end: number): number[] {
  if (typeof component === "string") {
    return [STRING, ...Buffer.from(component), end];
  }
  if (typeof component === "number") {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(component);
    return [NUMBER, ...bytes];
  }
  return [mark(component)];
}

function mark(component: boolean | null | undefined): number {
  if (component === undefined) return UNDEFINED;
  if (component === null) return NULL;
  return component ? TRUE : FALSE;
}

/** The order of the results as text is the order of the components. */
function encode(component: KeyComponent): number[] {
  if (typeof component === "number") return encodeNumber(component);
  if (typeof component !== "string") return [mark(component)];
  const bytes = [...Buffer.from(component)].map((byte) => byte + 1);
  return [STRING, ...bytes, UNDEFINED];
}

/** First 8 bits, then 7 by 7 with a 1 behind each group but the last. */
function encodeNumber(value: number): number[] {
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  const raw = bytes.readBigUInt64BE();
  const sign = 1n << 63n;
  let payload = raw < sign ? raw ^ sign : BigInt.asUintN(64, ~raw + 1n);
  const encoded = [NUMBER, Number(payload >> 56n)];
  payload = BigInt.asUintN(64, payload << 8n);
  const groups: number[] = [];
  do {
    groups.push(Number(payload >> 56n) | 1);
    payload = BigInt.asUintN(64, payload << 7n);
  } while (payload !== 0n);
  groups[groups.length - 1]! &= 0xfe;
  return [...encoded, ...groups.filter((group) => group !== 0)];
}
