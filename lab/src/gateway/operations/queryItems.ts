import { readQuerySpec } from "../account/Queries.ts";
import { checkCompositeIndex } from "../items/checkCompositeIndex.ts";
import { noteConcerns } from "../items/noteConcerns.ts";
import { answerInOrder, answerMerged } from "../items/queryAnswers.ts";
import { narrowed, scopeOf } from "../items/scope.ts";
import { isTrue, type Operation } from "../Operation.ts";
import { ServiceError } from "../ServiceError.ts";

export const queryItems: Operation = {
  name: "items.query",
  kind: "read",
  method: "POST",
  path: "/dbs/*/colls/*/docs",
  when: (headers) => isTrue(headers["x-ms-documentdb-isquery"]),
  async run(request) {
    const { account, ids, body } = request;
    const container = account.container(ids[0]!, ids[1]!);
    const spec = readQuerySpec(body);
    const query = account.queries.compile(spec);
    checkCompositeIndex(container, query.order);
    const whole = scopeOf(request, container);
    if (query.needsMerge && whole.isWhole) {
      throw new ServiceError(
        400,
        "The provided cross partition query can not be directly served by the gateway. This is a first chance (internal) exception that all newer clients will know how to handle gracefully.",
        {
          subStatus: 1004,
          body: {
            additionalErrorInfo: JSON.stringify(account.queries.plan(spec)),
          },
        },
      );
    }
    const scope = narrowed(whole, query.equalities, container);
    noteConcerns(request, container, scope, query);
    const asked = { request, container, query, scope };
    return query.needsMerge
      ? answerMerged(asked, JSON.stringify(spec))
      : answerInOrder(asked);
  },
};
