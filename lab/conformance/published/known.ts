import type { Known } from "./judge.ts";

/** Cases that fail for a reason of their own; each was looked at. */
export const known: readonly Known[] = [
  {
    suite: "cosmos",
    file: /functional\/client\.spec/,
    title: /bad AAD authentication/,
    kind: "elsewhere",
    why: "asks Microsoft Entra ID",
  },
  {
    suite: "cosmos",
    file: /sslVerification/,
    title: /./,
    kind: "elsewhere",
    why: "asks for the official emulator's certificate on port 8081",
  },
  {
    suite: "cosmos",
    file: /itemIdEncoding/,
    title: /RGW_/,
    kind: "elsewhere",
    why: "asserts that one of the service's two gateways refuses ids that the other takes",
  },
  {
    suite: "cosmos",
    file: /changeFeedIterator/,
    title: /allVersionsAndDeletes/,
    kind: "notInLab",
    why: "change feed with all versions and deletes",
  },
  {
    suite: "cosmos",
    file: /nonStreamingOrderBy|NonStreamingQueryPolicy/,
    title: /./,
    kind: "notInLab",
    why: "vector and full text search",
  },
  {
    suite: "cosmos",
    file: /query\.spec/,
    title: /Full Text Search/,
    kind: "notInLab",
    why: "vector and full text search",
  },
  {
    suite: "servicebus",
    file: /atomManagement/,
    title: /Token credential/,
    kind: "elsewhere",
    why: "asks Microsoft Entra ID",
  },
];
