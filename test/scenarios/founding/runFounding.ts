import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { startLab } from "../../../lab/src/index.ts";

export interface FoundingResult {
  readonly persons: number;
  /** Persons whose first read did not find them. */
  readonly notFoundAtFirst: number;
}

/** As in the account and the namespace where this was first seen. */
const config = {
  cosmos: {
    databases: [
      {
        id: "ToDoList",
        containers: [{ id: "Items", partitionKey: "/partitionKey" }],
      },
    ],
  },
  serviceBus: {
    Namespaces: [
      {
        Topics: [
          {
            Name: "job.person.created",
            Subscriptions: [
              {
                Name: "SessionMessageReceiver",
                // An abandoned message comes again at once, so that ten deliveries are soon over.
                Properties: { MaxDeliveryCount: 2_000 },
              },
            ],
          },
        ],
      },
    ],
  },
};

/**
 * Runs sender and receiver as two processes against a lab whose slowest replica is fifty writes
 * behind, the receiver first.
 *
 * @param carriesToken Whether `SessionId` in the messages is the session token of the write, or null.
 */
export async function runFounding(
  carriesToken: boolean,
  persons = 50,
): Promise<FoundingResult> {
  // Counted in writes, so that how fast this machine is makes no difference.
  const lab = await startLab({ config, seed: 1, lag: { lsn: 50 } });
  const programs: ChildProcess[] = [];
  const start = (name: string): ChildProcess => {
    const program = fork(path.join(import.meta.dirname, name), {
      execArgv: ["--import", "tsx"],
      env: {
        ...process.env,
        COSMOS_ENDPOINT: lab.cosmos.endpoint,
        COSMOS_KEY: lab.cosmos.key,
        SERVICE_BUS_CONNECTION: lab.serviceBus.connectionString,
        CARRY_TOKEN: carriesToken ? "yes" : "no",
        PERSONS: String(persons),
      },
    });
    programs.push(program);
    return program;
  };
  try {
    const receiver = start("receiver.ts");
    await nextMessage(receiver);
    start("sender.ts");
    const counted = (await nextMessage(receiver)) as {
      readonly notFoundAtFirst: number;
    };
    return { persons, notFoundAtFirst: counted.notFoundAtFirst };
  } finally {
    for (const program of programs) program.kill();
    await lab.stop();
  }
}

async function nextMessage(program: ChildProcess): Promise<unknown> {
  const [message] = (await Promise.race([
    once(program, "message"),
    once(program, "exit").then(([code]) => {
      throw new Error(
        `The receiver ended with exit code ${String(code)} before it had found them all.`,
      );
    }),
  ])) as [unknown];
  return message;
}
