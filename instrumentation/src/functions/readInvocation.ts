import type { Message } from "../serviceBus/Message.ts";

/** What of an invocation is looked at: the context of v4 and of v3 of @azure/functions. */
export interface InvocationContext {
  readonly options?: { readonly trigger?: Trigger };
  /** v4 */
  readonly triggerMetadata?: Metadata;
  /** v3 */
  readonly bindingData?: Metadata;
  readonly bindingDefinitions?: readonly { readonly type?: unknown }[];
}

interface Trigger {
  readonly type?: unknown;
  readonly queueName?: string;
  readonly topicName?: string;
  readonly subscriptionName?: string;
}

/** Of a batch, each of these is there as a list, under its name with `Array` behind it. */
type Metadata = Readonly<Record<string, unknown>>;

export interface Invocation {
  readonly entity: string;
  readonly messages: readonly Message[];
}

/** @returns `undefined` where something else than messages of Service Bus started the function */
export function readInvocation(
  context: InvocationContext,
  input: unknown,
): Invocation | undefined {
  if (!isOfServiceBus(context)) return undefined;
  const { queueName, topicName, subscriptionName } =
    context.options?.trigger ?? {};
  const metadata = context.triggerMetadata ?? context.bindingData ?? {};
  return {
    entity:
      queueName ??
      (topicName === undefined
        ? ""
        : `${topicName}/Subscriptions/${subscriptionName ?? ""}`),
    messages: isBatch(metadata, input)
      ? input.map((body, index) =>
          messageOf(body, (name) => listed(metadata, name)?.[index]),
        )
      : [messageOf(input, (name) => metadata[name])],
  };
}

function isOfServiceBus({
  options,
  bindingDefinitions,
}: InvocationContext): boolean {
  return (
    options?.trigger?.type === "serviceBusTrigger" ||
    bindingDefinitions?.some(({ type }) => type === "serviceBusTrigger") ===
      true
  );
}

/** A message whose body is a list is none; a batch is told by the lists of its metadata. */
function isBatch(metadata: Metadata, input: unknown): input is unknown[] {
  return (
    Array.isArray(input) &&
    (input.some(isMessage) ||
      listed(metadata, "messageId") !== undefined ||
      listed(metadata, "applicationProperties") !== undefined)
  );
}

function listed(
  metadata: Metadata,
  name: string,
): readonly unknown[] | undefined {
  const list = metadata[`${name}Array`];
  return Array.isArray(list) ? (list as unknown[]) : undefined;
}

/** Case: `sdkBinding: true`, the message as the Service Bus SDK has it. */
function isMessage(value: unknown): value is Message {
  return (
    typeof value === "object" &&
    value !== null &&
    "body" in value &&
    "applicationProperties" in value
  );
}

function messageOf(body: unknown, field: (name: string) => unknown): Message {
  if (isMessage(body)) return body;
  const properties = field("applicationProperties") ?? field("userProperties");
  return {
    body,
    messageId: field("messageId"),
    sessionId: field("sessionId"),
    deliveryCount: field("deliveryCount"),
    ...(typeof properties === "object" && properties !== null
      ? { applicationProperties: properties as Record<string, unknown> }
      : {}),
  };
}
