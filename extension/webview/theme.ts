import type { MermaidConfig } from 'mermaid'

/** The editor's colours, which VS Code gives every webview as CSS variables, as Mermaid's theme. */
export function themeVariables(style: CSSStyleDeclaration, isDark: boolean): MermaidConfig['themeVariables'] {
  const colour = (variable: string, light: string, dark: string) =>
    style.getPropertyValue(`--vscode-${variable}`).trim() || (isDark ? dark : light)
  const background = colour('editor-background', '#ffffff', '#1f1f1f')
  const text = colour('editor-foreground', '#1f2328', '#d4d4d4')
  const box = colour('editorWidget-background', '#f3f4f6', '#2b2b2b')
  const border = colour('contrastBorder', '', '') || colour('editorWidget-border', '#9aa4b2', '#5a5a5a')
  const line = colour('descriptionForeground', '#5b6470', '#9d9d9d')
  return {
    darkMode: isDark,
    fontSize: '14px',
    fontFamily: colour('font-family', 'sans-serif', 'sans-serif'),
    background,
    primaryColor: box,
    primaryTextColor: text,
    primaryBorderColor: border,
    lineColor: line,
    textColor: text,
    actorBkg: box,
    actorBorder: border,
    actorTextColor: text,
    actorLineColor: border,
    signalColor: text,
    signalTextColor: text,
    noteBkgColor: colour('textBlockQuote-background', box, box),
    noteBorderColor: border,
    noteTextColor: text,
    stateBkg: box,
    stateLabelColor: text,
    transitionColor: line,
    transitionLabelColor: text,
    edgeLabelBackground: background,
    labelBackgroundColor: background,
    specialStateColor: text,
    innerEndBackground: text,
  }
}

/** VS Code says what kind of theme it has by a class of the body. */
export function hasDarkTheme({ classList }: HTMLElement): boolean {
  return (
    classList.contains('vscode-dark') ||
    (classList.contains('vscode-high-contrast') && !classList.contains('vscode-high-contrast-light'))
  )
}
