import type {
  Container,
  CosmosClient,
  CosmosClientOptions,
  Database,
} from "@azure/cosmos";
import type { Gateway } from "../../src/gateway/Gateway.ts";
import type { SdkModule, SdkVersion } from "./sdkVersions.ts";

/** One method of the SDK, with the result and the state that its documentation promises. */
export interface Row {
  /** `item.read`, as one writes it. */
  readonly method: string;
  /** What is asserted, as a sentence that goes on behind the method's name. */
  readonly does: string;
  /** `error`: the lab has it not, and says so by name. */
  readonly outcome: "works" | "error";
  /** Versions that lack it, with the reason. */
  readonly missing?: Partial<Record<SdkVersion, string>>;
  run(bench: Bench): Promise<void>;
}

/** What a row works with; the container is new and empty. */
export interface Bench {
  readonly sdk: SdkVersion;
  readonly module: SdkModule;
  readonly client: CosmosClient;
  readonly database: Database;
  /** One range, partition key `/pk`, replicas without lag. */
  readonly container: Container;
  readonly gateway: Gateway;
  /** A further client, with resource tokens in place of the account's key if given; it is disposed of with the bench. */
  readonly connect: (
    options: Partial<CosmosClientOptions>,
  ) => Promise<CosmosClient>;
  /** A further container; its name as the lab's control takes it is `database.id/container.id`. */
  readonly newContainer: (options?: {
    readonly ranges?: number;
    readonly paths?: readonly string[];
    readonly version?: 1 | 2;
    readonly defaultTtl?: number;
    readonly uniqueKeys?: readonly string[];
  }) => Promise<Container>;
}
