import { existsSync } from "node:fs";
import { spawnSync } from "node:child_process";
import path from "node:path";

/** A public repository at one commit. Nothing of it is in ours; README.md says how to bring it. */
export interface Repository {
  /** `owner/name` on GitHub. */
  readonly name: string;
  readonly commit: string;
  /** What makes it worth measuring. */
  readonly what: string;
}

export const gitlens: Repository = {
  name: "gitkraken/vscode-gitlens",
  commit: "9fc75eef4c6c6ff60be3c522525ccfa6143f831a",
  what: "a large editor extension (20 MB) that never names Cosmos DB",
};

export const vscodeCosmosDb: Repository = {
  name: "microsoft/vscode-cosmosdb",
  commit: "f98829481cb5fb099a9aacb6e70986535b9c3654",
  what: "an editor extension (5 MB) full of Cosmos DB calls, without a handler",
};

export const wasteTracking: Repository = {
  name: "DEFRA/waste-tracking-service",
  commit: "cd525b0f9ea95ef881da8f838d2a2865a6c5973e",
  what: "a monorepo (6 MB) with Service Bus handlers that read and write Cosmos DB",
};

export const authDomain: Repository = {
  name: "pagopa/io-auth-n-identity-domain",
  commit: "01cda4e2b131a68542778123748a0c4df807df8d",
  what: "Functions apps (3 MB), most files of which lie between a handler and a container",
};

export const backEnd: Repository = {
  name: "hsh-2025-hackthon/back-end",
  commit: "e74875cf51aff79785caa115f40d1084c113975b",
  what: "a service (0.8 MB) with three Service Bus handlers",
};

export const processAutomation: Repository = {
  name: "Azure/business-process-automation",
  commit: "3c720153a9051109f567db3cf8f4135094ad97db",
  what: "Functions and a web page (0.4 MB), half of whose files lie between a handler and a container",
};

/**
 * The checkout of a repository, `DIR/owner__name`.
 *
 * @throws {Error} When it is missing or at another commit.
 */
export function findCheckout(dir: string, repository: Repository): string {
  const checkout = path.resolve(dir, repository.name.replace("/", "__"));
  if (!existsSync(checkout)) {
    throw new Error(
      `There is no checkout of ${repository.name} at "${checkout}". Bring it:\n` +
        `  git clone https://github.com/${repository.name} "${checkout}"\n` +
        `  git -C "${checkout}" checkout ${repository.commit}`,
    );
  }
  const { stdout } = spawnSync(
    "git",
    ["-C", checkout, "rev-parse", "--show-toplevel", "HEAD"],
    { encoding: "utf8" },
  );
  const [top = "", head = ""] = stdout.trim().split("\n");
  if (path.basename(top) !== path.basename(checkout)) {
    throw new Error(
      `"${checkout}" has no .git folder, so its commit cannot be told and its project would not end there. Clone ${repository.name} again.`,
    );
  }
  if (head !== repository.commit) {
    throw new Error(
      `"${checkout}" is at ${head}. Run: git -C "${checkout}" checkout ${repository.commit}`,
    );
  }
  return checkout;
}
