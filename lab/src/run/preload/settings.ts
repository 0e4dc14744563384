/** What `cosmos-session-lab run` tells the preload, as JSON in this variable. */
export const settingsVariable = "COSMOS_SESSION_LAB_RUN";

export interface RunSettings {
  /** Where the lab listens. */
  readonly host: string;
  readonly ports: {
    readonly cosmosHttp: number;
    readonly cosmosHttps: number;
    readonly amqp: number;
    readonly amqpTls: number;
    readonly administration: number;
  };
  /** PEM: who signed the lab's certificate. */
  readonly ca: string;
  /** Hosts of the cloud that the program may reach: `a.example.com`, `*.example.com`. */
  readonly allow: readonly string[];
}
