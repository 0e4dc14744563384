import { close, serviceBus, shop } from "./azure.js";

const visit = { id: "v1", tenant: "t1", user: "u1" };
const { headers } = await shop.container("visits").items.upsert(visit);
await serviceBus.createSender("orders").sendMessages({
  body: { visitId: visit.id, tenant: visit.tenant, user: visit.user },
  applicationProperties: {
    cosmosSessionToken: headers["x-ms-session-token"] as string,
  },
});
await close();
