import { closeSync, existsSync, openSync, readdirSync, readSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { closest, say } from '@synfin/trace'
import { matchingFiles } from './matching-files.ts'
import { decodeUtf8 } from './utf8.ts'

/** A trace file as read. */
export interface Source {
  /** As named on the command line, or found below a directory named there. */
  readonly file: string
  /** What a trace is called that has no name of its own: the file's name. */
  readonly name: string
  readonly text: string
}

/** A file that could not be read, and why, as a sentence. */
export interface Unreadable {
  readonly file: string
  readonly reason: string
}

/** How standard input is named in what we print. */
export const STDIN = '<stdin>'

const ENDING = '.synfin'
/** Far beyond any trace, and well below what would exhaust memory: `/dev/zero` ends here too. */
const MOST_OCTETS = 64 * 1024 * 1024

/**
 * Reads every trace that the operands name: a file, a directory (every `*.synfin` below it), a glob, or `-`.
 *
 * A file named twice is read once. What cannot be read is told and never keeps us from the rest.
 */
export function* readSources(operands: readonly string[]): Generator<Source | Unreadable> {
  const seen = new Set<string>()
  for (const operand of operands) {
    const named = filesNamed(operand)
    if ('reason' in named) yield named
    else
      for (const found of named.files) {
        const identity = typeof found === 'string' ? realPath(found) : found.file
        if (!seen.has(identity)) yield typeof found === 'string' ? read(found) : found
        seen.add(identity)
      }
  }
}

/** Whether a source could not be read. */
export function isUnreadable(source: Source | Unreadable): source is Unreadable {
  return 'reason' in source
}

/** A file, or a directory that cannot be looked into. */
type Found = string | Unreadable

function filesNamed(operand: string): { readonly files: readonly Found[] } | Unreadable {
  if (operand === '-') return { files: ['-'] }
  try {
    if (!existsSync(operand) && /[*?[{]/.test(operand)) {
      const files = matchingFiles(operand).sort().flatMap(filesAt)
      return files.length > 0 ? { files } : { file: operand, reason: say`no file matches` }
    }
    if (!statSync(operand, { throwIfNoEntry: false })?.isDirectory()) return { files: [operand] }
    const files = tracesBelow(operand)
    return files.length > 0
      ? { files }
      : { file: operand, reason: say`no trace in this directory: no file ends in ${ENDING}` }
  } catch (error) {
    return { file: operand, reason: systemReason(error, operand) }
  }
}

function filesAt(match: string): readonly Found[] {
  return statSync(match, { throwIfNoEntry: false })?.isDirectory() ? tracesBelow(match) : [match]
}

/** Every trace below a directory, in order of name; hidden directories and installed packages are passed over. */
function tracesBelow(directory: string): Found[] {
  try {
    return readdirSync(directory, { withFileTypes: true })
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap(entry => {
        const path = join(directory, entry.name)
        if (entry.isDirectory()) return isPassedOver(entry.name) ? [] : tracesBelow(path)
        return entry.name.endsWith(ENDING) ? [path] : []
      })
  } catch (error) {
    return [{ file: directory, reason: systemReason(error, directory) }]
  }
}

function isPassedOver(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules'
}

function read(file: string): Source | Unreadable {
  const shown = file === '-' ? STDIN : file
  let bytes: Uint8Array
  try {
    bytes = readOctets(file)
  } catch (error) {
    return { file: shown, reason: systemReason(error, file) }
  }
  if (bytes.length > MOST_OCTETS) return { file: shown, reason: say`longer than 64 MiB: no trace is` }
  const decoded = decodeUtf8(bytes)
  if ('text' in decoded)
    return { file: shown, name: file === '-' ? 'stdin' : basename(file, ENDING), text: decoded.text }
  const octet = `0x${decoded.octet.toString(16).padStart(2, '0')}`
  const where = say`octet ${octet} at offset ${decoded.badOffset}, line ${decoded.line}`
  const advice = decoded.utf16 ? say`it looks like UTF-16: save it as UTF-8` : say`save it as UTF-8`
  return { file: shown, reason: say`not UTF-8 (${where}); ${advice}` }
}

/** At most one octet more than we accept, so that an endless file ends. */
function readOctets(file: string): Uint8Array {
  const descriptor = file === '-' ? 0 : openSync(file, 'r')
  try {
    const chunks: Uint8Array[] = []
    let length = 0
    while (length <= MOST_OCTETS) {
      const chunk = new Uint8Array(64 * 1024)
      const octets = readChunk(descriptor, chunk)
      if (octets === 0) break
      chunks.push(chunk.subarray(0, octets))
      length += octets
    }
    return Buffer.concat(chunks)
  } finally {
    if (file !== '-') closeSync(descriptor)
  }
}

/** A terminal or pipe in non-blocking mode has nothing yet (EAGAIN): then we wait a moment and ask again. */
function readChunk(descriptor: number, chunk: Uint8Array): number {
  for (;;) {
    try {
      return readSync(descriptor, chunk)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EOF') return 0
      if (code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
    }
  }
}

function realPath(file: string): string {
  try {
    return file === '-' ? file : realpathSync(file)
  } catch {
    return file
  }
}

/** What the system's refusal means for the reader. */
export function systemReason(error: unknown, file: string): string {
  const { code, message } = error as NodeJS.ErrnoException
  switch (code) {
    case 'ENOENT':
      return missing(file)
    case 'ENOTDIR':
      return say`no such file: a part of its path is no directory`
    case 'EACCES':
    case 'EPERM':
      return say`no permission`
    case 'EISDIR':
      return say`this is a directory`
    case 'ENOSPC':
      return say`no space left on the device`
    default:
      return message
  }
}

/** Why a file could not be written, as a sentence. */
export function unwritable(error: unknown, file: string): string {
  return say`cannot write: ${systemReason(error, file)}`
}

/** That there is no such file, and which the reader may have meant. */
function missing(file: string): string {
  try {
    const [found] = closest(basename(file), readdirSync(dirname(file)))
    if (found !== undefined) return say`no such file; did you mean ${join(dirname(file), found)}?`
  } catch {
    // There is no such folder either.
  }
  return say`no such file`
}
