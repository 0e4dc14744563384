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
import { parsePartitionKey } from "../items/partitionKeyHeader.ts";
import { rangeGone, rangeInHeader } from "../items/rangeHeader.ts";
import { refuseReadRegion } from "../items/write.ts";
import { isTrue, type Operation } from "../Operation.ts";

/** Many operations of one range; each succeeds or fails for itself, at an LSN of its own. */
export const bulk: Operation = {
  name: "items.bulk",
  kind: "write",
  method: "POST",
  path: "/dbs/*/colls/*/docs",
  when: (headers) =>
    isTrue(headers["x-ms-cosmos-is-batch-request"]) &&
    !isTrue(headers["x-ms-cosmos-batch-atomic"]),
  run(request) {
    const { account, ids, seen } = request;
    refuseReadRegion(request);
    const container = account.container(ids[0]!, ids[1]!);
    const range = rangeInHeader(request, container);
    const operations = readBatch(request.body);
    const keys = operations.map(({ partitionKey = "[]" }) => {
      const key = parsePartitionKey(partitionKey, container);
      if (container.data.rangeOf(key) === range) return key;
      throw rangeGone(range.id, container);
    });
    const partitions = keys.map((key) => partitionOfKey(key));
    noteReads(request, operations, (index) => partitions[index]!);
    const goesOn = isTrue(
      request.headers["x-ms-cosmos-batch-continue-on-error"],
    );
    const results: BatchResult[] = [];
    const written: (typeof seen.written)[number][] = [];
    let hasFailed = false;
    for (const [index, operation] of operations.entries()) {
      if (hasFailed && !goesOn) {
        results.push(failedDependency);
        continue;
      }
      const partition = partitions[index]!;
      const writer = new ItemWriter(account, container, range, partition);
      const result = runInBatch(writer, operation);
      writer.commit();
      results.push(result);
      if (isFailed(result)) hasFailed = true;
      if (hasWritten(operation, result)) {
        const { token } = range.head();
        written.push({ id: result.id!, partitionKey: partition, token });
      }
    }
    const view = range.head();
    noteViews(request, container, [view]);
    seen.written = written;
    const charge = results.reduce((sum, each) => sum + each.requestCharge, 0);
    return {
      status: hasFailed ? 207 : 200,
      headers: dataHeaders(request, container, [view], charge),
      body: resultsBody(request, operations, results),
    };
  },
};
