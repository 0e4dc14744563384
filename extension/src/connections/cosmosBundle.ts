export { openCosmosListing } from "./openCosmos.ts";
export { readItemOnce } from "./readItemOnce.ts";
