import { partitionOfKey } from "../../replication/partitionName.ts";
import { itemAnswer, readCharge } from "../items/answers.ts";
import { notFound } from "../items/ItemWriter.ts";
import { viewsFor } from "../items/consistency.ts";
import { wholePartitionKeyOf } from "../items/partitionKeyHeader.ts";
import { isLive } from "../items/StoredItem.ts";
import { withToken } from "../items/write.ts";
import type { Operation } from "../Operation.ts";

export const readItem: Operation = {
  name: "item.read",
  kind: "read",
  method: "GET",
  path: "/dbs/*/colls/*/docs/*",
  async run(request) {
    const [database, containerId, id] = request.ids;
    const { account, seen } = request;
    seen.itemId = id!;
    const container = account.container(database!, containerId!);
    const key = wholePartitionKeyOf(request, container);
    const partition = partitionOfKey(key);
    seen.partitionKey = partition;
    seen.concerns = (item) => item.id === id && item.partitionKey === partition;
    const range = container.data.rangeOf(key);
    const [view] = await viewsFor(request, container, [range]);
    const item = view!.range.store
      .history(partition, id!)
      ?.at(view!.lsn)?.value;
    if (!isLive(item, account.clock.now())) {
      throw withToken(notFound(id!, container), request, container, view!);
    }
    const status = request.headers["if-none-match"] === item.etag ? 304 : 200;
    const charge = readCharge(item.bytes.length);
    return itemAnswer(request, container, view!, status, item, charge);
  },
};
