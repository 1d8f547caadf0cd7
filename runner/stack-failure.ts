/** The program of a stack under test did not start, ended, hangs, or says what nobody understands: one sentence. */
export class StackFailure extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'StackFailure'
  }
}
