/** The last part of a document's address. */
export function nameOf(uri: string): string {
  const path = uri.replace(/[?#].*$/, '')
  const name = path.slice(path.lastIndexOf('/') + 1)
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
