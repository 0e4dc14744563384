export { openPeeker } from "../sources/peek/serviceBus.ts";
export { openAdministration } from "./openAdministration.ts";
