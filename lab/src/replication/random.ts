/** Chances that come out the same for the same seed. */
export interface Random {
  /** At least 0, less than 1. */
  next(): number;
  /** One of the elements. */
  pick<T>(from: readonly [T, ...T[]] | readonly T[]): T;
  /** Chances of its own for something with a name, which nothing else disturbs. */
  fork(name: string): Random;
}

/** @param seed Any number; the same one gives the same chances on every machine. */
export function createRandom(seed: number): Random {
  return fromState(mix(seed >>> 0));
}

function fromState(start: number): Random {
  let state = start;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    return mix(state) / 2 ** 32;
  };
  return {
    next,
    pick: (from) => from[Math.floor(next() * from.length)]!,
    fork: (name) => fromState(hash(name, start)),
  };
}

/** The finishing steps of MurmurHash3: each bit of the input weighs on each bit of the result. */
function mix(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function hash(text: string, start: number): number {
  let hashed = start;
  for (let index = 0; index < text.length; index++) {
    hashed = mix(hashed ^ text.charCodeAt(index));
    hashed = (hashed + 0x9e3779b9) >>> 0;
  }
  return hashed;
}
