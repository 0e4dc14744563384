import { readQuerySpec } from "../account/Queries.ts";
import { dataHeaders } from "../items/answers.ts";
import { isTrue, type Operation } from "../Operation.ts";

/** Says nothing of data, so no session is checked. */
export const queryPlan: Operation = {
  name: "items.queryPlan",
  kind: "other",
  method: "POST",
  path: "/dbs/*/colls/*/docs",
  when: (headers) => isTrue(headers["x-ms-cosmos-is-query-plan-request"]),
  run(request) {
    const { account, ids, body } = request;
    const container = account.container(ids[0]!, ids[1]!);
    const plan = account.queries.plan(readQuerySpec(body));
    return {
      status: 200,
      headers: dataHeaders(request, container, [], 1),
      body: JSON.stringify(plan),
    };
  },
};
