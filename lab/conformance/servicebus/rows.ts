import type { Row } from "./Row.ts";
import { clientRows } from "./rows/clients.ts";
import { receiverRows } from "./rows/receivers.ts";
import { ruleRows } from "./rows/rules.ts";
import { senderRows } from "./rows/senders.ts";
import { sessionRows } from "./rows/sessions.ts";
import { settlingRows } from "./rows/settling.ts";

export const rows: readonly Row[] = [
  ...clientRows,
  ...senderRows,
  ...receiverRows,
  ...settlingRows,
  ...sessionRows,
  ...ruleRows,
];
