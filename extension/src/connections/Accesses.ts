import type { CosmosSdk, ServiceBusSdk } from "./azureSdk.ts";
import {
  readConnectionString,
  type ConnectionRecord,
} from "./ConnectionRecord.ts";
import type { Shown } from "./ConnectionTree.ts";
import type { Lister } from "./listing.ts";
import type { Administration } from "./openAdministration.ts";
import { MicrosoftCredential, type GetSession } from "./MicrosoftCredential.ts";
import type { CosmosAccess } from "./openCosmos.ts";
import type { ItemAnswer, ItemRequest } from "./readItemOnce.ts";
import type { ServiceBusAccess } from "./openServiceBus.ts";
import type { TapReceiver } from "../sources/tap/receiveCopies.ts";

/** As much of what a lab prints as is needed to enter it. */
export interface LabAccess {
  readonly serviceBus: {
    readonly connectionString: string;
    readonly administrationConnectionString: string;
  };
  readonly cosmos: { readonly connectionString: string };
  readonly caFile: string;
}

export interface AccessesOptions {
  readonly lab: () => LabAccess | undefined;
  readonly secretOf: (id: string) => PromiseLike<string | undefined>;
  readonly getSession: GetSession;
  readonly serviceBusSdk: () => Promise<ServiceBusSdk>;
  readonly cosmosSdk: () => Promise<CosmosSdk>;
}

/** How each connection is entered. The SDKs are loaded at the first use. */
export class Accesses {
  readonly #options: AccessesOptions;
  readonly #credentials = new Map<string, MicrosoftCredential>();

  constructor(options: AccessesOptions) {
    this.#options = options;
  }

  /** The lab's namespace and account, while it runs. */
  labConnections(): Shown[] {
    const lab = this.#options.lab();
    if (lab === undefined) return [];
    return [lab.serviceBus.connectionString, lab.cosmos.connectionString]
      .map(readConnectionString)
      .filter((record) => record !== undefined)
      .map((record) => ({
        record: {
          ...record,
          id: `lab:${record.kind}`,
          name: record.kind === "cosmos" ? "Lab Cosmos DB" : "Lab Service Bus",
        },
        isLab: true,
      }));
  }

  async serviceBus(record: ConnectionRecord): Promise<ServiceBusAccess> {
    return record.signIn === "microsoft"
      ? { host: record.address, credential: this.#credential(record) }
      : { connectionString: await this.#secret(record) };
  }

  async cosmos(record: ConnectionRecord): Promise<CosmosAccess> {
    const endpoint = record.address;
    if (record.signIn === "microsoft") {
      return { endpoint, credential: this.#credential(record) };
    }
    const secret = await this.#secret(record);
    const [, key = ""] = /AccountKey=([^;]+)/i.exec(secret) ?? [];
    return { endpoint, key };
  }

  /** After Connect and Retry: the person may be asked to sign in. */
  allowAsking(record: ConnectionRecord): void {
    if (record.signIn === "microsoft") this.#credential(record).allowAsking();
  }

  async listerOf(record: ConnectionRecord): Promise<Lister> {
    const { cosmosSdk } = this.#options;
    const account = async <Result>(
      list: (
        from: ReturnType<CosmosSdk["openCosmosListing"]>,
      ) => Promise<Result>,
    ): Promise<Result> => {
      const { openCosmosListing } = await cosmosSdk();
      const listing = openCosmosListing(await this.cosmos(record));
      try {
        return await list(listing);
      } finally {
        listing.close();
      }
    };
    return {
      entities: async () => (await this.administrationOf(record)).entities(),
      subscriptions: async (topic) =>
        (await this.administrationOf(record)).subscriptions(topic),
      databases: () => account((listing) => listing.databases()),
      containers: (name) => account((listing) => listing.containers(name)),
    };
  }

  /** What needs the Manage right. */
  async administrationOf(record: ConnectionRecord): Promise<Administration> {
    const { serviceBusSdk, lab } = this.#options;
    const { openAdministration } = await serviceBusSdk();
    const addresses = lab();
    return record.id.startsWith("lab:") && addresses !== undefined
      ? openAdministration(
          {
            connectionString:
              addresses.serviceBus.administrationConnectionString,
          },
          { caFile: addresses.caFile },
        )
      : openAdministration(await this.serviceBus(record));
  }

  /** @returns what receives the copies of a tap */
  async openTap(
    record: ConnectionRecord,
    topic: string,
    name: string,
  ): Promise<TapReceiver> {
    const { openTap } = await this.#options.serviceBusSdk();
    return openTap(await this.serviceBus(record), topic, name);
  }

  /** @returns what reads items of an account, each with a client of its own */
  async itemReaderOf(
    record: ConnectionRecord,
  ): Promise<(request: ItemRequest) => Promise<ItemAnswer>> {
    const { readItemOnce } = await this.#options.cosmosSdk();
    const access = await this.cosmos(record);
    return (request) => readItemOnce(access, request);
  }

  async #secret({ id, kind }: ConnectionRecord): Promise<string> {
    const { lab, secretOf } = this.#options;
    const secret = id.startsWith("lab:")
      ? lab()?.[kind].connectionString
      : await secretOf(id);
    if (secret === undefined) {
      throw new Error("Its connection string is not there any more.");
    }
    return secret;
  }

  #credential({ id, tenant }: ConnectionRecord): MicrosoftCredential {
    const known = this.#credentials.get(id);
    if (known !== undefined) return known;
    const credential = new MicrosoftCredential(
      this.#options.getSession,
      tenant,
    );
    this.#credentials.set(id, credential);
    return credential;
  }
}
