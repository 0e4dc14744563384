import type { TapSettings } from "../sources/tap/Taps.ts";

/** What a person reads before a tap is made: what happens, what it costs, when it ends. */
export function describeTap({
  deleteWhenIdleMinutes,
  endAfterMinutes,
}: TapSettings): string {
  return [
    "What happens: a subscription of its own, cosmos-session-tap-…, is made on the topic. It gets a copy of each message from now on; this window receives the copies and completes them. The subscriptions that are there, and what they hold, are not touched.",
    "What it costs: each copy counts towards the size of the topic until it is received, and towards the operations that the namespace is billed for or may make. It is one of the subscriptions that a topic may have.",
    `When it ends: when you stop it, when this window closes, and after ${minutes(endAfterMinutes)}. The subscription is removed then. Should that fail, the service deletes it once nobody received from it for ${minutes(deleteWhenIdleMinutes)}.`,
    "It needs the Manage right.",
  ].join("\n\n");
}

function minutes(count: number): string {
  return `${count} ${count === 1 ? "minute" : "minutes"}`;
}
