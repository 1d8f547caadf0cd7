import type { Palette } from './theme.ts'

/**
 * The style sheet of a picture, inside it, so that it looks the same in a file. What comes and goes with pointer, cursor
 * and search is in `preview.css`.
 */
export function pictureStyle(id: string, colours: Palette): string {
  const { background, text, dim, error, warning, passed, failed, ends, several, isHighContrast } = colours
  const endStyles = [...ends, several].map(({ fill, stroke }, index) => {
    const name = index === ends.length ? 'several' : `end${index}`
    return `
    .${name} > rect, .${name} > path { fill: ${fill}; stroke: ${stroke}; stroke-width: 1.5px }
    .${name} text, .${name} tspan { fill: ${text} }
    .beside.${name} text { fill: ${stroke} }`
  })
  const rules = `
    text { font-family: ${colours.font} }
    &.crossed text.messageText, .edgeLabels text, .here text { paint-order: stroke; stroke: ${background}; stroke-width: 5px; stroke-linejoin: round }
    .error, .error tspan { fill: ${error} }
    .warning, .warning tspan { fill: ${warning} }
    .beside text { font-size: 12px; fill: ${dim} }
    .beside.new text { font-weight: 600 }
    .beside rect { fill: none; stroke: none }
    .flight { fill: none; stroke: ${text}; stroke-width: 1.5px; stroke-dasharray: 3 4 }
    .played text { font-size: 12px }
    .passed > text, text.passed { fill: ${passed} }
    .failed > text, text.failed { fill: ${failed} }
    line.passed, path.passed { stroke: ${passed}; stroke-width: 2px }
    line.failed, path.failed { stroke: ${failed}; stroke-width: 2px }
    text.instead { text-decoration: line-through }
    marker.passed path { fill: ${passed}; stroke: ${passed} }
    marker.failed path { fill: ${failed}; stroke: ${failed} }
    path.taken { stroke-width: 2.5px }
    ${isHighContrast ? 'path.untaken { stroke-dasharray: 2 4 }' : '.untaken { opacity: 0.7 }'}
    .untouched text, .untouched tspan { fill: ${dim} !important }
    .here text { fill: ${text}; font-size: 12px; font-weight: 700 }
    .packetName { font-size: 10px; fill: ${dim} }
    .packetValue { font-size: 13px; fill: ${text} }
    .packetBlock.set { fill: ${ends[0]?.fill}; stroke: ${ends[0]?.stroke}; stroke-width: 1.5px }
    .packetName.set, .packetValue.set { font-weight: 700; fill: ${text} }`
  return [rules, ...endStyles]
    .join('')
    .replace(/^\s*([^{}\n]+)\{/gm, (_, selectors: string) => `${scoped(id, selectors)}{`)
}

function scoped(id: string, selectors: string): string {
  return selectors
    .split(',')
    .map(selector =>
      selector.trim().startsWith('&') ? `#${id}${selector.trim().slice(1)}` : `#${id} ${selector.trim()}`,
    )
    .join(', ')
}
