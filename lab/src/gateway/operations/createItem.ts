import { parseItem } from "../items/checkItem.ts";
import { wholePartitionKeyOf } from "../items/partitionKeyHeader.ts";
import { write } from "../items/write.ts";
import type { Operation } from "../Operation.ts";

export const createItem: Operation = {
  name: "items.create",
  kind: "write",
  method: "POST",
  path: "/dbs/*/colls/*/docs",
  run(request) {
    const [database, id] = request.ids;
    const container = request.account.container(database!, id!);
    const key = wholePartitionKeyOf(request, container);
    const body = parseItem(request.body);
    return write(request, container, key, (writer) => {
      const item = writer.create(body);
      return { status: 201, id: String(body["id"]), item };
    });
  },
};
