import { addressText, type IpAddress } from './ip-address.ts'

/** One end of a connection on the wire. */
export interface Endpoint {
  readonly address: IpAddress
  readonly port: number
}

/** An endpoint as a key: the same for the same address and port, however they were read. */
export function endpointKey(address: Buffer, port: number): string {
  return `${addressText(address)} ${port}`
}
