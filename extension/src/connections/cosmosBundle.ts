export { openCosmosListing } from "./openCosmos.ts";
