import { COSMOS_MODULE } from "./cosmos.ts";
import { LIBRARY_MODULE } from "./library.ts";
import { SERVICE_BUS_MODULE } from "./serviceBus.ts";

/** Packages that the tables of this folder describe: their own code is never followed, wherever it lies. */
export const describedPackages: ReadonlySet<string> = new Set([
  COSMOS_MODULE,
  SERVICE_BUS_MODULE,
  "@azure/functions",
  LIBRARY_MODULE,
]);
