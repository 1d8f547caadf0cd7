/** TCP Fast Open at the model's end (RFC 7413): what it grants, and what it has been granted. */
import { addressText, type Endpoint } from '@synfin/capture'
import { type CookieKey, fastOpenCookie } from './fast-open-cookie.ts'

/** What a server has told of itself with its cookie. */
export interface Granted {
  readonly cookie: Buffer
  /** The most octets of text that it takes in one segment, if it has said. */
  readonly mss: number | undefined
}

/** How the model's end opens fast, as a client and as a server. */
export interface FastOpenSettings {
  readonly asks: boolean
  readonly grants: boolean
  readonly key: CookieKey
}

/** A request for a cookie. */
const NO_COOKIE = Buffer.alloc(0)

/** What one end remembers of its peers, by their addresses. */
export class ModelFastOpen {
  readonly #local: Endpoint
  readonly #settings: FastOpenSettings
  readonly #granted = new Map<string, Granted>()

  constructor(local: Endpoint, settings: FastOpenSettings) {
    this.#local = local
    this.#settings = settings
  }

  /** What a SYN to a server bears: a cookie, the request for one, or nothing. */
  optionFor(server: Endpoint): Buffer | undefined {
    return this.#settings.asks ? (this.grantedBy(server)?.cookie ?? NO_COOKIE) : undefined
  }

  grantedBy({ address }: Endpoint): Granted | undefined {
    return this.#settings.asks ? this.#granted.get(addressText(address.octets)) : undefined
  }

  remember({ address }: Endpoint, granted: Granted): void {
    this.#granted.set(addressText(address.octets), granted)
  }

  /** Whether a SYN's cookie is the one its client was granted. */
  accepts(client: Endpoint, cookie: Buffer | undefined): boolean {
    return cookie !== undefined && this.#settings.grants && cookie.equals(this.#cookieOf(client))
  }

  /** The cookie for a SYN,ACK: where the SYN asks for one, or has a wrong one (RFC 7413 §4.2.1, §4.2.2). */
  grant(client: Endpoint, cookie: Buffer | undefined): Buffer | undefined {
    const isOwed = cookie !== undefined && this.#settings.grants && !this.accepts(client, cookie)
    return isOwed ? this.#cookieOf(client) : undefined
  }

  #cookieOf({ address }: Endpoint): Buffer {
    return fastOpenCookie(address, this.#local.address, this.#settings.key)
  }
}
