// Writes fifty persons, one after the other without a pause, and tells of each on a topic.
import { randomInt } from "node:crypto";
import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import { setting } from "./setting.ts";
import type { Person, PersonCreated } from "./person.ts";

const cosmos = new CosmosClient({
  endpoint: setting("COSMOS_ENDPOINT"),
  key: setting("COSMOS_KEY"),
});
const people = cosmos.database("ToDoList").container("Items");
const serviceBus = new ServiceBusClient(setting("SERVICE_BUS_CONNECTION"));
const sender = serviceBus.createSender("job.person.created");
const carriesToken = setting("CARRY_TOKEN") === "yes";

const ids = new Set<string>();
while (ids.size < Number(setting("PERSONS"))) {
  ids.add(String(randomInt(1_000_000_000)));
}

let number = 0;
for (const id of ids) {
  number += 1;
  const person: Person = {
    id,
    partitionKey: id,
    Name: `Person ${number}`,
    Age: 30 + number,
  };
  const { headers } = await people.items.upsert(person);
  const body: PersonCreated = {
    IdPerson: id,
    SessionId: carriesToken ? (headers["x-ms-session-token"] as string) : null,
  };
  await sender.sendMessages({ body });
}

await serviceBus.close();
cosmos.dispose();
