import type { MermaidConfig } from 'mermaid'
import { readable } from './contrast.ts'

/** The editor's colours, as CSS colours that mean the same in a file as in the page. */
export interface Palette {
  readonly isDark: boolean
  readonly isHighContrast: boolean
  readonly font: string
  readonly background: string
  readonly text: string
  readonly dim: string
  readonly box: string
  readonly border: string
  readonly note: string
  readonly error: string
  readonly warning: string
  readonly passed: string
  readonly failed: string
  /** Of the first ends of a trace, and of what several share. */
  readonly ends: readonly EndColour[]
  readonly several: EndColour
}

interface EndColour {
  readonly fill: string
  readonly stroke: string
}

/** Reads the colours that VS Code gives every webview as CSS variables; a page without them gets our own. */
export function palette(body: HTMLElement): Palette {
  const style = getComputedStyle(body)
  const isDark = hasDarkTheme(body)
  const isHighContrast = hasHighContrast(body)
  const named = (variable: string, light: string, dark: string) =>
    plain(style.getPropertyValue(`--vscode-${variable}`)) || (isDark ? dark : light)
  const background = named('editor-background', '#ffffff', '#1f1f1f')
  const text = named('editor-foreground', '#1f2328', '#d4d4d4')
  const contrast = isHighContrast ? named('contrastBorder', '#0f4a85', '#6fc3df') : ''
  const told = (variable: string, light: string, dark: string) =>
    readable(named(variable, light, dark), text, background)
  const box = isHighContrast ? background : named('editorWidget-background', '#f3f4f6', '#2b2b2b')
  return {
    isDark,
    isHighContrast,
    font: named('font-family', 'sans-serif', 'sans-serif'),
    background,
    text,
    dim: isHighContrast ? text : named('descriptionForeground', '#5b6470', '#9d9d9d'),
    box,
    border: contrast || named('editorWidget-border', '#9aa4b2', '#5a5a5a'),
    note: isHighContrast ? background : named('textBlockQuote-background', box, box),
    error: told('editorError-foreground', '#c72e2e', '#f48771'),
    warning: told('editorWarning-foreground', '#9a6700', '#cca700'),
    passed: told('charts-green', '#2b7d38', '#73c991'),
    failed: told('charts-red', '#c72e2e', '#f14c4c'),
    // With high contrast ends are told apart by their names alone.
    ends: isHighContrast
      ? LIGHT_ENDS.map(() => ({ fill: 'none', stroke: text }))
      : isDark
        ? DARK_ENDS
        : LIGHT_ENDS,
    several: isHighContrast
      ? { fill: 'none', stroke: text }
      : isDark
        ? { fill: '#1d3b2a', stroke: '#6fcf8f' }
        : { fill: '#dcfce7', stroke: '#15803d' },
  }
}

const LIGHT_ENDS: readonly EndColour[] = [
  { fill: '#dbeafe', stroke: '#1d4ed8' },
  { fill: '#fef3c7', stroke: '#a34a06' },
  { fill: '#fce7f3', stroke: '#be185d' },
  { fill: '#ede9fe', stroke: '#6d28d9' },
]
const DARK_ENDS: readonly EndColour[] = [
  { fill: '#1e3350', stroke: '#7fb0f5' },
  { fill: '#43350f', stroke: '#e6b450' },
  { fill: '#43203a', stroke: '#f08bc0' },
  { fill: '#33275a', stroke: '#b9a0f5' },
]

/** A theme's colour is no text of the user's, but it does go into a style sheet. */
function plain(value: string): string {
  const trimmed = value.trim()
  return /^[\w#.,%()\s"'-]+$/.test(trimmed) && !/url/i.test(trimmed) ? trimmed : ''
}

/** The editor's colours as Mermaid's theme. */
export function themeVariables(colours: Palette): MermaidConfig['themeVariables'] {
  const { background, text, dim, box, border, note } = colours
  return {
    darkMode: colours.isDark,
    fontSize: '14px',
    fontFamily: colours.font,
    background,
    primaryColor: box,
    primaryTextColor: text,
    primaryBorderColor: border,
    lineColor: dim,
    textColor: text,
    actorBkg: box,
    actorBorder: border,
    actorTextColor: text,
    actorLineColor: border,
    signalColor: text,
    signalTextColor: text,
    noteBkgColor: note,
    noteBorderColor: border,
    noteTextColor: text,
    stateBkg: box,
    stateLabelColor: text,
    transitionColor: dim,
    transitionLabelColor: text,
    edgeLabelBackground: background,
    labelBackgroundColor: background,
    specialStateColor: text,
    innerEndBackground: text,
    packet: {
      startByteColor: dim,
      endByteColor: dim,
      labelColor: text,
      titleColor: text,
      blockStrokeColor: border,
      blockFillColor: box,
    },
  }
}

/** VS Code says what kind of theme it has by a class of the body. */
function hasDarkTheme({ classList }: HTMLElement): boolean {
  return (
    classList.contains('vscode-dark') ||
    (classList.contains('vscode-high-contrast') && !classList.contains('vscode-high-contrast-light'))
  )
}

function hasHighContrast({ classList }: HTMLElement): boolean {
  return classList.contains('vscode-high-contrast') || classList.contains('vscode-high-contrast-light')
}
