import { parseJson } from "../items/checkItem.ts";
import { wholePartitionKeyOf } from "../items/partitionKeyHeader.ts";
import { readPatch } from "../items/patch.ts";
import { ifMatchOf, write } from "../items/write.ts";
import type { Operation } from "../Operation.ts";

export const patchItem: Operation = {
  name: "item.patch",
  kind: "write",
  method: "PATCH",
  path: "/dbs/*/colls/*/docs/*",
  run(request) {
    const [database, containerId, id] = request.ids;
    request.seen.itemId = id!;
    const container = request.account.container(database!, containerId!);
    const key = wholePartitionKeyOf(request, container);
    const patch = readPatch(parseJson(request.body));
    return write(request, container, key, (writer) => {
      const item = writer.patch(id!, patch, ifMatchOf(request));
      return { status: 200, id: id!, item };
    });
  },
};
