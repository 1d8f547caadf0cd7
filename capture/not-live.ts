import { say } from '@synfin/trace'

/** A line that has no form on the wire, and why. */
export class NotLive extends Error {
  constructor(line: number, why: string) {
    super(say`line ${line}: ${why}`)
    this.name = 'NotLive'
  }
}
