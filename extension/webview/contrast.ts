/** The least contrast of a text with what it stands on (WCAG 2.2, 1.4.3). */
const LEAST = 4.5

type Colour = readonly [red: number, green: number, blue: number, opacity: number]

/**
 * A theme's colour as a text can have it: with as much of the text's own colour mixed in as it takes to be read on a
 * background. All are CSS colours; one that is neither `#rrggbb` nor `rgb()` stays as it is.
 */
export function readable(colour: string, text: string, background: string): string {
  const [own, other, behind] = [colour, text, background].map(parsed)
  if (own === undefined || other === undefined || behind === undefined) return colour
  if (contrast(own, behind) >= LEAST) return colour
  for (let part = 0.1; part < 1; part += 0.1) {
    const mixed = mix(other, own, part)
    if (contrast(mixed, behind) >= LEAST) return `rgb(${mixed.slice(0, 3).map(Math.round).join(', ')})`
  }
  return text
}

/** From 1, the same, to 21, black on white. */
export function contrast(colour: Colour, background: Colour): number {
  const [darker = 0, lighter = 0] = [mix(colour, background, colour[3]), background]
    .map(luminance)
    .sort((one, other) => one - other)
  return (lighter + 0.05) / (darker + 0.05)
}

/** Undefined for what is written otherwise than themes write it. */
export function parsed(colour: string): Colour | undefined {
  const hex = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})([\da-f]{2})?$/i.exec(colour)
  if (hex) {
    const [red = 0, green = 0, blue = 0, opacity = 255] = hex
      .slice(1)
      .flatMap(octet => (octet === undefined ? [] : [Number.parseInt(octet, 16)]))
    return [red, green, blue, opacity / 255]
  }
  if (!/^rgba?\(/.test(colour)) return undefined
  const [red, green, blue, opacity = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number)
  return red === undefined || green === undefined || blue === undefined
    ? undefined
    : [red, green, blue, opacity]
}

/** So much of one colour over another, which is opaque. */
function mix([red, green, blue]: Colour, over: Colour, part: number): Colour {
  return [
    red * part + over[0] * (1 - part),
    green * part + over[1] * (1 - part),
    blue * part + over[2] * (1 - part),
    1,
  ]
}

/** Relative luminance, from 0 for black to 1 for white. */
function luminance([red, green, blue]: Colour): number {
  const linear = (octet: number) =>
    octet <= 10 ? octet / 255 / 12.92 : ((octet / 255 + 0.055) / 1.055) ** 2.4
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}
