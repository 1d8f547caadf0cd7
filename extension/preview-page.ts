/** Addresses and secrets that only the running editor knows. */
export interface PageResources {
  /** The origin of the extension's own files, for the content security policy. */
  readonly cspSource: string
  /** The bundled script. */
  readonly script: string
  readonly style: string
  /** Unguessable, new for every page: only scripts that carry it run. */
  readonly nonce: string
}

/**
 * The page of the preview. It loads nothing but the extension's own script and style sheet, and holds no text of the
 * user's: that comes by message and is set as text, never as markup.
 */
export function previewPage({ cspSource, script, style, nonce }: PageResources): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    // Mermaid writes style elements and attributes into its SVG.
    `style-src ${cspSource} 'unsafe-inline'`,
    `font-src ${cspSource}`,
    'img-src data:',
  ].join('; ')
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${attribute(style)}">
  <title>Synfin preview</title>
</head>
<body>
  <header>
    <div id="tabs" role="tablist" aria-label="Diagram">
      <button id="tab-sequence" role="tab" aria-controls="canvas" aria-selected="true">Sequence</button>
      <button id="tab-state" role="tab" aria-controls="canvas" aria-selected="false" tabindex="-1">States</button>
    </div>
    <select id="traces" aria-label="Trace" hidden></select>
    <div id="zoom" role="group" aria-label="Zoom">
      <button id="zoom-out" title="Zoom out (Ctrl -)" aria-label="Zoom out">−</button>
      <button id="zoom-reset" title="Fit (Ctrl 0)" aria-label="Fit to the width">100%</button>
      <button id="zoom-in" title="Zoom in (Ctrl +)" aria-label="Zoom in">+</button>
    </div>
  </header>
  <p id="banner" role="status" hidden></p>
  <main id="canvas" role="tabpanel" aria-labelledby="tab-sequence" tabindex="0"></main>
  <script nonce="${attribute(nonce)}" src="${attribute(script)}"></script>
</body>
</html>
`
}

function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
