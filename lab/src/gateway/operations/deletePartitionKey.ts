import { ServiceError } from "../ServiceError.ts";
import { partitionOfKey } from "../../replication/partitionName.ts";
import { dataHeaders, writeCharge } from "../items/answers.ts";
import { noteViews } from "../items/consistency.ts";
import { ItemWriter } from "../items/ItemWriter.ts";
import { wholePartitionKeyOf } from "../items/partitionKeyHeader.ts";
import { refuseReadRegion } from "../items/write.ts";
import type { Operation } from "../Operation.ts";

/** On the service this goes on in the background; here it is done when it is answered. */
export const deletePartitionKey: Operation = {
  name: "items.deletePartitionKey",
  kind: "write",
  method: "POST",
  path: "/dbs/*/colls/*/operations/*",
  run(request) {
    const { account, ids, seen } = request;
    refuseReadRegion(request);
    const container = account.container(ids[0]!, ids[1]!);
    if (ids[2] !== "partitionkeydelete") {
      throw new ServiceError(
        501,
        `The lab does not know the operation "${String(ids[2])}" of a container.`,
      );
    }
    const key = wholePartitionKeyOf(request, container);
    const partition = partitionOfKey(key);
    const range = container.data.rangeOf(key);
    const writer = new ItemWriter(account, container, range, partition);
    const deleted: string[] = [];
    for (const { id } of range.store.partition(partition)) {
      if (writer.find(id) === undefined) continue;
      writer.delete(id, undefined);
      deleted.push(id);
    }
    writer.commit();
    const view = range.head();
    noteViews(request, container, [view]);
    const { token } = view;
    seen.written = deleted.map((id) => ({
      id,
      partitionKey: partition,
      token,
    }));
    const charge = writeCharge(0) * Math.max(1, deleted.length);
    return {
      status: 200,
      headers: dataHeaders(request, container, [view], charge),
    };
  },
};
