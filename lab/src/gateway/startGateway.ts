import { type CosmosConfig, LabRequestError } from "../config.ts";
import type { Listening } from "../listenOn.ts";
import { createRandom } from "../replication/random.ts";
import { Account } from "./account/Account.ts";
import { accountKey, signingKey } from "./account/accountKey.ts";
import { StateFile } from "./account/StateFile.ts";
import { cosmosState } from "./account/cosmosState.ts";
import { definitionOf } from "./account/readDefinition.ts";
import type { Gateway, GatewayOptions } from "./Gateway.ts";
import { FaultList } from "./http/FaultList.ts";
import { listen } from "./http/listen.ts";
import { RequestHandler } from "./http/RequestHandler.ts";
import { UnknownOperations } from "./http/UnknownOperations.ts";
import { AccountControl } from "./account/AccountControl.ts";

/** Starts a Cosmos DB account on this machine; what was started is undone when a later step fails. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  let account = makeAccount(options);
  const file =
    options.data === undefined
      ? undefined
      : new StateFile(options.data, () => account);
  file?.load();
  addConfigured(account, options.config);
  const control = new AccountControl(() => account);
  const faults = new FaultList();
  const unknown = new UnknownOperations();
  const handler = new RequestHandler({
    account: () => account,
    key: options.anyAccount === true ? undefined : signingKey,
    clock: options.clock,
    observer: options.observer,
    faults,
    unknown,
  });
  const endpoints = new Endpoints(options.host);
  const listening: Listening[] = [];
  const stop = async (): Promise<void> => {
    file?.stop();
    await Promise.all(listening.map((each) => each.stop()));
  };
  try {
    for (const [index, region] of account.regions.entries()) {
      const port = index === 0 ? options.port : 0;
      const { host } = options;
      const plain = await listen(
        handler,
        { region, endpointOf: (name) => endpoints.plain(name) },
        { host, port },
      );
      listening.push(plain);
      const secure = await listen(
        handler,
        { region, endpointOf: (name) => endpoints.secure(name) },
        { host, port: 0 },
        options.tls,
      );
      listening.push(secure);
      endpoints.add(region, plain.port, secure.port);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  file?.start();
  const first = account.regions[0]!;
  return {
    endpoint: endpoints.plain(first),
    httpsEndpoint: endpoints.secure(first),
    key: accountKey,
    state: () => cosmosState(account),
    setLag: (settings) => control.setLag(settings),
    freeze: (container, region) => control.freeze(container, region),
    thaw: (container, region) => control.thaw(container, region),
    split: (container, range) => control.split(container, range),
    failover: (region) => control.failover(region),
    fail: (fault) => faults.add(fault),
    reset() {
      account = makeAccount(options);
      addConfigured(account, options.config);
      faults.clear();
      unknown.counts.clear();
    },
    unknownOperations: () => unknown.counts,
    stop,
  };
}

function makeAccount({
  config,
  clock,
  seed,
  waitBudgetMs,
  anyAccount,
}: GatewayOptions): Account {
  const { regions = ["Local"] } = config;
  if (regions.length === 0 || new Set(regions).size < regions.length) {
    throw new LabRequestError(
      "InvalidRegions",
      `"regions" takes at least one name, and each once; got ${JSON.stringify(regions)}.`,
    );
  }
  const account = new Account({
    consistency: config.consistency ?? "Session",
    regions,
    clock,
    random: createRandom(seed),
    waitBudgetMs,
    ...(anyAccount === true && {
      hintForMissing: (database: string, container: string) =>
        `Start the lab with --container ${database}/${container}:/partitionKey, with the path of the container's own key.`,
    }),
  });
  return account;
}

/** What the configuration names and the kept state has not. */
function addConfigured(account: Account, config: CosmosConfig): void {
  for (const { id, containers = [] } of config.databases ?? []) {
    const database = account.databases.get(id) ?? account.createDatabase(id);
    for (const container of containers) {
      if (database.containers.has(container.id)) continue;
      const { ranges = 1 } = container;
      account.createContainer(database, definitionOf(container), ranges);
    }
  }
}

/** Where each region is reached, whatever name a client called the first one by. */
class Endpoints {
  readonly #host: string;
  readonly #ports = new Map<string, { plain: number; secure: number }>();

  constructor(host: string) {
    // All interfaces have no address of their own that a client could call.
    const name = host === "0.0.0.0" || host === "::" ? "127.0.0.1" : host;
    this.#host = name.includes(":") ? `[${name}]` : name;
  }

  add(region: string, plain: number, secure: number): void {
    this.#ports.set(region, { plain, secure });
  }

  plain(region: string): string {
    return `http://${this.#host}:${this.#ports.get(region)!.plain}/`;
  }

  secure(region: string): string {
    return `https://${this.#host}:${this.#ports.get(region)!.secure}/`;
  }
}
