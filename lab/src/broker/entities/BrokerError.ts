/** A refusal as the peer gets it: in a disposition, a detach, or an answer of the management link. */
export class BrokerError extends Error {
  override readonly name = "BrokerError";
  /** `com.microsoft:message-lock-lost` */
  readonly condition: string;
  /** Status of an answer of the management link. */
  readonly status: number;

  constructor(condition: string, message: string, status = 400) {
    super(message);
    this.condition = condition;
    this.status = status;
  }
}

// Which code of ServiceBusError each becomes: measured with @azure/service-bus 7.9.5. The words are
// those of the service where the SDK looks at them ("could not be found").

export const entityNotFound = (path: string): BrokerError =>
  new BrokerError(
    "amqp:not-found",
    `The messaging entity '${path}' could not be found. Declare it in the configuration of the lab or with POST /entities.`,
    404,
  );

export const ruleNotFound = (name: string): BrokerError =>
  new BrokerError(
    "amqp:not-found",
    `The messaging entity '${name}' could not be found: the subscription has no rule of this name.`,
    404,
  );

export const ruleExists = (name: string): BrokerError =>
  new BrokerError(
    "com.microsoft:entity-already-exists",
    `The messaging entity '${name}' already exists: the subscription has a rule of this name.`,
    409,
  );

export const messageLockLost = (): BrokerError =>
  new BrokerError(
    "com.microsoft:message-lock-lost",
    "The lock supplied is invalid. Either the lock expired, or the message has already been removed from the queue, or was received by a different receiver instance.",
    410,
  );

export const sessionLockLost = (sessionId: string): BrokerError =>
  new BrokerError(
    "com.microsoft:session-lock-lost",
    `The session lock has expired on the session '${sessionId}'. Accept the session again.`,
    410,
  );

export const messageNotFound = (sequenceNumber: number): BrokerError =>
  new BrokerError(
    "com.microsoft:message-not-found",
    `No message with the sequence number ${sequenceNumber} is there to be had.`,
    404,
  );
