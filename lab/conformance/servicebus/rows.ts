import type { Row } from "./Row.ts";
import { clientRows } from "./rows/clients.ts";
import { receiverRows } from "./rows/receivers.ts";
import { peekedAndDeferredRows } from "./rows/peekedAndDeferred.ts";
import { ruleRows } from "./rows/rules.ts";
import { senderRows } from "./rows/senders.ts";
import { sessionRows } from "./rows/sessions.ts";
import { settlingRows } from "./rows/settling.ts";
import { subscribeRows } from "./rows/subscribing.ts";

export const rows: readonly Row[] = [
  ...clientRows,
  ...senderRows,
  ...receiverRows,
  ...subscribeRows,
  ...peekedAndDeferredRows,
  ...settlingRows,
  ...sessionRows,
  ...ruleRows,
];
