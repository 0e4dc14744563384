import type { SpanContext } from "../otlp/Span.ts";
import type { MessageContent } from "./readMessage.ts";
import type { Write } from "./Write.ts";

/** A message that this process received. */
export interface Delivery {
  readonly entity: string;
  readonly messageId: string | undefined;
  readonly content: MessageContent;
  /** What it speaks of, as far as somebody saw it written. */
  writes: readonly Write[];
  readonly span: SpanContext;
  /** Not settled, and its handler has not ended. */
  isActive: boolean;
}
