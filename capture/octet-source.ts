/** The octets of a stream, taken as many at a time as a format asks for. */
export class OctetSource {
  /** How many octets have been taken: the offset of the next. */
  at = 0
  readonly #chunks: AsyncIterator<Uint8Array>
  #buffered: Buffer = Buffer.alloc(0)

  constructor(chunks: AsyncIterable<Uint8Array>) {
    this.#chunks = chunks[Symbol.asyncIterator]()
  }

  /** The next octets; fewer where the stream ends before. They may share memory with what is taken next. */
  async take(count: number): Promise<Buffer> {
    const taken = await this.peek(count)
    this.#buffered = this.#buffered.subarray(taken.length)
    this.at += taken.length
    return taken
  }

  /** As {@link take}, and the octets are still there. */
  async peek(count: number): Promise<Buffer> {
    if (this.#buffered.length < count) {
      const chunks = [this.#buffered]
      let length = this.#buffered.length
      while (length < count) {
        const { done, value } = await this.#chunks.next()
        if (done === true) break
        chunks.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength))
        length += value.byteLength
      }
      this.#buffered = Buffer.concat(chunks, length)
    }
    return this.#buffered.subarray(0, count)
  }

  /** Passes over octets without keeping them; fewer where the stream ends before. */
  async skip(count: number): Promise<number> {
    let skipped = 0
    while (skipped < count) {
      const { length } = await this.take(Math.min(count - skipped, 0x10000))
      if (length === 0) break
      skipped += length
    }
    return skipped
  }

  /** Everything that is left, in the chunks it comes in. */
  async *rest(): AsyncGenerator<Uint8Array> {
    const buffered = this.#buffered
    this.#buffered = Buffer.alloc(0)
    this.at += buffered.length
    if (buffered.length > 0) yield buffered
    for (;;) {
      const { done, value } = await this.#chunks.next()
      if (done === true) return
      this.at += value.byteLength
      yield value
    }
  }
}
