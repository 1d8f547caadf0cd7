/** A system call that failed, with the errno's name as in errno(3). */
export class SystemError extends Error {
  readonly call: string
  readonly code: string

  constructor(call: string, code: string) {
    super(`${call}: ${code}`)
    this.name = 'SystemError'
    this.call = call
    this.code = code
  }
}
