import { close, serviceBus, shop } from "./azure.js";

const person = { id: "4711", Name: "Person 1", Age: 31 };
const { headers } = await shop.container("people").items.upsert(person);
await serviceBus.createSender("orders").sendMessages({
  body: { IdPerson: person.id, SessionId: headers["x-ms-session-token"] },
});
await close();
