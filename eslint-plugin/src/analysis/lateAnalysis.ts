/**
 * What only a project with something to say needs: it is a bundle of its own (build.mjs), loaded at the first call and
 * let go when it is idle (`lateCode.ts`).
 */
export { analyse } from "./analyse.ts";
export { parseFile } from "./parse.ts";
export { reportsOf } from "./reports.ts";
