import { isUtf8 } from 'node:buffer'

/** The text of a file, or where it stops being UTF-8. A byte order mark is no part of the text. */
export type Decoded =
  | { readonly text: string }
  | { readonly badOffset: number; readonly line: number; readonly octet: number; readonly utf16: boolean }

export function decodeUtf8(bytes: Uint8Array): Decoded {
  if (isUtf8(bytes)) return { text: new TextDecoder().decode(bytes) }
  const badOffset = firstBadOffset(bytes)
  return {
    badOffset,
    line: 1 + count(bytes.subarray(0, badOffset), LINE_FEED),
    octet: bytes[badOffset] ?? 0,
    utf16: (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff),
  }
}

const LINE_FEED = 0x0a

/** Where the first octet lies that no UTF-8 has there, found by halving; of a character cut short, its first octet. */
function firstBadOffset(bytes: Uint8Array): number {
  let good = 0
  let bad = bytes.length + 1
  while (bad - good > 1) {
    const middle = (good + bad) >> 1
    if (couldGoOn(bytes.subarray(0, middle))) good = middle
    else bad = middle
  }
  while (!isUtf8(bytes.subarray(0, good))) good--
  return good
}

function couldGoOn(prefix: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(prefix, { stream: true })
    return true
  } catch {
    return false
  }
}

function count(bytes: Uint8Array, octet: number): number {
  let found = 0
  for (let at = bytes.indexOf(octet); at !== -1; at = bytes.indexOf(octet, at + 1)) found++
  return found
}
