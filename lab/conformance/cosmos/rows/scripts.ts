import assert from "node:assert/strict";
import type { Row } from "../Row.ts";

/** What the lab has not: it must say so by name, in the service's form. */
function refused(promise: Promise<unknown>, what: string): Promise<void> {
  return assert.rejects(
    promise,
    (error: { code?: unknown; message: string }) =>
      error.code === 501 && error.message.includes(`The lab has no ${what}`),
  );
}

const body = "function () {}";

export const scriptRows: readonly Row[] = [
  {
    method: "storedProcedure.execute",
    does: "names stored procedures",
    outcome: "error",
    async run({ container }) {
      const procedure = container.scripts.storedProcedure("p");
      await refused(procedure.execute("a"), "stored procedures");
    },
  },
  {
    method: "storedProcedures.create",
    does: "names stored procedures",
    outcome: "error",
    async run({ container }) {
      const { storedProcedures } = container.scripts;
      await refused(
        storedProcedures.create({ id: "p", body }),
        "stored procedures",
      );
    },
  },
  {
    method: "storedProcedures.readAll",
    does: "names stored procedures",
    outcome: "error",
    async run({ container }) {
      const { storedProcedures } = container.scripts;
      await refused(storedProcedures.readAll().fetchAll(), "stored procedures");
    },
  },
  {
    method: "triggers.create",
    does: "names triggers",
    outcome: "error",
    async run({ container }) {
      const { triggers } = container.scripts;
      await refused(
        triggers.create({
          id: "t",
          body,
          triggerType: "Pre",
          triggerOperation: "All",
        } as never),
        "triggers",
      );
    },
  },
  {
    method: "userDefinedFunctions.create",
    does: "names user-defined functions",
    outcome: "error",
    async run({ container }) {
      const { userDefinedFunctions } = container.scripts;
      await refused(
        userDefinedFunctions.create({ id: "f", body }),
        "user-defined functions",
      );
    },
  },
  {
    method: "users.create",
    does: "names users",
    outcome: "error",
    async run({ database }) {
      await refused(database.users.create({ id: "u" }), "users");
    },
  },
  {
    method: "permissions.create",
    does: "names users, of which they are",
    outcome: "error",
    async run({ database }) {
      await refused(
        database.user("u").permissions.create({
          id: "p",
          permissionMode: "All",
          resource: "dbs/d",
        } as never),
        "users",
      );
    },
  },
];
