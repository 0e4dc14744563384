/** A small program with one read that passes no token, in a file of its own, for tests that damage what is around it. */
import fs from "node:fs";
import path from "node:path";
import {
  lintInProject,
  type LintOptions,
} from "../../eslint-plugin/src/rules/testProject.ts";
import { writeProject } from "../../eslint-plugin/test-support/writeProject.ts";

export const HANDLER = "src/handler.ts";
export const REPOSITORY = "src/orders.ts";

export const repository = (options = ""): string => `
import { CosmosClient } from "@azure/cosmos";
const container = new CosmosClient("").database("shop").container("orders");
export async function load(id: string, sessionToken?: string) {
  return (await container.item(id, id).read(${options})).resource;
}
`;
export const withToken = repository("{ sessionToken }");

export const handler = (from = "./orders"): string => `
import { ServiceBusClient } from "@azure/service-bus";
import { load } from "${from}";
new ServiceBusClient("").createReceiver("orders").subscribe({
  async processMessage(message) {
    await load(message.body.id, message.applicationProperties?.token as string);
  },
  async processError() {},
});
`;

/** What is reported in the handler of `shop()`. */
export const REPORTED = ["require-session-token 6"];

export interface Shop {
  readonly folder: string;
  readonly write: (file: string, text: string | Uint8Array) => void;
  readonly remove: (file: string) => void;
  /** `rule line` of each report of ours; `fatal line` where the file does not parse. */
  readonly lint: (file?: string, options?: LintOptions) => string[];
}

export function shop(files: Readonly<Record<string, string>> = {}): Shop {
  const folder = writeProject({
    [HANDLER]: handler(),
    [REPOSITORY]: repository(),
    ...files,
  });
  return {
    folder,
    write(file, text) {
      const full = path.join(folder, file);
      fs.mkdirSync(path.dirname(full), { recursive: true });
      fs.writeFileSync(full, text);
    },
    remove: (file) =>
      fs.rmSync(path.join(folder, file), { recursive: true, force: true }),
    lint: (file = HANDLER, options = {}) =>
      lintInProject(folder, file, options).map(
        ({ ruleId, line }) =>
          `${ruleId?.replace("cosmos-session/", "") ?? "fatal"} ${line}`,
      ),
  };
}
