/** RxJS: what its functions do with the values that flow through them. As its documentation says, versions 5 to 8. */
export const rxModules: ReadonlySet<string> = new Set([
  "rxjs",
  "rxjs/operators",
]);

/** Classes whose `next` hands a value to all that listen. */
export const rxSubjects: ReadonlySet<string> = new Set([
  "Subject",
  "BehaviorSubject",
  "ReplaySubject",
  "AsyncSubject",
]);

/**
 * What becomes of a value behind an operator:
 *
 * - `result`: what the function gives for it.
 * - `inner`: what flows out of the observable, promise or list that the function gives for it.
 * - `same`: the value itself; functions that are given are called with it.
 * - `list`: an array of such values.
 * - `nested`: an observable of such values.
 * - `flat`: what flows out of the value.
 * - `caught`: the value, or what flows out of what the function gives.
 */
export type RxEffect =
  "result" | "inner" | "same" | "list" | "nested" | "flat" | "caught";

/** Operators that are not `same`. */
export const rxOperators: Readonly<Record<string, RxEffect>> = {
  map: "result",
  mergeMap: "inner",
  flatMap: "inner",
  concatMap: "inner",
  switchMap: "inner",
  exhaustMap: "inner",
  expand: "inner",
  catchError: "caught",
  toArray: "list",
  buffer: "list",
  bufferCount: "list",
  bufferTime: "list",
  bufferWhen: "list",
  groupBy: "nested",
  window: "nested",
  windowCount: "nested",
  windowTime: "nested",
  mergeAll: "flat",
  concatAll: "flat",
  switchAll: "flat",
  exhaustAll: "flat",
};

/** Functions that make an observable of what they are given. */
export const rxSources: ReadonlySet<string> = new Set([
  "from",
  "of",
  "defer",
  "merge",
  "concat",
  "forkJoin",
  "combineLatest",
  "race",
]);

/** Functions that make a promise of an observable. */
export const rxSinks: ReadonlySet<string> = new Set([
  "firstValueFrom",
  "lastValueFrom",
]);
