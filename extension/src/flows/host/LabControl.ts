import * as vscode from "vscode";
import { describeLab, readLabState } from "../../sources/lab/labContents.ts";
import { isTrusted } from "../../isTrusted.ts";
import type { Sources } from "./Sources.ts";

export interface LabControlOptions {
  /** Shows the panel. */
  readonly open: () => void;
  readonly openTerminal: () => Promise<void>;
  readonly report: (error: unknown, what: string) => void;
}

/** What a person does with the lab: start it, see what is in it, and lead a program to it. */
export class LabControl {
  readonly #sources: Sources;
  readonly #options: LabControlOptions;

  constructor(sources: Sources, options: LabControlOptions) {
    this.#sources = sources;
    this.#options = options;
  }

  async start(): Promise<void> {
    if (!isTrusted("The lab is started")) return;
    const { open, openTerminal, report } = this.#options;
    open();
    try {
      const { addresses } = await this.#sources.startLab();
      const contents = describeLab(await readLabState(addresses));
      const copy = "Copy connection strings";
      const terminal = "Run with Token Flow";
      void vscode.window
        .showInformationMessage(
          `The lab runs, with ${contents}.`,
          copy,
          terminal,
        )
        .then((picked) => {
          if (picked === copy) void this.copyAddresses();
          if (picked === terminal) void openTerminal();
        });
    } catch (error) {
      report(error, "The lab did not start.");
    }
  }

  /** As lines of an `.env` file. */
  async copyAddresses(): Promise<void> {
    const addresses = this.#sources.lab?.addresses;
    if (addresses === undefined) {
      const start = "Start the lab";
      const picked = await vscode.window.showInformationMessage(
        "The lab does not run yet, so there are no connection strings to copy.",
        start,
      );
      if (picked === start) await this.start();
      return;
    }
    await vscode.env.clipboard.writeText(
      `SERVICE_BUS_CONNECTION_STRING="${addresses.serviceBus.connectionString}"\nCOSMOS_CONNECTION_STRING="${addresses.cosmos.connectionString}"\n`,
    );
  }
}
