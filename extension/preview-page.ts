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
<html lang="${language}" data-texts="${safe(JSON.stringify(texts))}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${safe(policy)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${safe(style)}">
  <title>${safe(say`Synfin preview`)}</title>
</head>
<body>
  <header>
    <h1 id="title" class="unseen">${safe(say`Synfin preview`)}</h1>
    <div id="tabs" role="tablist" aria-label="${safe(say`Diagram`)}">
      <button id="tab-sequence" role="tab" aria-controls="canvas" aria-selected="true">${safe(say`Sequence`)}</button>
      <button id="tab-state" role="tab" aria-controls="canvas" aria-selected="false" tabindex="-1">${safe(say`States`)}</button>
      <button id="tab-header" role="tab" aria-controls="canvas" aria-selected="false" tabindex="-1">${safe(say`Header`)}</button>
    </div>
    <select id="traces" aria-label="${safe(say`Trace`)}" hidden></select>
    <select id="numbers" aria-label="${safe(say`Numbers`)}" title="${safe(say`How sequence numbers are shown`)}">
      <option value="written">${safe(say`as written`)}</option>
      <option value="relative">${safe(say`relative`)}</option>
      <option value="live">${safe(say`live`)}</option>
    </select>
    <div id="tools" role="group" aria-label="${safe(say`Picture`)}">
      <button id="search-open" title="${safe(say`Search (Ctrl F)`)}" aria-label="${safe(say`Search`)}">${sign('⌕')}</button>
      <button id="zoom-out" title="${safe(say`Zoom out (Ctrl -)`)}" aria-label="${safe(say`Zoom out`)}">${sign('−')}</button>
      <button id="zoom-reset" title="${safe(say`Fit to the width (Ctrl 0)`)}" aria-label="${safe(say`Fit to the width`)}">100%</button>
      <button id="zoom-in" title="${safe(say`Zoom in (Ctrl +)`)}" aria-label="${safe(say`Zoom in`)}">${sign('+')}</button>
      <button id="export" title="${safe(say`Export or copy`)}" aria-label="${safe(say`Export or copy`)}" aria-haspopup="menu" aria-expanded="false" aria-controls="export-menu">${sign('⋯')}</button>
      <div id="export-menu" role="menu" aria-label="${safe(say`Export or copy`)}" hidden>
        <button role="menuitem" tabindex="-1" data-action="save-svg">${safe(say`Save as SVG …`)}</button>
        <button role="menuitem" tabindex="-1" data-action="save-png">${safe(say`Save as PNG …`)}</button>
        <button role="menuitem" tabindex="-1" data-action="save-mermaid">${safe(say`Save as Mermaid text …`)}</button>
        <hr>
        <button role="menuitem" tabindex="-1" data-action="copy-png">${safe(say`Copy picture`)}</button>
        <button role="menuitem" tabindex="-1" data-action="copy-svg">${safe(say`Copy as SVG`)}</button>
        <button role="menuitem" tabindex="-1" data-action="copy-mermaid">${safe(say`Copy as Mermaid text`)}</button>
        <button role="menuitem" tabindex="-1" data-action="copy-markdown">${safe(say`Copy as Markdown`)}</button>
        <hr>
        <button role="menuitem" tabindex="-1" data-action="open-mermaid">${safe(say`Open as untitled diagram`)}</button>
      </div>
    </div>
  </header>
  <div id="search" role="search" hidden>
    <input id="search-words" type="text" aria-label="${safe(say`Search in the diagram`)}" placeholder="${safe(say`SYN, ESTABLISHED, line …`)}" spellcheck="false">
    <span id="search-count" role="status"></span>
    <button id="search-previous" title="${safe(say`Previous match (Shift Enter)`)}" aria-label="${safe(say`Previous match`)}">${sign('↑')}</button>
    <button id="search-next" title="${safe(say`Next match (Enter)`)}" aria-label="${safe(say`Next match`)}">${sign('↓')}</button>
    <button id="search-close" title="${safe(say`Close (Escape)`)}" aria-label="${safe(say`Close the search`)}">${sign('✕')}</button>
  </div>
  <main>
    <p id="banner" role="status" hidden></p>
    <div id="replay" role="status" aria-label="${safe(say`Last replay`)}" hidden></div>
    <div id="canvas" role="tabpanel" aria-labelledby="tab-sequence" tabindex="0"></div>
  </main>
  <div id="tip" role="tooltip" hidden></div>
  <script nonce="${safe(nonce)}" src="${safe(script)}"></script>
</body>
</html>
`
}

/** A sign on a button that has a name. */
function sign(glyph: string): string {
  return `<span aria-hidden="true">${glyph}</span>`
}

/** Text made safe to stand in an attribute, or between tags. */
function safe(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
}
