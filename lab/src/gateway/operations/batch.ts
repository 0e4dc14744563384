import { partitionOfKey } from "../../replication/partitionName.ts";
import { dataHeaders } from "../items/answers.ts";
import {
  failedDependency,
  hasWritten,
  isFailed,
  readBatch,
  resultsBody,
  runInBatch,
  type BatchResult,
} from "../items/batchOperations.ts";
import { noteViews } from "../items/consistency.ts";
import { ItemWriter } from "../items/ItemWriter.ts";
import { noteReads } from "../items/noteReads.ts";
import { wholePartitionKeyOf } from "../items/partitionKeyHeader.ts";
import { refuseReadRegion } from "../items/write.ts";
import { isTrue, type Operation } from "../Operation.ts";

/** All or nothing, within one partition key, at one LSN. Its reads too are answered by the primary. */
export const batch: Operation = {
  name: "items.batch",
  kind: "write",
  method: "POST",
  path: "/dbs/*/colls/*/docs",
  when: (headers) =>
    isTrue(headers["x-ms-cosmos-is-batch-request"]) &&
    isTrue(headers["x-ms-cosmos-batch-atomic"]),
  run(request) {
    const { account, ids, seen } = request;
    refuseReadRegion(request);
    const container = account.container(ids[0]!, ids[1]!);
    const key = wholePartitionKeyOf(request, container);
    const partition = partitionOfKey(key);
    const operations = readBatch(request.body);
    noteReads(request, operations, () => partition);
    const range = container.data.rangeOf(key);
    const writer = new ItemWriter(account, container, range, partition);
    let results: BatchResult[] = [];
    for (const operation of operations) {
      const result = runInBatch(writer, operation);
      results.push(result);
      if (isFailed(result)) break;
    }
    const failed = results.findIndex(isFailed);
    if (failed === -1) writer.commit();
    else {
      const error = results[failed]!;
      results = operations.map((_, index) =>
        index === failed ? error : failedDependency,
      );
    }
    const view = range.head();
    noteViews(request, container, [view]);
    seen.written = results
      .filter((result, index) => hasWritten(operations[index]!, result))
      .map(({ id }) => ({
        id: id!,
        partitionKey: partition,
        token: view.token,
      }));
    const charge = results.reduce((sum, each) => sum + each.requestCharge, 0);
    return {
      status: failed === -1 ? 200 : 207,
      headers: dataHeaders(request, container, [view], charge),
      body: resultsBody(request, operations, results),
    };
  },
};
