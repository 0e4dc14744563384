// Reads each person that a message tells of, and counts those that it cannot find at the first try.
// What it cannot read is abandoned and comes again. Ends when it has found them all.
import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import type { Person, PersonCreated } from "./person.ts";
import { setting } from "./setting.ts";

const cosmos = new CosmosClient({
  endpoint: setting("COSMOS_ENDPOINT"),
  key: setting("COSMOS_KEY"),
});
const people = cosmos.database("ToDoList").container("Items");
const serviceBus = new ServiceBusClient(setting("SERVICE_BUS_CONNECTION"));
const receiver = serviceBus.createReceiver(
  "job.person.created",
  "SessionMessageReceiver",
);
const persons = Number(setting("PERSONS"));

const tried = new Set<string>();
const found = new Set<string>();
let notFoundAtFirst = 0;

receiver.subscribe(
  {
    async processMessage(message) {
      const { IdPerson, SessionId } = message.body as PersonCreated;
      // An item that is not there is no exception in JavaScript: `resource` is undefined.
      const { resource: person } = await people
        .item(IdPerson, IdPerson)
        .read<Person>(SessionId === null ? {} : { sessionToken: SessionId });

      if (person === undefined && !tried.has(IdPerson)) notFoundAtFirst += 1;
      tried.add(IdPerson);
      if (person === undefined) {
        await receiver.abandonMessage(message);
        return;
      }
      await receiver.completeMessage(message);
      found.add(IdPerson);
      if (found.size === persons) await end();
    },
    async processError({ error }) {
      console.error(error.message);
    },
  },
  { autoCompleteMessages: false },
);
process.send?.("ready");

async function end(): Promise<void> {
  process.send?.({ notFoundAtFirst });
  // The handler that called is among those for which close() would wait.
  setImmediate(() => {
    void serviceBus.close().then(() => {
      cosmos.dispose();
      process.disconnect();
    });
  });
}
