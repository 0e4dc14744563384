// What the bundles of the SDKs offer to the rest: `dist/serviceBus.cjs` and `dist/cosmos.cjs`, each loaded
// at its first use. Types only: whoever imports this file loads no SDK.
import type { openPeeker } from "../sources/peek/serviceBus.ts";
import type { openTap } from "../sources/tap/serviceBus.ts";
import type { openAdministration } from "./openAdministration.ts";
import type { openCosmosListing } from "./openCosmos.ts";
import type { readItemOnce } from "./readItemOnce.ts";

export interface ServiceBusSdk {
  readonly openPeeker: typeof openPeeker;
  readonly openTap: typeof openTap;
  readonly openAdministration: typeof openAdministration;
}

export interface CosmosSdk {
  readonly openCosmosListing: typeof openCosmosListing;
  readonly readItemOnce: typeof readItemOnce;
}
