/** Streams of Node.js: which functions get what flows through them. As its documentation says, versions 18 to 24. */
export const streamModules: ReadonlySet<string> = new Set([
  "stream",
  "node:stream",
  "node:stream/promises",
  "readable-stream",
]);

/** Classes, and the function that gets each chunk: as an option, and as a method of what extends the class. */
export const streamClasses: Readonly<
  Record<string, { readonly option?: string; readonly method?: string }>
> = {
  Transform: { option: "transform", method: "_transform" },
  Writable: { option: "write", method: "_write" },
  Duplex: { option: "write", method: "_write" },
  PassThrough: {},
};

/** Functions that make a Transform of a function, by module and exported name. */
export const streamFactories: ReadonlySet<string> = new Set([
  "through2:",
  "through2:obj",
]);
