/** `effect`: services are named by classes, and made by layers. As its documentation says, version 3. */
export const EFFECT = "effect";

/** What a class that names a service extends. */
export const effectTags: ReadonlySet<string> = new Set([
  "Context.Tag",
  "Effect.Tag",
  "Effect.Service",
]);

/** Calls that say what stands behind such a class; the class is the first argument. */
export const effectProviders: ReadonlySet<string> = new Set([
  "effect",
  "scoped",
  "succeed",
  "sync",
  "provideService",
  "provideServiceEffect",
]);
