import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import { SDK_BINDING_SOURCE } from "./sdkBinding.ts";
import type { Binding, InvocationRequest, TypedData } from "./types.ts";

/**
 * Messages as the host's Service Bus extension sends them: bodies as text, metadata of one message by
 * name, of several as arrays whose names end in `Array`. Read in the host's extension; a real host was
 * not run.
 */
export function toRequest(
  invocationId: string,
  name: string,
  binding: Binding,
  messages: readonly ServiceBusReceivedMessage[],
): InvocationRequest {
  const isMany = binding.cardinality === "many";
  const metadata: Record<string, unknown> = {};
  for (const [key, of] of Object.entries(metadataOf)) {
    if (isMany) metadata[`${key}Array`] = messages.map(of);
    else metadata[key] = of(messages[0]!);
  }
  return {
    invocationId,
    inputData: [{ name, data: dataOf(binding, isMany, messages) }],
    triggerMetadata: Object.fromEntries(
      Object.entries(metadata)
        .filter(([, value]) => value !== undefined)
        .map(([key, value]) => [key, { json: JSON.stringify(value) }]),
    ),
  };
}

const metadataOf: Readonly<
  Record<string, (message: ServiceBusReceivedMessage) => unknown>
> = {
  MessageId: ({ messageId }) => messageId,
  SessionId: ({ sessionId }) => sessionId,
  DeliveryCount: ({ deliveryCount = 0 }) => deliveryCount + 1,
  ApplicationProperties: ({ applicationProperties }) =>
    applicationProperties ?? {},
  UserProperties: ({ applicationProperties }) => applicationProperties ?? {},
};

function dataOf(
  binding: Binding,
  isMany: boolean,
  messages: readonly ServiceBusReceivedMessage[],
): TypedData {
  if (String(binding.properties?.["supportsDeferredBinding"]) === "true") {
    const models = messages.map((content) => ({
      source: SDK_BINDING_SOURCE,
      content,
    }));
    return isMany
      ? { collectionModelBindingData: { modelBindingData: models } }
      : { modelBindingData: models[0]! };
  }
  const texts = messages.map(({ body }) =>
    typeof body === "string" ? body : JSON.stringify(body),
  );
  return isMany
    ? { collectionString: { string: texts } }
    : { string: texts[0]! };
}
