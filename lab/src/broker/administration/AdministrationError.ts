/** A refusal as the client gets it. */
export class AdministrationError extends Error {
  override readonly name = "AdministrationError";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Words as in the service, as far as they are known from public reports; "SubCode" belongs to them. */
export const conflict = (name: string): AdministrationError =>
  new AdministrationError(
    409,
    `SubCode=40900. Conflict. The entity "${name}" is already there. To change it, send If-Match: *.`,
  );

export const notFound = (name: string): AdministrationError =>
  new AdministrationError(
    404,
    `SubCode=40400. Not Found. The messaging entity "${name}" could not be found. Create it first.`,
  );

export const badRequest = (detail: string): AdministrationError =>
  new AdministrationError(400, `SubCode=40000. Bad Request. ${detail}`);

export const unsupported = (detail: string): AdministrationError =>
  badRequest(`Not in the lab: ${detail}`);
