import type { Evaluate } from "./context.ts";

/**
 * A property of an object or an element of an array; of anything else there is none.
 *
 * @param object What has it, or the place in the frame where that stands.
 */
export function compileMember(
  object: Evaluate | number,
  key: unknown,
): Evaluate {
  if (typeof key === "number") return compileElement(toEvaluate(object), key);
  if (typeof key !== "string") return () => undefined;
  if (!isPlainKey(key)) {
    return compileOwn(toEvaluate(object), key);
  }
  if (typeof object === "number") {
    return (frame) => {
      const value = frame[object];
      return typeof value === "object" && value !== null
        ? (value as Record<string, unknown>)[key]
        : undefined;
    };
  }
  return (frame) => {
    const value = object(frame);
    return typeof value === "object" && value !== null
      ? (value as Record<string, unknown>)[key]
      : undefined;
  };
}

/**
 * Whether plain access finds a property where an item has it, and nothing else: other keys stand on
 * arrays or in their prototypes.
 */
export function isPlainKey(key: string): boolean {
  return !(key in Array.prototype) && !/^\d/.test(key);
}

function toEvaluate(object: Evaluate | number): Evaluate {
  return typeof object === "number" ? (frame) => frame[object] : object;
}

function compileElement(object: Evaluate, index: number): Evaluate {
  return (frame) => {
    const value = object(frame);
    return Array.isArray(value) ? (value[index] as unknown) : undefined;
  };
}

function compileOwn(object: Evaluate, key: string): Evaluate {
  return (frame) => {
    const value = object(frame);
    return typeof value === "object" &&
      value !== null &&
      !Array.isArray(value) &&
      Object.hasOwn(value, key)
      ? (value as Record<string, unknown>)[key]
      : undefined;
  };
}
