import { isTapName } from "../sources/tap/tapName.ts";
import { isCosmos, type FlowEvent } from "./FlowEvent.ts";

/** The lab reports what a tap receives as it does any other delivery. It is nobody's reading of a message. */
export function isOfTap(event: FlowEvent): boolean {
  return (
    !isCosmos(event) &&
    event.subscription !== undefined &&
    isTapName(event.subscription)
  );
}
