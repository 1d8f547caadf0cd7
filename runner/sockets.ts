import type { Endpoint } from '@synfin/capture'

/** How many connections a listener keeps for its application where no `host` line says. */
export const DEFAULT_BACKLOG = 128

/** A call of the application's on a connection. */
export type SocketCall =
  | { readonly call: 'send'; readonly octets: number; readonly more: boolean }
  | { readonly call: 'receive'; readonly octets: number | undefined }
  | { readonly call: 'shutdown'; readonly direction: 'send' | 'receive' }
  | {
      readonly call: 'close' | 'abort'
      /** Whether the reset that may come of it is written without ACK: RFC 9293 allows both, a kernel knows one. */
      readonly isResetBare: boolean
    }

/** What became of a call. A deferred one is made as soon as the connection allows. */
export type CallOutcome =
  | { readonly kind: 'done'; readonly octets: number }
  | { readonly kind: 'failed'; readonly errno: string }
  | { readonly kind: 'deferred' }

/** How the stack's end is set up: what a `host` line says of it. */
export interface SocketSettings {
  /** The window to offer, in octets. */
  readonly win: number | undefined
  readonly mss: number | undefined
  /** The shift whose window still fits. */
  readonly wscale: number | undefined
  readonly backlog: number | undefined
  readonly deferAccept: boolean
  /** Idle milliseconds before a probe. */
  readonly keepalive: number | undefined
  /** Whether its SYNs ask for a fast open, or bear data by one (RFC 7413). */
  readonly fastOpen: boolean
}

/** The application of the stack's end: one listener at most, and one connection per peer. */
export interface Sockets {
  readonly isListening: boolean
  listen(): CallOutcome
  unlisten(): CallOutcome
  /** Starts an active OPEN, with the initial sequence number asked for. */
  connect(peer: Endpoint, isn: number | undefined): CallOutcome
  /** Makes a call on the connection with a peer, or keeps it until there is one. */
  call(peer: Endpoint, call: SocketCall, isOpening: boolean): CallOutcome
  /** Accepts what has been established, and makes the calls that waited for it. */
  proceed(): void
  /** Says that segments of this peer may make a connection, so that `proceed` keeps it. */
  expect(peer: Endpoint): void
  /** Whether the application holds a connection with a peer. */
  holds(peer: Endpoint): boolean
  /** Gives up a connection that is over, so that the next call begins another. */
  release(peer: Endpoint): void
  /**
   * Has a connection given up where its retransmission timer next runs out in vain (RFC 5482). Says whether the
   * application holds it; absent where no application can ask for that.
   */
  shortenUserTimeout?(peer: Endpoint): boolean
  /** Receives everything there is. */
  drain(peer: Endpoint): void
  /** The error the application would see, by its errno's name; nothing while there is none. */
  error(peer: Endpoint): string | undefined
  /** Ends every connection with a reset and closes everything. */
  abandon(): void
}
