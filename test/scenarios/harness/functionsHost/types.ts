// What the driver uses of `@azure/functions-core`, whose types are not published as a package.

export interface Binding {
  readonly name?: string;
  readonly type: string;
  readonly direction: string;
  readonly queueName?: string;
  readonly topicName?: string;
  readonly subscriptionName?: string;
  readonly cardinality?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

export interface FunctionMetadata {
  readonly name: string;
  readonly bindings: Readonly<Record<string, Binding>>;
}

/** One of the fields is set, as in the host's protocol. */
export interface TypedData {
  readonly string?: string;
  readonly json?: string;
  readonly collectionString?: { readonly string: readonly string[] };
  readonly modelBindingData?: ModelBindingData;
  readonly collectionModelBindingData?: {
    readonly modelBindingData: readonly ModelBindingData[];
  };
}

export interface ModelBindingData {
  readonly source: string;
  readonly content: unknown;
}

export interface InvocationRequest {
  readonly invocationId: string;
  readonly inputData: readonly {
    readonly name: string;
    readonly data: TypedData;
  }[];
  readonly triggerMetadata: Readonly<Record<string, TypedData>>;
}

interface InvocationModel {
  getArguments(): Promise<{ context: unknown; inputs: unknown[] }>;
  invokeFunction(
    context: unknown,
    inputs: unknown[],
    handler: (...args: unknown[]) => unknown,
  ): Promise<unknown>;
  getResponse(context: unknown, result: unknown): Promise<unknown>;
}

export interface ProgrammingModel {
  getInvocationModel(context: {
    readonly invocationId: string;
    readonly metadata: FunctionMetadata;
    readonly state: string;
    readonly request: InvocationRequest;
    readonly log: (level: unknown, category: unknown, text: string) => void;
  }): InvocationModel;
}
