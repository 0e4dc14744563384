export * from "./atom.ts";
export * from "./value.ts";
export { keyOf } from "./keys.ts";
