import { watchRequests } from "./cosmos/watchRequests.ts";
import { watchFunctions } from "./functions/watchFunctions.ts";
import { Exporter } from "./otlp/Exporter.ts";
import { asciiJson } from "./otlp/fields.ts";
import { quietly } from "./quietly.ts";
import { readSettings } from "./settings.ts";
import { MessageWatcher } from "./serviceBus/MessageWatcher.ts";
import { watchServiceBus } from "./serviceBus/watchServiceBus.ts";
import { Watcher } from "./Watcher.ts";

/**
 * Runs in the program before its first line, in each of its threads and child processes
 * (`NODE_OPTIONS=--require`). Without an address to report to it does nothing.
 */
quietly(() => {
  const settings = readSettings(process.env);
  if (settings === undefined) return;
  const exporter = new Exporter(settings, (isLast) =>
    watcher.endRefused(isLast),
  );
  process.on("beforeExit", () => exporter.finish());
  process.on("exit", () => quietly(() => exporter.sendLast()));
  const watcher = new Watcher(
    (span) => exporter.add(span),
    () => exporter.wake(),
  );
  watchRequests((answered) => watcher.cosmos(answered));
  const messages = new MessageWatcher(
    watcher,
    (span) => exporter.add(asciiJson(span)),
    settings.sharedKey,
  );
  watchServiceBus(messages);
  watchFunctions(messages);
});
