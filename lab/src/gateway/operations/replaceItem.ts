import { parseItem } from "../items/checkItem.ts";
import { wholePartitionKeyOf } from "../items/partitionKeyHeader.ts";
import { ifMatchOf, write } from "../items/write.ts";
import type { Operation } from "../Operation.ts";

export const replaceItem: Operation = {
  name: "item.replace",
  kind: "write",
  method: "PUT",
  path: "/dbs/*/colls/*/docs/*",
  run(request) {
    const [database, containerId, id] = request.ids;
    request.seen.itemId = id!;
    const container = request.account.container(database!, containerId!);
    const key = wholePartitionKeyOf(request, container);
    const body = parseItem(request.body);
    return write(request, container, key, (writer) => {
      const item = writer.replace(id!, body, ifMatchOf(request));
      return { status: 200, id: id!, item };
    });
  },
};
