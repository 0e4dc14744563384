import { parseItem } from "../items/checkItem.ts";
import { wholePartitionKeyOf } from "../items/partitionKeyHeader.ts";
import { ifMatchOf, write } from "../items/write.ts";
import { isTrue, type Operation } from "../Operation.ts";

export const upsertItem: Operation = {
  name: "items.upsert",
  kind: "write",
  method: "POST",
  path: "/dbs/*/colls/*/docs",
  when: (headers) => isTrue(headers["x-ms-documentdb-is-upsert"]),
  run(request) {
    const [database, id] = request.ids;
    const container = request.account.container(database!, id!);
    const key = wholePartitionKeyOf(request, container);
    const body = parseItem(request.body);
    return write(request, container, key, (writer) => {
      const { item, isNew } = writer.upsert(body, ifMatchOf(request));
      return { status: isNew ? 201 : 200, id: String(body["id"]), item };
    });
  },
};
