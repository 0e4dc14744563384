/** Answers of 400 and more, by the service's own codes (Azure Cosmos DB REST API, HTTP status codes). */
const CODES: Readonly<Record<number, string>> = {
  400: "BadRequest",
  401: "Unauthorized",
  403: "Forbidden",
  404: "NotFound",
  405: "MethodNotAllowed",
  408: "RequestTimeout",
  409: "Conflict",
  410: "Gone",
  412: "PreconditionFailed",
  413: "RequestEntityTooLarge",
  424: "FailedDependency",
  429: "TooManyRequests",
  431: "RequestHeaderFieldsTooLarge",
  449: "RetryWith",
  500: "InternalServerError",
  501: "NotImplemented",
  503: "ServiceUnavailable",
};

export interface ServiceErrorDetails {
  readonly subStatus?: number;
  readonly headers?: Readonly<Record<string, string | number>>;
  /** Further members of the body. */
  readonly body?: Readonly<Record<string, unknown>>;
}

/** A request that is answered with an error in the service's form. */
export class ServiceError extends Error {
  override readonly name = "ServiceError";
  readonly status: number;
  readonly code: string;
  readonly subStatus: number | undefined;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body: Readonly<Record<string, unknown>>;

  constructor(
    status: number,
    message: string,
    { subStatus, headers = {}, body = {} }: ServiceErrorDetails = {},
  ) {
    super(message);
    this.status = status;
    this.code = CODES[status] ?? "Error";
    this.subStatus = subStatus;
    this.headers = headers;
    this.body = body;
  }
}
