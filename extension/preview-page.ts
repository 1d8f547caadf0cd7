import { say, spokenLanguage, type Translations } from '@synfin/trace'

/** Addresses, secrets and texts that only the running editor knows. */
export interface PageResources {
  /** The origin of the extension's own files, for the content security policy. */
  readonly cspSource: string
  /** The bundled script. */
  readonly script: string
  readonly style: string
  /** Unguessable, new for every page: only scripts that carry it run. */
  readonly nonce: string
  /** In the language of the editor, what the page's script is to say. */
  readonly texts: Translations
}

/**
 * The page of the preview. It loads nothing but the extension's own script and style sheet, and holds no text of the
 * user's: that comes by message and is set as text, never as markup.
 */
export function previewPage({ cspSource, script, style, nonce, texts }: PageResources): string {
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    // Mermaid writes style elements and attributes into its SVG.
    `style-src ${cspSource} 'unsafe-inline'`,
    `font-src ${cspSource}`,
    // A PNG is made from the picture by way of an image.
    'img-src data:',
  ].join('; ')
  const language = spokenLanguage()?.id ?? 'en'
  return `<!DOCTYPE html>
<html lang="${language}" data-texts="${attribute(JSON.stringify(texts))}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${attribute(style)}">
  <title>${attribute(say`Synfin preview`)}</title>
</head>
<body>
  <header>
    <div id="tabs" role="tablist" aria-label="${attribute(say`Diagram`)}">
      <button id="tab-sequence" role="tab" aria-controls="canvas" aria-selected="true">${attribute(say`Sequence`)}</button>
      <button id="tab-state" role="tab" aria-controls="canvas" aria-selected="false" tabindex="-1">${attribute(say`States`)}</button>
      <button id="tab-header" role="tab" aria-controls="canvas" aria-selected="false" tabindex="-1">${attribute(say`Header`)}</button>
    </div>
    <select id="traces" aria-label="${attribute(say`Trace`)}" hidden></select>
    <select id="numbers" aria-label="${attribute(say`Numbers`)}" title="${attribute(say`How sequence numbers are shown`)}">
      <option value="written">${attribute(say`as written`)}</option>
      <option value="relative">${attribute(say`relative`)}</option>
      <option value="live">${attribute(say`live`)}</option>
    </select>
    <div id="tools" role="group" aria-label="${attribute(say`Picture`)}">
      <button id="search-open" title="${attribute(say`Search (Ctrl F)`)}" aria-label="${attribute(say`Search`)}">⌕</button>
      <button id="zoom-out" title="${attribute(say`Zoom out (Ctrl -)`)}" aria-label="${attribute(say`Zoom out`)}">−</button>
      <button id="zoom-reset" title="${attribute(say`Fit to the width (Ctrl 0)`)}" aria-label="${attribute(say`Fit to the width`)}">100%</button>
      <button id="zoom-in" title="${attribute(say`Zoom in (Ctrl +)`)}" aria-label="${attribute(say`Zoom in`)}">+</button>
      <button id="export" title="${attribute(say`Export or copy`)}" aria-label="${attribute(say`Export or copy`)}" aria-haspopup="menu" aria-expanded="false" aria-controls="export-menu">⋯</button>
      <div id="export-menu" role="menu" aria-label="${attribute(say`Export or copy`)}" hidden>
        <button role="menuitem" tabindex="-1" data-action="save-svg">${attribute(say`Save as SVG …`)}</button>
        <button role="menuitem" tabindex="-1" data-action="save-png">${attribute(say`Save as PNG …`)}</button>
        <button role="menuitem" tabindex="-1" data-action="save-mermaid">${attribute(say`Save as Mermaid text …`)}</button>
        <hr>
        <button role="menuitem" tabindex="-1" data-action="copy-png">${attribute(say`Copy picture`)}</button>
        <button role="menuitem" tabindex="-1" data-action="copy-svg">${attribute(say`Copy as SVG`)}</button>
        <button role="menuitem" tabindex="-1" data-action="copy-mermaid">${attribute(say`Copy as Mermaid text`)}</button>
        <button role="menuitem" tabindex="-1" data-action="copy-markdown">${attribute(say`Copy as Markdown`)}</button>
        <hr>
        <button role="menuitem" tabindex="-1" data-action="open-mermaid">${attribute(say`Open as untitled diagram`)}</button>
      </div>
    </div>
  </header>
  <div id="search" role="search" hidden>
    <input id="search-words" type="text" aria-label="${attribute(say`Search in the diagram`)}" placeholder="${attribute(say`SYN, ESTABLISHED, line …`)}" spellcheck="false">
    <span id="search-count" role="status"></span>
    <button id="search-previous" title="${attribute(say`Previous match (Shift Enter)`)}" aria-label="${attribute(say`Previous match`)}">↑</button>
    <button id="search-next" title="${attribute(say`Next match (Enter)`)}" aria-label="${attribute(say`Next match`)}">↓</button>
    <button id="search-close" title="${attribute(say`Close (Escape)`)}" aria-label="${attribute(say`Close the search`)}">✕</button>
  </div>
  <p id="banner" role="status" hidden></p>
  <div id="replay" role="status" aria-label="${attribute(say`Last replay`)}" hidden></div>
  <main id="canvas" role="tabpanel" aria-labelledby="tab-sequence" tabindex="0"></main>
  <div id="tip" role="tooltip" hidden></div>
  <script nonce="${attribute(nonce)}" src="${attribute(script)}"></script>
</body>
</html>
`
}

/** Text made safe to stand in an attribute, or between tags. */
function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
