import { feedAnswer, queryAnswer } from "../feedAnswer.ts";
import { parseItem } from "../items/checkItem.ts";
import { jsonAnswer } from "../jsonAnswer.ts";
import { isTrue, type Operation } from "../Operation.ts";

export const listOffers: Operation = {
  name: "offers.readAll",
  kind: "other",
  method: "GET",
  path: "/offers",
  run: (request) =>
    feedAnswer(request, "", "Offers", request.account.offers.all()),
};

export const queryOffers: Operation = {
  name: "offers.query",
  kind: "other",
  method: "POST",
  path: "/offers",
  when: (headers) => isTrue(headers["x-ms-documentdb-isquery"]),
  run: (request) =>
    queryAnswer(request, "", "Offers", request.account.offers.all()),
};

export const readOffer: Operation = {
  name: "offer.read",
  kind: "other",
  method: "GET",
  path: "/offers/*",
  run: ({ account, ids }) => jsonAnswer(200, account.offers.get(ids[0]!)),
};

export const replaceOffer: Operation = {
  name: "offer.replace",
  kind: "other",
  method: "PUT",
  path: "/offers/*",
  run: ({ account, ids, body }) =>
    jsonAnswer(200, account.offers.replace(ids[0]!, parseItem(body))),
};
