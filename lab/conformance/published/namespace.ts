/** Any name will do: `cosmos-session-lab run` leads it to the lab, and takes any key. */
export const fullyQualifiedNamespace = "sbemulatorns.servicebus.windows.net";

export const serviceBusConnectionString = `Endpoint=sb://${fullyQualifiedNamespace}/;SharedAccessKeyName=any;SharedAccessKey=any`;
