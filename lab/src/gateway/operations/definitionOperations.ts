// Users, permissions and scripts are kept and handed back in the same way. Who has them says where they
// stand and what is a good one.
import type { FeedOwner } from "../account/Definitions.ts";
import { checkName } from "../account/readDefinition.ts";
import { feedAnswer, queryAnswer } from "../feedAnswer.ts";
import { parseItem } from "../items/checkItem.ts";
import { ifMatchOf } from "../items/write.ts";
import { jsonAnswer } from "../jsonAnswer.ts";
import {
  isTrue,
  type Answer,
  type GatewayRequest,
  type Operation,
} from "../Operation.ts";
import type { Item } from "../query/Query.ts";

export interface DefinitionKind {
  /** For error messages. */
  readonly what: string;
  /** `user` makes the operations `user.read`, `users.create` and so on. */
  readonly name: string;
  /** Of the list in answers. */
  readonly listName: string;
  // With a star for each id: "/dbs/*/users".
  readonly path: string;
  /** @throws {ServiceError} 404 when what they belong to is not there. */
  readonly ownerOf: (request: GatewayRequest) => FeedOwner;
  /**
   * What is kept of what was sent, besides the id.
   *
   * @throws {ServiceError} 400
   */
  readonly check: (sent: Item, request: GatewayRequest) => Item;
  /** What is answered beyond what is kept. */
  readonly show?: (kept: Item, request: GatewayRequest) => Item;
}

export function definitionOperations(
  kind: DefinitionKind,
): readonly Operation[] {
  const { what, name, listName, path, ownerOf, check } = kind;
  const show = kind.show ?? ((kept: Item): Item => kept);
  const depth = path.split("*").length - 1;

  const feedOf = ({ ids }: GatewayRequest): string => {
    let place = 0;
    return path.slice(1).replaceAll("*", () => ids[place++]!);
  };
  const idOf = ({ ids }: GatewayRequest): string => ids[depth]!;
  const shown = (status: number, kept: Item, request: GatewayRequest): Answer =>
    jsonAnswer(status, show(kept, request), { etag: String(kept["_etag"]) });
  const sentIn = (request: GatewayRequest): { id: string; body: Item } => {
    const sent = parseItem(request.body);
    const id = checkName(sent["id"], what);
    return { id, body: { id, ...check(sent, request) } };
  };
  const all = (request: GatewayRequest): readonly Item[] =>
    request.account.definitions
      .list(feedOf(request))
      .map((kept) => show(kept, request));

  const query: Operation = {
    name: `${name}s.query`,
    kind: "other",
    method: "POST",
    path,
    when: (headers) => isTrue(headers["x-ms-documentdb-isquery"]),
    run: (request) =>
      queryAnswer(request, ownerOf(request).rid, listName, all(request)),
  };
  const upsert: Operation = {
    name: `${name}s.upsert`,
    kind: "other",
    method: "POST",
    path,
    when: (headers) => isTrue(headers["x-ms-documentdb-is-upsert"]),
    run(request) {
      const { definitions } = request.account;
      const owner = ownerOf(request);
      const feed = feedOf(request);
      const { id, body } = sentIn(request);
      return definitions.has(feed, id)
        ? shown(
            200,
            definitions.replace(feed, id, id, body, ifMatchOf(request)),
            request,
          )
        : shown(201, definitions.create(feed, owner, id, body), request);
    },
  };
  const create: Operation = {
    name: `${name}s.create`,
    kind: "other",
    method: "POST",
    path,
    run(request) {
      const owner = ownerOf(request);
      const { id, body } = sentIn(request);
      const { definitions } = request.account;
      const created = definitions.create(feedOf(request), owner, id, body);
      return shown(201, created, request);
    },
  };
  const read: Operation = {
    name: `${name}.read`,
    kind: "other",
    method: "GET",
    path: `${path}/*`,
    run(request) {
      ownerOf(request);
      const { definitions } = request.account;
      const kept = definitions.read(feedOf(request), idOf(request));
      const isKnown = request.headers["if-none-match"] === kept["_etag"];
      return shown(isKnown ? 304 : 200, kept, request);
    },
  };
  const replace: Operation = {
    name: `${name}.replace`,
    kind: "other",
    method: "PUT",
    path: `${path}/*`,
    run(request) {
      ownerOf(request);
      const { id, body } = sentIn(request);
      const { definitions } = request.account;
      const replaced = definitions.replace(
        feedOf(request),
        idOf(request),
        id,
        body,
        ifMatchOf(request),
      );
      return shown(200, replaced, request);
    },
  };
  const remove: Operation = {
    name: `${name}.delete`,
    kind: "other",
    method: "DELETE",
    path: `${path}/*`,
    run(request) {
      ownerOf(request);
      const { definitions } = request.account;
      definitions.delete(feedOf(request), idOf(request), ifMatchOf(request));
      return { status: 204 };
    },
  };
  const list: Operation = {
    name: `${name}s.readAll`,
    kind: "other",
    method: "GET",
    path,
    run: (request) =>
      feedAnswer(request, ownerOf(request).rid, listName, all(request)),
  };
  return [query, upsert, create, read, replace, remove, list];
}
