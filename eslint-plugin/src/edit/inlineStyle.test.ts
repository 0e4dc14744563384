import { itEdits, itRefuses } from "./testFindings.ts";

describe("inline style", () => {
  itEdits(
    "reads the token once where the message is bound and passes it to a read without options",
    {
      files: {
        "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    // Look it up.
    const { resource } = await orders.item(message.body.id, message.body.pk).read();
    console.log(resource);
  },
  async processError() {},
});
`,
      },
      path: ["orders.item(message.body.id, message.body.pk).read()"],
      title: "Pass the message's `cosmosSessionToken` to this read.",
      after: {
        "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    // Look it up.
    const { resource } = await orders.item(message.body.id, message.body.pk).read({ sessionToken });
    console.log(resource);
  },
  async processError() {},
});
`,
      },
    },
  );

  itEdits(
    "writes JavaScript in JavaScript, without semicolons where the file has none",
    {
      files: {
        "/p/a.js": `const handle = async (message) => {
  const { resource } = await orders.item(message.body.id).read()
  return resource
}
module.exports = { handle }
`,
      },
      path: ["orders.item(message.body.id).read()"],
      title: "Pass the message's `cosmosSessionToken` to this read.",
      after: {
        "/p/a.js": `const handle = async (message) => {
  const sessionToken = message.applicationProperties?.cosmosSessionToken
  const { resource } = await orders.item(message.body.id).read({ sessionToken })
  return resource
}
module.exports = { handle }
`,
      },
    },
  );

  itEdits("keeps Windows line ends, tabs and single quotes", {
    files: {
      "/p/a.ts": `import { CosmosClient } from '@azure/cosmos';
import { ServiceBusClient } from '@azure/service-bus';

const orders = new CosmosClient('x').database('shop').container('orders');
const receiver = new ServiceBusClient('x').createReceiver('orders');

receiver.subscribe({
  async processMessage(message) {
		const { resource } = await orders.item(message.body.id, 'p').read();
		console.log(resource);
  },
  async processError() {},
});
`,
    },
    path: ["orders.item(message.body.id, 'p').read()"],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from '@azure/cosmos';
import { ServiceBusClient } from '@azure/service-bus';

const orders = new CosmosClient('x').database('shop').container('orders');
const receiver = new ServiceBusClient('x').createReceiver('orders');

receiver.subscribe({
  async processMessage(message) {
		const sessionToken = message.applicationProperties?.['cosmosSessionToken'] as string;
		const { resource } = await orders.item(message.body.id, 'p').read({ sessionToken });
		console.log(resource);
  },
  async processError() {},
});
`,
    },
  });

  itEdits("adds the property to an options literal on one line", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const { resource } = await orders.item(message.body.id, "p").read({ contentResponseOnWriteEnabled: true });
    console.log(resource);
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(message.body.id, "p").read('],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    const { resource } = await orders.item(message.body.id, "p").read({ contentResponseOnWriteEnabled: true, sessionToken });
    console.log(resource);
  },
  async processError() {},
});
`,
    },
  });

  itEdits(
    "adds the property to an options literal on several lines, behind its comment and with its comma",
    {
      files: {
        "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const { resources } = await orders.items
      .query("SELECT * FROM c", {
        partitionKey: message.body.pk,
        maxItemCount: 10, // enough
      })
      .fetchAll();
    console.log(resources);
  },
  async processError() {},
});
`,
      },
      path: ["orders.items\n      .query("],
      read: { call: "items.query", optionsIndex: 1 },
      title: "Pass the message's `cosmosSessionToken` to this read.",
      after: {
        "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    const { resources } = await orders.items
      .query("SELECT * FROM c", {
        partitionKey: message.body.pk,
        maxItemCount: 10, // enough
        sessionToken,
      })
      .fetchAll();
    console.log(resources);
  },
  async processError() {},
});
`,
      },
    },
  );

  itEdits("keeps an options literal without trailing comma as it is", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const { resources } = await orders.items
      .query("SELECT * FROM c", {
        maxItemCount: 10 // enough
      })
      .fetchAll();
    console.log(resources);
  },
  async processError() {},
});
`,
    },
    path: ["orders.items\n      .query("],
    read: { call: "items.query", optionsIndex: 1 },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    const { resources } = await orders.items
      .query("SELECT * FROM c", {
        maxItemCount: 10, // enough
        sessionToken
      })
      .fetchAll();
    console.log(resources);
  },
  async processError() {},
});
`,
    },
  });

  itEdits("fills an empty options literal", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await orders.item(message.body.id, "p").read({});
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(message.body.id, "p").read({})'],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await orders.item(message.body.id, "p").read({ sessionToken });
  },
  async processError() {},
});
`,
    },
  });

  itEdits("spreads an options variable at the call", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const options = { maxItemCount: 1 };
    await orders.items.query("SELECT * FROM c", options).fetchAll();
  },
  async processError() {},
});
`,
    },
    path: ['orders.items.query("SELECT * FROM c", options)'],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    const options = { maxItemCount: 1 };
    await orders.items.query("SELECT * FROM c", { ...options, sessionToken }).fetchAll();
  },
  async processError() {},
});
`,
    },
  });

  itEdits("puts the token behind a spread", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const common = { maxItemCount: 1 };
    await orders.items.query("SELECT * FROM c", { ...common }).fetchAll();
  },
  async processError() {},
});
`,
    },
    path: ['orders.items.query("SELECT * FROM c", { ...common })'],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    const common = { maxItemCount: 1 };
    await orders.items.query("SELECT * FROM c", { ...common, sessionToken }).fetchAll();
  },
  async processError() {},
});
`,
    },
  });

  itEdits("replaces a token that is undefined or a literal", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await orders.item(message.body.id, "p").read({ sessionToken: "0:1#1" });
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(message.body.id, "p").read('],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await orders.item(message.body.id, "p").read({ sessionToken });
  },
  async processError() {},
});
`,
    },
  });

  itEdits("replaces options that are undefined", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await orders.item(message.body.id, "p").read(undefined);
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(message.body.id, "p").read('],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await orders.item(message.body.id, "p").read({ sessionToken });
  },
  async processError() {},
});
`,
    },
  });

  itEdits("gives a change feed without arguments its options", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const page = await orders.items.changeFeed().fetchNext();
    console.log(page);
  },
  async processError() {},
});
`,
    },
    path: ["orders.items.changeFeed()"],
    read: { call: "items.changeFeed", optionsIndex: 1 },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    const page = await orders.items.changeFeed({ sessionToken }).fetchNext();
    console.log(page);
  },
  async processError() {},
});
`,
    },
  });

  itEdits(
    "adds the options of a change feed to those that stand in the place of its partition key",
    {
      files: {
        "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const page = await orders.items.changeFeed({ startFromBeginning: true }).fetchNext();
    console.log(page);
  },
  async processError() {},
});
`,
      },
      path: ["orders.items.changeFeed("],
      read: { call: "items.changeFeed", optionsIndex: 1 },
      title: "Pass the message's `cosmosSessionToken` to this read.",
      after: {
        "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    const page = await orders.items.changeFeed({ startFromBeginning: true, sessionToken }).fetchNext();
    console.log(page);
  },
  async processError() {},
});
`,
      },
    },
  );

  itEdits("gives a batch its third argument", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await orders.items.batch([{ operationType: "Read", id: message.body.id }]);
  },
  async processError() {},
});
`,
    },
    path: ["orders.items.batch("],
    read: { call: "items.batch", optionsIndex: 2 },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await orders.items.batch([{ operationType: "Read", id: message.body.id }], undefined, { sessionToken });
  },
  async processError() {},
});
`,
    },
  });

  itEdits("finds the query behind a variable of its iterator", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const pages = orders.items.query("SELECT * FROM c");
    await pages.fetchNext();
  },
  async processError() {},
});
`,
    },
    path: ["pages.fetchNext()"],
    read: { call: "items.query", optionsIndex: 1 },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    const pages = orders.items.query("SELECT * FROM c", { sessionToken });
    await pages.fetchNext();
  },
  async processError() {},
});
`,
    },
  });

  itEdits(
    "keeps the options of a call with a trailing comma on several lines",
    {
      files: {
        "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await orders.items.query(
      "SELECT * FROM c",
    ).fetchAll();
  },
  async processError() {},
});
`,
      },
      path: ["orders.items.query(\n"],
      read: { call: "items.query", optionsIndex: 1 },
      title: "Pass the message's `cosmosSessionToken` to this read.",
      after: {
        "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await orders.items.query(
      "SELECT * FROM c",
      { sessionToken },
    ).fetchAll();
  },
  async processError() {},
});
`,
      },
    },
  );

  itEdits("spreads what a function returned as options", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

function pageOf(size: number) {
  return { maxItemCount: size };
}
receiver.subscribe({
  async processMessage(message) {
    await orders.items.query(message.body.query, pageOf(3)).fetchAll();
  },
  async processError() {},
});
`,
    },
    path: ["orders.items.query(message.body.query, pageOf(3))"],
    read: { call: "items.query", optionsIndex: 1 },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

function pageOf(size: number) {
  return { maxItemCount: size };
}
receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await orders.items.query(message.body.query, { ...pageOf(3), sessionToken }).fetchAll();
  },
  async processError() {},
});
`,
    },
  });

  itEdits("sets the level too where the client asks for Eventual", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await orders.item(message.body.id, "p").read();
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(message.body.id, "p").read()'],
    read: { consistencyLevel: "Eventual" },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await orders.item(message.body.id, "p").read({ sessionToken, consistencyLevel: "Session" });
  },
  async processError() {},
});
`,
    },
  });

  itEdits("replaces a level of the request at which the token has no effect", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await orders.item(message.body.id, "p").read({ consistencyLevel: "ConsistentPrefix" });
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(message.body.id, "p").read('],
    read: { consistencyLevel: "ConsistentPrefix" },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await orders.item(message.body.id, "p").read({ consistencyLevel: "Session", sessionToken });
  },
  async processError() {},
});
`,
    },
  });

  itEdits(
    "adds applicationProperties to a pattern that takes the message apart",
    {
      files: {
        "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage({ body }) {
    await orders.item(body.id, "p").read();
  },
  async processError() {},
});
`,
      },
      path: ['orders.item(body.id, "p").read()'],
      title: "Pass the message's `cosmosSessionToken` to this read.",
      after: {
        "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage({ body, applicationProperties }) {
    const sessionToken = applicationProperties?.["cosmosSessionToken"] as string;
    await orders.item(body.id, "p").read({ sessionToken });
  },
  async processError() {},
});
`,
      },
    },
  );

  itEdits("uses a name that the pattern gives applicationProperties already", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage({ body, applicationProperties: props }) {
    await orders.item(body.id, String(props?.["pk"])).read();
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(body.id, String(props?.["pk"])).read()'],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage({ body, applicationProperties: props }) {
    const sessionToken = props?.["cosmosSessionToken"] as string;
    await orders.item(body.id, String(props?.["pk"])).read({ sessionToken });
  },
  async processError() {},
});
`,
    },
  });

  itEdits("uses the rest of a pattern", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage({ body, ...rest }) {
    await orders.item(body.id, String(rest.messageId)).read();
  },
  async processError() {},
});
`,
    },
    path: ["orders.item(body.id, String(rest.messageId)).read()"],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage({ body, ...rest }) {
    const sessionToken = rest.applicationProperties?.["cosmosSessionToken"] as string;
    await orders.item(body.id, String(rest.messageId)).read({ sessionToken });
  },
  async processError() {},
});
`,
    },
  });

  itEdits("widens the type of a pattern that has its own", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage({ body }: { body: { id: string } }) {
    await orders.item(body.id, "p").read();
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(body.id, "p").read()'],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage({ body, applicationProperties }: { body: { id: string }; applicationProperties?: Record<string, unknown> }) {
    const sessionToken = applicationProperties?.["cosmosSessionToken"] as string;
    await orders.item(body.id, "p").read({ sessionToken });
  },
  async processError() {},
});
`,
    },
  });

  itEdits("adds the message where the handler has no parameter", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage() {
    await orders.item("settings", "p").read();
  },
  async processError() {},
});
`,
    },
    path: ['orders.item("settings", "p").read()'],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await orders.item("settings", "p").read({ sessionToken });
  },
  async processError() {},
});
`,
    },
  });

  itEdits("adds a typed message where a declared function has no parameter", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

async function handle() {
  await orders.item("settings", "p").read();
}
receiver.subscribe({ processMessage: handle, async processError() {} });
`,
    },
    path: ['orders.item("settings", "p").read()'],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";
import type { ServiceBusReceivedMessage } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

async function handle(message: ServiceBusReceivedMessage) {
  const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
  await orders.item("settings", "p").read({ sessionToken });
}
receiver.subscribe({ processMessage: handle, async processError() {} });
`,
    },
  });

  itEdits("uses a parameter whose name says that it is unused", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(_message) {
    await orders.item("settings", "p").read();
  },
  async processError() {},
});
`,
    },
    path: ['orders.item("settings", "p").read()'],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(_message) {
    const sessionToken = _message.applicationProperties?.["cosmosSessionToken"] as string;
    await orders.item("settings", "p").read({ sessionToken });
  },
  async processError() {},
});
`,
    },
  });

  itEdits(
    "passes the expression itself where an arrow function has no block for a variable",
    {
      files: {
        "/p/a.js": `receiver.subscribe({
  processMessage: message => orders.item(message.body.id).read(),
  processError: async () => {},
});
`,
      },
      path: ["orders.item(message.body.id).read()"],
      title: "Pass the message's `cosmosSessionToken` to this read.",
      after: {
        "/p/a.js": `receiver.subscribe({
  processMessage: message => orders.item(message.body.id).read({ sessionToken: message.applicationProperties?.cosmosSessionToken }),
  processError: async () => {},
});
`,
      },
    },
  );

  itEdits("takes another name where sessionToken is taken", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = String(message.sessionId);
    await orders.item(sessionToken, "p").read();
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(sessionToken, "p").read()'],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const cosmosSessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    const sessionToken = String(message.sessionId);
    await orders.item(sessionToken, "p").read({ sessionToken: cosmosSessionToken });
  },
  async processError() {},
});
`,
    },
  });

  itEdits("takes a number where every name is taken", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = String(message.sessionId);
    const cosmosSessionToken = sessionToken;
    await orders.item(cosmosSessionToken, "p").read();
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(cosmosSessionToken, "p").read()'],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const cosmosSessionToken2 = message.applicationProperties?.["cosmosSessionToken"] as string;
    const sessionToken = String(message.sessionId);
    const cosmosSessionToken = sessionToken;
    await orders.item(cosmosSessionToken, "p").read({ sessionToken: cosmosSessionToken2 });
  },
  async processError() {},
});
`,
    },
  });

  itEdits("uses a variable that holds the property already", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const token = message.applicationProperties?.["cosmosSessionToken"] as string;
    console.log(token);
    await orders.item(message.body.id, "p").read();
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(message.body.id, "p").read()'],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const token = message.applicationProperties?.["cosmosSessionToken"] as string;
    console.log(token);
    await orders.item(message.body.id, "p").read({ sessionToken: token });
  },
  async processError() {},
});
`,
    },
  });

  itEdits("uses a variable that was taken out of the properties", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const { cosmosSessionToken } = message.applicationProperties ?? {};
    console.log(cosmosSessionToken);
    await orders.item(message.body.id, "p").read();
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(message.body.id, "p").read()'],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const { cosmosSessionToken } = message.applicationProperties ?? {};
    console.log(cosmosSessionToken);
    await orders.item(message.body.id, "p").read({ sessionToken: cosmosSessionToken as string });
  },
  async processError() {},
});
`,
    },
  });

  itEdits("uses a variable that holds it through other constants", {
    files: {
      "/p/a.js": `const handle = async (message) => {
  const props = message.applicationProperties;
  const t = props?.cosmosSessionToken;
  console.log(t);
  return orders.item(message.body.id).read();
};
module.exports = { handle };
`,
    },
    path: ["orders.item(message.body.id).read()"],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.js": `const handle = async (message) => {
  const props = message.applicationProperties;
  const t = props?.cosmosSessionToken;
  console.log(t);
  return orders.item(message.body.id).read({ sessionToken: t });
};
module.exports = { handle };
`,
    },
  });

  itEdits("does not use a variable of another block", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    if (message.body.verbose) {
      const token = message.applicationProperties?.["cosmosSessionToken"] as string;
      console.log(token);
    }
    await orders.item(message.body.id, "p").read();
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(message.body.id, "p").read()'],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    if (message.body.verbose) {
      const token = message.applicationProperties?.["cosmosSessionToken"] as string;
      console.log(token);
    }
    await orders.item(message.body.id, "p").read({ sessionToken });
  },
  async processError() {},
});
`,
    },
  });

  itEdits(
    "reads in a callback inside the handler with the handler's variable",
    {
      files: {
        "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await Promise.all(
      message.body.ids.map(async (id: string) => orders.item(id, id).read()),
    );
  },
  async processError() {},
});
`,
      },
      path: ["message.body.ids.map(", "orders.item(id, id).read()"],
      title: "Pass the message's `cosmosSessionToken` to this read.",
      after: {
        "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await Promise.all(
      message.body.ids.map(async (id: string) => orders.item(id, id).read({ sessionToken })),
    );
  },
  async processError() {},
});
`,
      },
    },
  );

  itEdits("passes the name that the producers send", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await orders.item(message.body.id, "p").read();
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(message.body.id, "p").read()'],
    options: { carried: ["x-cosmos-token"] },
    title: "Pass the message's `x-cosmos-token` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["x-cosmos-token"] as string;
    await orders.item(message.body.id, "p").read({ sessionToken });
  },
  async processError() {},
});
`,
    },
  });

  itEdits("writes a name in brackets in JavaScript where it is no identifier", {
    files: {
      "/p/a.js": `const handle = async (message) => {
  return orders.item(message.body.id).read();
};
module.exports = { handle };
`,
    },
    path: ["orders.item(message.body.id).read()"],
    options: { carried: ["x-cosmos-token"] },
    title: "Pass the message's `x-cosmos-token` to this read.",
    after: {
      "/p/a.js": `const handle = async (message) => {
  const sessionToken = message.applicationProperties?.["x-cosmos-token"];
  return orders.item(message.body.id).read({ sessionToken });
};
module.exports = { handle };
`,
    },
  });

  itEdits("takes the token of the container where the handler reads several", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await orders.item(message.body.id, "p").read();
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(message.body.id, "p").read()'],
    read: { container: "my-orders", containerKey: "my-orders" },
    options: {
      handlerReads: [
        {
          container: "customers",
          containerKey: "customers",
          place: {
            file: "/p/a.ts",
            span: { start: 1, end: 2 },
            start: { line: 1, column: 1 },
            end: { line: 1, column: 2 },
          },
        },
      ],
    },
    title: "Pass the message's `cosmosSessionToken_my_orders` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const myOrdersSessionToken = message.applicationProperties?.["cosmosSessionToken_my_orders"] as string;
    await orders.item(message.body.id, "p").read({ sessionToken: myOrdersSessionToken });
  },
  async processError() {},
});
`,
    },
  });

  itRefuses(
    "refuses where the handler reads several containers and this one's name is no constant",
    {
      files: {
        "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await orders.item(message.body.id, "p").read();
  },
  async processError() {},
});
`,
      },
      path: ['orders.item(message.body.id, "p").read()'],
      read: { containerKey: "1" },
      options: {
        handlerReads: [
          {
            container: "customers",
            containerKey: "customers",
            place: {
              file: "/p/a.ts",
              span: { start: 1, end: 2 },
              start: { line: 1, column: 1 },
              end: { line: 1, column: 2 },
            },
          },
        ],
      },
      reason:
        "This handler reads several containers, and the name of this read's container is no constant, so the name of its token is not known here. Use the style `helper`: `tokenFrom(message, { container: container.id })`.",
    },
  );

  itRefuses("refuses where the message's token would replace the flow's own", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await orders.items.upsert({ id: "a" });
    await orders.item(message.body.id, "p").read();
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(message.body.id, "p").read()'],
    read: { ownTokenExists: true },
    reason:
      "The same flow wrote or read this container before, and the message's token alone would replace a newer one of the client's own. Pass both, merged: use the style `helper`.",
  });

  itRefuses("refuses where the arguments are spread", {
    files: {
      "/p/a.js": `const handle = async (message) => orders.item(message.body.id).read(...message.body.rest);
`,
    },
    path: ["orders.item(message.body.id).read(...message.body.rest)"],
    reason:
      "The arguments of the call in line 1 are spread, so the place of its options is not known. Write them out, then try again.",
  });

  itRefuses("refuses where a later spread would overwrite the token", {
    files: {
      "/p/a.js": `const handle = async (message) => orders.item(message.body.id).read({ sessionToken: undefined, ...message.body.options });
`,
    },
    path: ["orders.item(message.body.id).read("],
    reason:
      "A spread behind `sessionToken` in line 1 may overwrite it. Put `sessionToken` last, then try again.",
  });

  itRefuses("refuses an input binding and says what to do", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await orders.item(message.body.id, "p").read();
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(message.body.id, "p").read()'],
    read: {
      call: "input-binding",
      binding: { file: "/p/function.json", line: 11 },
    },
    reason:
      "The Functions host itself reads this input binding (/p/function.json, line 11) and takes no session token. Remove the binding and read the item with @azure/cosmos in the handler, with the message's token.",
  });

  itRefuses("refuses a queue whose properties are not known", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    await orders.item(message.body.id, "p").read();
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(message.body.id, "p").read()'],
    message: { kind: "other" },
    reason:
      "How this handler's queue carries properties is not known. Read the token from the message by hand and pass it as `sessionToken`.",
  });

  itEdits("takes the token from the body of a queue without properties", {
    files: {
      "/p/a.js": `app.storageQueue("orders", {
  handler: async (order) => {
    await orders.item(order.id).read();
  },
});
`,
    },
    path: ["orders.item(order.id).read()"],
    message: { kind: "body" },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.js": `app.storageQueue("orders", {
  handler: async (order) => {
    const sessionToken = order?.cosmosSessionToken;
    await orders.item(order.id).read({ sessionToken });
  },
});
`,
    },
  });

  itEdits("takes the token from a body whose declared type does not know it", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";

interface Order {
  id: string;
}
const orders = new CosmosClient("x").database("shop").container("orders");

export async function handle(order: Order) {
  await orders.item(order.id, order.id).read();
}
`,
    },
    path: ["orders.item(order.id, order.id).read()"],
    message: { kind: "body" },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";

interface Order {
  id: string;
}
const orders = new CosmosClient("x").database("shop").container("orders");

export async function handle(order: Order) {
  const sessionToken = (order as { cosmosSessionToken?: string } | undefined)?.cosmosSessionToken as string;
  await orders.item(order.id, order.id).read({ sessionToken });
}
`,
    },
  });

  itEdits(
    "takes the token from a body of unknown type, for a helper that gets a part of it",
    {
      files: {
        "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";

const orders = new CosmosClient("x").database("shop").container("orders");

export async function handle(payload: unknown) {
  await load(String(payload));
}

async function load(id: string) {
  return orders.item(id, id).read();
}
`,
      },
      path: ["load(String(payload))", "orders.item(id, id).read()"],
      message: { kind: "body" },
      title: "Pass the message's `cosmosSessionToken` to this read.",
      after: {
        "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";

const orders = new CosmosClient("x").database("shop").container("orders");

export async function handle(payload: unknown) {
  const sessionToken = (payload as { cosmosSessionToken?: string } | undefined)?.cosmosSessionToken as string;
  await load(String(payload), sessionToken);
}

async function load(id: string, sessionToken?: string) {
  return orders.item(id, id).read({ sessionToken: sessionToken as string });
}
`,
      },
    },
  );

  itEdits("uses the variable that takes the token out of the body already", {
    files: {
      "/p/a.js": `export async function handle(order) {
  const { id, cosmosSessionToken } = order;
  console.log(cosmosSessionToken);
  await orders.item(id).read();
}
`,
    },
    path: ["orders.item(id).read()"],
    message: { kind: "body" },
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.js": `export async function handle(order) {
  const { id, cosmosSessionToken } = order;
  console.log(cosmosSessionToken);
  await orders.item(id).read({ sessionToken: cosmosSessionToken });
}
`,
    },
  });

  itRefuses("to take a token out of a body that has no name", {
    files: {
      "/p/a.js": `export async function handle({ id }) {
  await orders.item(id).read();
}
`,
    },
    path: ["orders.item(id).read()"],
    message: { kind: "body" },
    reason: "The message in line 1 has no name. Give it one, then try again.",
  });

  itRefuses(
    "to guess whether a handler named by a setting gets the message or its body",
    {
      files: {
        "/p/a.js": `consumer.on("changed", async (event) => {
  await orders.item(event.id).read();
});
`,
      },
      path: ["orders.item(event.id).read()"],
      message: { kind: "any" },
      reason:
        "Whether this handler gets a message or its body is not known here, so neither is where its token stands. Use the style `helper`: `tokenFrom` looks in each.",
    },
  );

  itEdits("puts the variable behind a directive", {
    files: {
      "/p/a.js": `exports.handle = async function (message) {
  "use strict";
  await orders.item(message.body.id).read();
};
`,
    },
    path: ["orders.item(message.body.id).read()"],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.js": `exports.handle = async function (message) {
  "use strict";
  const sessionToken = message.applicationProperties?.cosmosSessionToken;
  await orders.item(message.body.id).read({ sessionToken });
};
`,
    },
  });

  itEdits("keeps a body on one line on one line", {
    files: {
      "/p/a.js": `exports.handle = async function (message) { await orders.item(message.body.id).read(); };
`,
    },
    path: ["orders.item(message.body.id).read()"],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.js": `exports.handle = async function (message) { const sessionToken = message.applicationProperties?.cosmosSessionToken; await orders.item(message.body.id).read({ sessionToken }); };
`,
    },
  });

  itEdits("ends the new line where the next one would run into it", {
    files: {
      "/p/a.js": `exports.handle = async function (message) {
  [1].forEach(console.log)
  await orders.item(message.body.id).read()
}
`,
    },
    path: ["orders.item(message.body.id).read()"],
    title: "Pass the message's `cosmosSessionToken` to this read.",
    after: {
      "/p/a.js": `exports.handle = async function (message) {
  const sessionToken = message.applicationProperties?.cosmosSessionToken;
  [1].forEach(console.log)
  await orders.item(message.body.id).read({ sessionToken })
}
`,
    },
  });

  itEdits("only raises the level for the consistency rule", {
    files: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await orders.item(message.body.id, "p").read({ sessionToken, consistencyLevel: "Eventual" });
  },
  async processError() {},
});
`,
    },
    path: ['orders.item(message.body.id, "p").read('],
    rule: "require-session-consistency",
    read: { consistencyLevel: "Eventual" },
    title: "Ask for the consistency level `Session` in this read.",
    after: {
      "/p/a.ts": `import { CosmosClient } from "@azure/cosmos";
import { ServiceBusClient } from "@azure/service-bus";

const orders = new CosmosClient("x").database("shop").container("orders");
const receiver = new ServiceBusClient("x").createReceiver("orders");

receiver.subscribe({
  async processMessage(message) {
    const sessionToken = message.applicationProperties?.["cosmosSessionToken"] as string;
    await orders.item(message.body.id, "p").read({ sessionToken, consistencyLevel: "Session" });
  },
  async processError() {},
});
`,
    },
  });
});
