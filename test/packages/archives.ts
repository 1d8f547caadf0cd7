import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gunzipSync, inflateRawSync } from 'node:zlib'

/** The files of an archive by their paths. */
export type Files = ReadonlyMap<string, Buffer>

/** Reads what vsce writes: a ZIP file of less than 4 GiB. */
export function readZip(archive: Buffer): Files {
  const files = new Map<string, Buffer>()
  const end = archive.lastIndexOf('PK\x05\x06')
  let entry = archive.readUInt32LE(end + 16)
  while (entry < end) {
    const nameLength = archive.readUInt16LE(entry + 28)
    const name = archive.toString('utf8', entry + 46, entry + 46 + nameLength)
    const header = archive.readUInt32LE(entry + 42)
    const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28)
    const data = archive.subarray(start, start + archive.readUInt32LE(entry + 20))
    const isDeflated = archive.readUInt16LE(entry + 10) === 8
    files.set(name, isDeflated ? inflateRawSync(data) : data)
    entry += 46 + nameLength + archive.readUInt16LE(entry + 30) + archive.readUInt16LE(entry + 32)
  }
  return files
}

/** Reads what npm packs: a gzipped tar file of short names. */
export function readTarball(archive: Buffer): Files {
  const files = new Map<string, Buffer>()
  const tar = gunzipSync(archive)
  for (let header = 0; tar[header] !== 0; ) {
    const name = textAt(tar, header, 100)
    const size = Number.parseInt(textAt(tar, header + 124, 12), 8)
    files.set(name, tar.subarray(header + 512, header + 512 + size))
    header += 512 + Math.ceil(size / 512) * 512
  }
  return files
}

/** Writes the files of an archive below a folder. */
export function unpack(files: Files, folder: string): void {
  for (const [name, content] of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
}

function textAt(tar: Buffer, start: number, length: number): string {
  const text = tar.toString('utf8', start, start + length)
  return text.slice(0, text.indexOf('\0'))
}
