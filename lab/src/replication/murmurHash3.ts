// MurmurHash3 by Austin Appleby (public domain), the two variants by which Azure Cosmos DB spreads
// items over partition key ranges: x86, 32 bits (version 1 of the hash) and x64, 128 bits (version 2).

/** @returns An unsigned number of 32 bits. */
export function murmurHash3x86(bytes: Uint8Array): number {
  const tail = bytes.length & ~3;
  let hash = 0;
  for (let at = 0; at < tail; at += 4) {
    const block =
      bytes[at]! |
      (bytes[at + 1]! << 8) |
      (bytes[at + 2]! << 16) |
      (bytes[at + 3]! << 24);
    hash ^= scramble(block);
    hash = (Math.imul(rotate(hash, 13), 5) + 0xe6546b64) | 0;
  }
  let rest = 0;
  for (let at = bytes.length - 1; at >= tail; at--) {
    rest = (rest << 8) | bytes[at]!;
  }
  if (tail < bytes.length) hash ^= scramble(rest);
  hash ^= bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function scramble(block: number): number {
  return Math.imul(rotate(Math.imul(block, 0xcc9e2d51), 15), 0x1b873593);
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

const MASK = 0xffffffffffffffffn;
const C1 = 0x87c37b91114253d5n;
const C2 = 0x4cf5ad432745937fn;

/** @returns Both halves, each of 64 bits. */
export function murmurHash3x64(bytes: Uint8Array): readonly [bigint, bigint] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const tail = bytes.length & ~15;
  let low = 0n;
  let high = 0n;
  for (let at = 0; at < tail; at += 16) {
    low ^= scrambleLow(view.getBigUint64(at, true));
    low = (rotate64(low, 27n) + high) & MASK;
    low = (low * 5n + 0x52dce729n) & MASK;
    high ^= scrambleHigh(view.getBigUint64(at + 8, true));
    high = (rotate64(high, 31n) + low) & MASK;
    high = (high * 5n + 0x38495ab5n) & MASK;
  }
  if (tail < bytes.length) {
    const rest = new DataView(new ArrayBuffer(16));
    for (let at = tail; at < bytes.length; at++) {
      rest.setUint8(at - tail, bytes[at]!);
    }
    high ^= scrambleHigh(rest.getBigUint64(8, true));
    low ^= scrambleLow(rest.getBigUint64(0, true));
  }
  const length = BigInt(bytes.length);
  low ^= length;
  high ^= length;
  low = (low + high) & MASK;
  high = (high + low) & MASK;
  low = finish(low);
  high = finish(high);
  low = (low + high) & MASK;
  high = (high + low) & MASK;
  return [low, high];
}

function scrambleLow(block: bigint): bigint {
  return (rotate64((block * C1) & MASK, 31n) * C2) & MASK;
}

function scrambleHigh(block: bigint): bigint {
  return (rotate64((block * C2) & MASK, 33n) * C1) & MASK;
}

function rotate64(value: bigint, by: bigint): bigint {
  return ((value << by) | (value >> (64n - by))) & MASK;
}

function finish(value: bigint): bigint {
  let mixed = value;
  mixed = ((mixed ^ (mixed >> 33n)) * 0xff51afd7ed558ccdn) & MASK;
  mixed = ((mixed ^ (mixed >> 33n)) * 0xc4ceb9fe1a85ec53n) & MASK;
  return mixed ^ (mixed >> 33n);
}
