/** `awilix`: makes what a program is made of, and finds arguments by their names. As its documentation says. */
export const AWILIX = "awilix";

/** Functions that say how something is made. */
export const awilixResolvers: ReadonlySet<string> = new Set([
  "asClass",
  "asFunction",
  "asValue",
  "aliasTo",
]);

/** Methods of what they give, each of which gives it back. */
export const awilixChained: ReadonlySet<string> = new Set([
  "singleton",
  "scoped",
  "transient",
  "proxy",
  "classic",
  "disposer",
  "inject",
  "setLifetime",
  "setInjectionMode",
]);

export const awilixMethods: ReadonlySet<string> = new Set([
  "register",
  "resolve",
  "build",
  "createScope",
]);
