/** Where IP packets enter and leave the kernel. */
export interface Device {
  /** The kernel's interface. */
  readonly interfaceName: string
  /** Readable when the kernel has sent something. */
  readonly fd: number
  /** Hands the kernel a packet; its reply is readable when this returns. Throws SystemError. */
  write(packet: Buffer): void
  /** Reads a packet's octets, and says how many, or nothing while there is none. Throws SystemError. */
  read(into: Buffer): number | undefined
  close(): void
}
