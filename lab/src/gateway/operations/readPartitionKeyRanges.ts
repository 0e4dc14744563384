import { dataHeaders } from "../items/answers.ts";
import { jsonAnswer } from "../jsonAnswer.ts";
import type { Operation } from "../Operation.ts";

export const readPartitionKeyRanges: Operation = {
  name: "container.readPartitionKeyRanges",
  kind: "other",
  method: "GET",
  path: "/dbs/*/colls/*/pkranges",
  run(request) {
    const { account, ids } = request;
    const container = account.container(ids[0]!, ids[1]!);
    const ranges = container.data.ranges.map((range, index) => ({
      _rid: container.rid,
      id: range.id,
      _etag: container.etag,
      minInclusive: range.interval.minInclusive,
      maxExclusive: range.interval.maxExclusive,
      ridPrefix: index,
      _self: `${container.self}pkranges/${range.id}/`,
      throughputFraction: range.interval.to - range.interval.from,
      status: "online",
      parents: range.parents,
      _ts: container.ts,
    }));
    const body = {
      _rid: container.rid,
      PartitionKeyRanges: ranges,
      _count: ranges.length,
    };
    return jsonAnswer(200, body, dataHeaders(request, container, [], 1));
  },
};
