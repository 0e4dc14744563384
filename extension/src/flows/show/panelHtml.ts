export interface PanelPage {
  /** Random, for this page only. */
  readonly nonce: string;
  /** `webview.cspSource`, or the origin of a test's page. */
  readonly cspSource: string;
  readonly scriptUri: string;
  readonly styleUri: string;
}

/** The page of the panel. Nothing but its own script and style is loaded, and nothing is sent anywhere. */
export function panelHtml(page: PanelPage): string {
  const { nonce, cspSource, scriptUri, styleUri } = page;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta
      http-equiv="Content-Security-Policy"
      content="default-src 'none'; script-src 'nonce-${nonce}'; style-src ${cspSource}; base-uri 'none'; form-action 'none'"
    />
    <meta name="viewport" content="width=device-width" />
    <title>Token Flow</title>
    <link rel="stylesheet" href="${styleUri}" />
  </head>
  <body>
    <script nonce="${nonce}" src="${scriptUri}"></script>
  </body>
</html>
`;
}
