/** Entries beyond which nothing is added. */
const MOST = 4096

/**
 * Parts that many lines have alike, each kept once: a line is made of dozens of small objects, and whoever passes over a
 * long file finds those that lines share at hand.
 */
export class Shared<Key, Part> {
  private readonly kept = new Map<Key, Part>()

  /** The part of this key, made if there is none yet. It must never be changed. */
  of(key: Key, make: () => Part): Part {
    const known = this.kept.get(key)
    if (known !== undefined) return known
    const part = make()
    if (this.kept.size < MOST) this.kept.set(key, part)
    return part
  }
}
