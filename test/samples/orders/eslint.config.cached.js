import cosmosSession from "eslint-plugin-cosmos-session";
import { defineConfig } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  tseslint.configs.recommended,
  cosmosSession.configs.recommended,
  {
    settings: {
      "cosmos-session": {
        fingerprint: cosmosSession.fingerprint(import.meta.dirname),
      },
    },
  },
);
