import assert from "node:assert/strict";
import { PermissionMode, type CosmosClient, type User } from "@azure/cosmos";
import { named } from "../named.ts";
import type { Bench, Row } from "../Row.ts";

const { Read: read, All: all } = PermissionMode;

/** A new user, with permissions to read the container. */
async function userWith(
  { database, container }: Bench,
  ...ids: string[]
): Promise<User> {
  const { user } = await database.users.create({ id: named("user") });
  for (const id of ids) {
    await user.permissions.create({
      id,
      permissionMode: read,
      resource: container.url,
    });
  }
  return user;
}

/** A client that has nothing but the token of one permission. */
async function clientWith(
  bench: Bench,
  mode: PermissionMode,
  more: { readonly resourcePartitionKey?: readonly string[] } = {},
): Promise<CosmosClient> {
  const { database, container } = bench;
  const { user } = await database.users.create({ id: named("user") });
  const created = await user.permissions.create({
    id: "p",
    permissionMode: mode,
    resource: container.url,
    ...(more as object),
  });
  const token = (created.resource as unknown as { _token: string })._token;
  return bench.connect({ resourceTokens: { [container.url]: token } });
}

export const userRows: readonly Row[] = [
  {
    method: "users.create",
    does: "makes a user, and refuses a second of that name with 409",
    outcome: "works",
    async run({ database }) {
      const id = named("user");
      const created = await database.users.create({ id });
      assert.equal(created.statusCode, 201);
      assert.equal((await database.user(id).read()).resource?.id, id);
      await assert.rejects(database.users.create({ id }), { code: 409 });
    },
  },
  {
    method: "users.upsert",
    does: "answers 201 the first time and 200 the second",
    outcome: "works",
    async run({ database }) {
      const id = named("user");
      const first = await database.users.upsert({ id });
      const second = await database.users.upsert({ id });
      assert.deepEqual([first.statusCode, second.statusCode], [201, 200]);
      const { resource } = await database.user(id).read();
      assert.equal(resource?.id, id);
    },
  },
  {
    method: "users.readAll",
    does: "lists them",
    outcome: "works",
    async run({ database }) {
      const ids = [named("user"), named("user")];
      for (const id of ids) await database.users.create({ id });
      const { resources } = await database.users.readAll().fetchAll();
      const found = resources.map(({ id }) => id);
      assert.ok(ids.every((id) => found.includes(id)));
    },
  },
  {
    method: "users.query",
    does: "finds one by its id",
    outcome: "works",
    async run({ database }) {
      const id = named("user");
      await database.users.create({ id });
      const { resources } = await database.users
        .query({
          query: "SELECT * FROM root r WHERE r.id = @id",
          parameters: [{ name: "@id", value: id }],
        })
        .fetchAll();
      assert.deepEqual(
        (resources as { id: string }[]).map((user) => user.id),
        [id],
      );
    },
  },
  {
    method: "user.read",
    does: "answers the definition, and 404 where there is none",
    outcome: "works",
    async run({ database }) {
      const { user } = await database.users.create({ id: named("user") });
      const { statusCode, resource } = await user.read();
      assert.deepEqual([statusCode, resource?.id], [200, user.id]);
      await assert.rejects(database.user(named("none")).read(), { code: 404 });
    },
  },
  {
    method: "user.replace",
    does: "gives the user another name, and the permissions go along",
    outcome: "works",
    async run(bench) {
      const { database } = bench;
      const user = await userWith(bench, "p");
      const id = named("user");
      await user.replace({ id });
      await assert.rejects(user.read(), { code: 404 });
      const { resource } = await database.user(id).permission("p").read();
      assert.equal(resource?.id, "p");
    },
  },
  {
    method: "user.delete",
    does: "takes the user away with the permissions",
    outcome: "works",
    async run(bench) {
      const { database } = bench;
      const user = await userWith(bench, "p");
      assert.equal((await user.delete()).statusCode, 204);
      await assert.rejects(user.read(), { code: 404 });
      await database.users.create({ id: user.id });
      await assert.rejects(user.permission("p").read(), { code: 404 });
    },
  },
  {
    method: "permissions.create",
    does: "answers a token, by which a client reads and writes",
    outcome: "works",
    async run(bench) {
      const client = await clientWith(bench, all);
      const { database, container } = bench;
      const own = client.database(database.id).container(container.id);
      await own.items.create({ id: "1", pk: "a", total: 5 });
      const { resource } = await own
        .item("1", "a")
        .read<{ id: string; total: number }>();
      assert.equal(resource?.total, 5);
      const { resources } = await own.items
        .query<{ id: string }>("SELECT * FROM c", { partitionKey: "a" })
        .fetchAll();
      assert.equal(resources.length, 1);
    },
  },
  {
    method: "permissions.create (mode Read)",
    does: "answers a token that reads; a write is refused with 403",
    outcome: "works",
    async run(bench) {
      const client = await clientWith(bench, read);
      const { database, container } = bench;
      await container.items.create({ id: "1", pk: "a" });
      const own = client.database(database.id).container(container.id);
      assert.equal((await own.item("1", "a").read()).statusCode, 200);
      await assert.rejects(own.items.create({ id: "2", pk: "a" }), {
        code: 403,
      });
      await assert.rejects(own.item("1", "a").delete(), { code: 403 });
      assert.equal((await container.item("1", "a").read()).statusCode, 200);
    },
  },
  {
    method: "permissions.create (resourcePartitionKey)",
    does: "answers a token for this key; another key is refused with 403",
    outcome: "works",
    async run(bench) {
      const client = await clientWith(bench, read, {
        resourcePartitionKey: ["a"],
      });
      const { database, container } = bench;
      await container.items.create({ id: "1", pk: "a" });
      await container.items.create({ id: "1", pk: "b" });
      const own = client.database(database.id).container(container.id);
      assert.equal((await own.item("1", "a").read()).statusCode, 200);
      await assert.rejects(own.item("1", "b").read(), { code: 403 });
    },
  },
  {
    method: "permissions.create",
    does: "answers a token that opens no other container",
    outcome: "works",
    async run(bench) {
      const other = await bench.newContainer();
      await other.items.create({ id: "1", pk: "a" });
      const { database, container } = bench;
      const { user } = await database.users.create({ id: named("user") });
      const { resource } = await user.permissions.create({
        id: "p",
        permissionMode: all,
        resource: container.url,
      });
      const { _token } = resource as unknown as { _token: string };
      const client = await bench.connect({
        resourceTokens: { [other.url]: _token },
      });
      await assert.rejects(
        client.database(database.id).container(other.id).item("1", "a").read(),
        { code: 403 },
      );
    },
  },
  {
    method: "permissions.upsert",
    does: "makes it, and then changes it",
    outcome: "works",
    async run({ database, container }) {
      const { user } = await database.users.create({ id: named("user") });
      const resource = container.url;
      const first = await user.permissions.upsert({
        id: "p",
        permissionMode: read,
        resource,
      });
      const second = await user.permissions.upsert({
        id: "p",
        permissionMode: all,
        resource,
      });
      assert.deepEqual([first.statusCode, second.statusCode], [201, 200]);
      const kept = await user.permission("p").read();
      assert.equal(kept.resource?.permissionMode, all);
    },
  },
  {
    method: "permissions.readAll",
    does: "lists those of the user, each with a token",
    outcome: "works",
    async run(bench) {
      const user = await userWith(bench, "a", "b");
      const { resources } = await user.permissions.readAll().fetchAll();
      assert.deepEqual(
        resources.map(({ id }) => id),
        ["a", "b"],
      );
      assert.ok(resources.every((one) => "_token" in one));
    },
  },
  {
    method: "permissions.query",
    does: "finds one by its id",
    outcome: "works",
    async run(bench) {
      const user = await userWith(bench, "a", "b");
      const { resources } = await user.permissions
        .query({ query: "SELECT * FROM root r WHERE r.id = 'b'" })
        .fetchAll();
      assert.deepEqual(
        (resources as { id: string }[]).map(({ id }) => id),
        ["b"],
      );
    },
  },
  {
    method: "permission.read",
    does: "answers it with a new token, and 404 where there is none",
    outcome: "works",
    async run(bench) {
      const { container } = bench;
      const user = await userWith(bench, "p");
      const { resource } = await user.permission("p").read();
      assert.equal(resource?.resource, container.url);
      assert.match(
        (resource as unknown as { _token: string })._token,
        /^type=resource&ver=1\.0&sig=/,
      );
      await assert.rejects(user.permission("none").read(), { code: 404 });
    },
  },
  {
    method: "permission.replace",
    does: "changes what it allows",
    outcome: "works",
    async run({ database, container, newContainer }) {
      const other = await newContainer();
      const { user } = await database.users.create({ id: named("user") });
      const definition = { id: "p", permissionMode: read };
      await user.permissions.create({ ...definition, resource: container.url });
      const permission = user.permission("p");
      await permission.replace({ ...definition, resource: other.url });
      const { resource } = await permission.read();
      assert.equal(resource?.resource, other.url);
    },
  },
  {
    method: "permission.delete",
    does: "takes it away",
    outcome: "works",
    async run(bench) {
      const user = await userWith(bench, "p");
      assert.equal((await user.permission("p").delete()).statusCode, 204);
      await assert.rejects(user.permission("p").read(), { code: 404 });
    },
  },
];
