/** An item of the container `Items`. */
export interface Person {
  readonly id: string;
  readonly partitionKey: string;
  readonly Name: string;
  readonly Age: number;
}

/** What a message on `job.person.created` says. */
export interface PersonCreated {
  readonly IdPerson: string;
  /** The session token of the write (not the id of a Service Bus session), or null without it. */
  readonly SessionId: string | null;
}
