import { LabRequestError, type LagSettings } from "../../config.ts";
import type { Account } from "./Account.ts";
import type { Container } from "./Container.ts";

/** What the keeper of a lab does to an account. Everything is checked before anything is changed. */
export class AccountControl {
  readonly #account: () => Account;

  constructor(account: () => Account) {
    this.#account = account;
  }

  setLag(settings: LagSettings): void {
    const { container, region, ms, lsn, answer } = settings;
    this.#containers(container);
    this.#checkRegion(region);
    for (const [name, value] of Object.entries({ ms, lsn })) {
      if (value !== undefined && !(Number.isFinite(value) && value >= 0)) {
        throw new LabRequestError(
          "InvalidLag",
          `"${name}" of a lag is a number of 0 or more; got ${JSON.stringify(value)}.`,
        );
      }
    }
    if (ms !== undefined && lsn !== undefined) {
      throw new LabRequestError(
        "InvalidLag",
        'A lag is counted in time ("ms") or in writes ("lsn"); give one of them.',
      );
    }
    if (
      answer !== undefined &&
      !["stalest", "random", "freshest"].includes(answer)
    ) {
      throw new LabRequestError(
        "InvalidLag",
        `"answer" is "stalest", "random" or "freshest"; got ${JSON.stringify(answer)}.`,
      );
    }
    this.#account().lag.set(settings);
  }

  freeze(container: string, region: string | undefined): void {
    this.#checkRegion(region);
    for (const each of this.#containers(container)) each.data.freeze(region);
  }

  thaw(container: string, region: string | undefined): void {
    this.#checkRegion(region);
    for (const each of this.#containers(container)) each.data.thaw(region);
  }

  split(container: string, range: string): void {
    for (const each of this.#containers(container)) each.data.split(range);
    this.#account().revision++;
  }

  failover(region: string): void {
    this.#checkRegion(region);
    const account = this.#account();
    if (region === account.writeRegion) {
      throw new LabRequestError(
        "AlreadyWriteRegion",
        `"${region}" takes the writes already; name another region (known: ${account.regions.join(", ")}).`,
      );
    }
    account.writeRegion = region;
    for (const container of containersOf(account)) {
      container.data.failover(region);
    }
    account.revision++;
  }

  #containers(name: string): Container[] {
    const all = [...containersOf(this.#account())];
    if (name === "*") return all;
    const found = all.filter((container) => container.name === name);
    if (found.length > 0) return found;
    const known = all.map((container) => `"${container.name}"`).join(", ");
    throw new LabRequestError(
      "ContainerNotFound",
      `No container "${name}" (known: ${known === "" ? "none" : known}). Name it as database/container, or all by "*".`,
    );
  }

  #checkRegion(region: string | undefined): void {
    const { regions } = this.#account();
    if (region === undefined || regions.includes(region)) return;
    throw new LabRequestError(
      "RegionNotFound",
      `No region "${region}" (known: ${regions.join(", ")}).`,
    );
  }
}

function* containersOf(account: Account): Iterable<Container> {
  for (const database of account.databases.values()) {
    yield* database.containers.values();
  }
}
