import type { Operation } from "./Operation.ts";
import { peekMessage } from "./peekMessage.ts";
import { receiveBySequenceNumber } from "./receiveBySequenceNumber.ts";
import { renewLock } from "./renewLock.ts";
import { addRule, enumerateRules, removeRule } from "./rules.ts";
import { cancelScheduledMessage, scheduleMessage } from "./scheduleMessage.ts";
import {
  getSessionState,
  renewSessionLock,
  setSessionState,
} from "./session.ts";
import { updateDisposition } from "./updateDisposition.ts";

/** By their names on the wire, without `com.microsoft:`. */
export const operations: ReadonlyMap<string, Operation> = new Map([
  ["peek-message", peekMessage],
  ["receive-by-sequence-number", receiveBySequenceNumber],
  ["schedule-message", scheduleMessage],
  ["cancel-scheduled-message", cancelScheduledMessage],
  ["renew-lock", renewLock],
  ["renew-session-lock", renewSessionLock],
  ["get-session-state", getSessionState],
  ["set-session-state", setSessionState],
  ["update-disposition", updateDisposition],
  ["add-rule", addRule],
  ["remove-rule", removeRule],
  ["enumerate-rules", enumerateRules],
]);
