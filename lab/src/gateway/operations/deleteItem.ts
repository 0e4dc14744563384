import { wholePartitionKeyOf } from "../items/partitionKeyHeader.ts";
import { ifMatchOf, write } from "../items/write.ts";
import type { Operation } from "../Operation.ts";

export const deleteItem: Operation = {
  name: "item.delete",
  kind: "write",
  method: "DELETE",
  path: "/dbs/*/colls/*/docs/*",
  run(request) {
    const [database, containerId, id] = request.ids;
    request.seen.itemId = id!;
    const container = request.account.container(database!, containerId!);
    const key = wholePartitionKeyOf(request, container);
    return write(request, container, key, (writer) => {
      writer.delete(id!, ifMatchOf(request));
      return { status: 204, id: id!, item: undefined };
    });
  },
};
