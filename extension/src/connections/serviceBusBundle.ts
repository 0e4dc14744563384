export { openPeeker } from "../sources/peek/serviceBus.ts";
export { openTap } from "../sources/tap/serviceBus.ts";
export { openAdministration } from "./openAdministration.ts";
