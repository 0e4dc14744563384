// Plays the Azure Functions host for the real @azure/functions: started as
// `node functionsHost.cjs CONSUMER`, in the folder of the function app.
//
// The package registers its functions through `@azure/functions-core`, a module that only a host has,
// and its own converters make the handler's arguments and context of what the host sends. Messages
// come from the lab through the real Service Bus SDK.
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import Module, { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import {
  ServiceBusClient,
  type ServiceBusReceivedMessage,
} from "@azure/service-bus";
import { readFunctionFolders } from "./readFunctionFolders.ts";
import { registerSdkBinding } from "./sdkBinding.ts";
import { toRequest } from "./toRequest.ts";
import type { Binding, FunctionMetadata, ProgrammingModel } from "./types.ts";

type Handler = (...args: unknown[]) => unknown;

const functions: { metadata: FunctionMetadata; handler: Handler }[] = [];
let model: ProgrammingModel | undefined;

const core = {
  version: "4.0.0",
  hostVersion: "4.1037.0",
  setProgrammingModel: (given: ProgrammingModel) => (model = given),
  getProgrammingModel: () => model,
  registerFunction: (metadata: FunctionMetadata, handler: Handler) => {
    functions.push({ metadata, handler });
    return { dispose: () => undefined };
  },
  registerHook: () => ({ dispose: () => undefined }),
  log: () => undefined,
};

const loader = Module as unknown as {
  _load: (request: string, ...rest: unknown[]) => unknown;
};
const load = loader._load;
loader._load = (request, ...rest) =>
  request === "@azure/functions-core" ? core : load(request, ...rest);

const app = process.cwd();
const requireFromApp = createRequire(path.join(app, "package.json"));
const client = new ServiceBusClient(process.env["SERVICE_BUS_CONNECTION"]!);
registerSdkBinding(requireFromApp);
void start(process.argv[2]!);

async function start(consumer: string): Promise<void> {
  const entry = ["js", "mjs", "cjs"]
    .map((ending) => `${consumer}.${ending}`)
    .find((file) => existsSync(file));
  if (entry !== undefined) {
    await import(pathToFileURL(entry).href);
  } else {
    // The model of version 3: folders with a function.json.
    const { setup } = requireFromApp("functions-3") as { setup: () => void };
    setup();
    functions.push(...(await readFunctionFolders(app)));
  }
  for (const { metadata, handler } of functions) listen(metadata, handler);
}

function listen(metadata: FunctionMetadata, handler: Handler): void {
  const trigger = Object.entries(metadata.bindings).find(
    ([, { type }]) => type === "serviceBusTrigger",
  );
  if (trigger === undefined) return;
  const [name, binding] = trigger;
  const receiver =
    binding.queueName !== undefined
      ? client.createReceiver(binding.queueName)
      : client.createReceiver(binding.topicName!, binding.subscriptionName!);
  if (binding.cardinality === "many") {
    void (async () => {
      for (;;) {
        const messages = await receiver.receiveMessages(10, {
          maxWaitTimeInMs: 1_000,
        });
        if (messages.length === 0) continue;
        await invoke(metadata, handler, name, binding, messages);
        for (const message of messages) await receiver.completeMessage(message);
      }
    })();
    return;
  }
  receiver.subscribe({
    processMessage: (message) =>
      invoke(metadata, handler, name, binding, [message]),
    async processError({ error }) {
      console.error(error);
    },
  });
}

async function invoke(
  metadata: FunctionMetadata,
  handler: Handler,
  name: string,
  binding: Binding,
  messages: readonly ServiceBusReceivedMessage[],
): Promise<void> {
  const invocationId = randomUUID();
  const invocation = model!.getInvocationModel({
    invocationId,
    metadata,
    state: "invocation",
    request: toRequest(invocationId, name, binding, messages),
    log: (_level: unknown, _category: unknown, text: string) =>
      console.log(text),
  });
  const { context, inputs } = await invocation.getArguments();
  const result = await invocation.invokeFunction(context, inputs, handler);
  await invocation.getResponse(context, result);
}
