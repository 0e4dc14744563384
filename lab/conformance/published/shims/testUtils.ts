/** Of the matchers for Chai that this adds, the suites that run here use none. */
export const chaiAzure = (): void => undefined;
