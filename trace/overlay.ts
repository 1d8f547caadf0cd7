/** What a walk needs of a map. */
export interface Table<Key, Value> extends Iterable<[Key, Value]> {
  readonly size: number
  get(key: Key): Value | undefined
  has(key: Key): boolean
  set(key: Key, value: Value): unknown
}

/** How a walk takes over the tables of another: all that is in them, or a look at them. */
export type Take = <Key, Value>(table: Table<Key, Value>) => Table<Key, Value>

export const copied: Take = table => new Map(table)

export const laidOver: Take = table => new Overlay(table)

/** A map over another, which must stay as it is: what is set here covers what is there. It costs nothing to make. */
class Overlay<Key, Value> implements Table<Key, Value> {
  private readonly below: Table<Key, Value>
  private readonly own = new Map<Key, Value>()

  constructor(below: Table<Key, Value>) {
    this.below = below
  }

  get size(): number {
    return this.below.size + this.added().length
  }

  get(key: Key): Value | undefined {
    return this.own.has(key) ? this.own.get(key) : this.below.get(key)
  }

  has(key: Key): boolean {
    return this.own.has(key) || this.below.has(key)
  }

  set(key: Key, value: Value): void {
    this.own.set(key, value)
  }

  *[Symbol.iterator](): Iterator<[Key, Value]> {
    for (const [key, value] of this.below) yield [key, this.own.get(key) ?? value]
    yield* this.added()
  }

  private added(): [Key, Value][] {
    return [...this.own].filter(([key]) => !this.below.has(key))
  }
}
