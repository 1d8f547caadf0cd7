import type { LinuxEnd } from '@synfin/tcp'
import type { LineBetween } from './walked-line.ts'

/** What Linux' ways depend on at the end that a line's segment is for; nothing where RFC 9293 alone counts. */
export function linuxEnd({ walk, peer: receiver }: LineBetween): LinuxEnd | undefined {
  if (walk.profile !== 'linux') return undefined
  return {
    orphaned: receiver.closedBy === 'close',
    isDeaf: receiver.isDeaf,
    hasSack: receiver.offer?.sackok === true && receiver.heard?.sackok === true,
  }
}
