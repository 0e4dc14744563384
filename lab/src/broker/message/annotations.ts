/** Message annotations of Service Bus (the service's AMQP 1.0 protocol guide). */
export const annotation = {
  sequenceNumber: "x-opt-sequence-number",
  enqueuedTime: "x-opt-enqueued-time",
  enqueuedSequenceNumber: "x-opt-enqueue-sequence-number",
  lockedUntil: "x-opt-locked-until",
  messageState: "x-opt-message-state",
  deadLetterSource: "x-opt-deadletter-source",
  scheduledEnqueueTime: "x-opt-scheduled-enqueue-time",
  partitionKey: "x-opt-partition-key",
} as const;

/** Those that the broker writes, whatever a sender says. */
export const ownAnnotations: ReadonlySet<string> = new Set([
  annotation.sequenceNumber,
  annotation.enqueuedTime,
  annotation.enqueuedSequenceNumber,
  annotation.lockedUntil,
  annotation.messageState,
  annotation.deadLetterSource,
]);
