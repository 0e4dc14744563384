import path from "node:path";
import type { Context } from "mocha";
import { startLab, type Lab } from "../../lab/src/index.ts";

/** Where the same tests run: on the lab always, on the official emulators when asked for. */
export interface Place {
  readonly name: string;
  /** @returns how to reach both services there */
  open(test: Context): Promise<Addresses>;
  close(): Promise<void>;
}

export interface Addresses {
  readonly serviceBus: string;
  readonly cosmos: { readonly endpoint: string; readonly key: string };
}

const config = path.join(import.meta.dirname, "Config.json");

export function places(): Place[] {
  return [theLab(), theEmulators];
}

function theLab(): Place {
  let lab: Lab | undefined;
  return {
    name: "the lab",
    async open() {
      // As the emulators: without lag.
      lab = await startLab({ config, lag: { ms: 0, answer: "freshest" } });
      return {
        serviceBus: lab.serviceBus.connectionString,
        cosmos: lab.cosmos,
      };
    },
    close: async () => lab?.stop(),
  };
}

/**
 * As docker-compose.yml starts them. The keys are those that the emulators' documentation gives to
 * everybody.
 */
const theEmulators: Place = {
  name: "the official emulators (only with COSMOS_SESSION_EMULATORS=1)",
  async open(test) {
    if (process.env["COSMOS_SESSION_EMULATORS"] !== "1") test.skip();
    return {
      serviceBus:
        "Endpoint=sb://localhost;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;",
      cosmos: {
        endpoint: "http://localhost:8081",
        key: "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==",
      },
    };
  },
  close: async () => undefined,
};
