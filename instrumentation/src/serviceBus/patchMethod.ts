type Method = (this: object, ...args: unknown[]) => unknown;

const patched = new WeakMap<object, Set<string>>();

/**
 * Puts a function around a method of a class, or of the class above that has it, once. It keeps name
 * and length, so that the program sees no difference.
 *
 * @param around gets what was called; whatever it returns, the caller gets
 */
export function patchMethod(
  prototype: object,
  name: string,
  around: (original: Method, self: object, args: unknown[]) => unknown,
): void {
  const owner = findOwner(prototype, name);
  if (owner === undefined) return;
  const done = patched.get(owner) ?? new Set();
  patched.set(owner, done);
  const descriptor = Object.getOwnPropertyDescriptor(owner, name)!;
  const original = descriptor.value as Method | undefined;
  if (typeof original !== "function" || done.has(name)) return;
  done.add(name);
  const replacement: Method = function (...args) {
    return around(original, this, args);
  };
  Object.defineProperties(replacement, {
    name: { value: original.name, configurable: true },
    length: { value: original.length, configurable: true },
  });
  Object.defineProperty(owner, name, { ...descriptor, value: replacement });
}

function findOwner(prototype: object, name: string): object | undefined {
  let at: object | null = prototype;
  while (at !== null && at !== Object.prototype) {
    if (Object.hasOwn(at, name)) return at;
    at = Object.getPrototypeOf(at) as object | null;
  }
  return undefined;
}

/** Calls one of two functions when a promise, or what is none, has come to its end. */
export function whenDone(
  result: unknown,
  then: (value: unknown) => void,
  fail: () => void,
): void {
  if (!(result instanceof Promise)) then(result);
  else result.then(then, fail);
}
