/** The lab takes Microsoft Entra tokens unchecked. */
export const createTestCredential = () => ({
  getToken: () =>
    Promise.resolve({
      token: "any",
      expiresOnTimestamp: Date.now() + 3_600_000,
    }),
});
