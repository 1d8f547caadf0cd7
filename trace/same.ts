/** Whether two values are the same through and through. A map's order counts, a set's does not. */
export function isSame(a: unknown, b: unknown): boolean {
  return new Comparison().isSame(a, b)
}

/** A comparison in which some objects, or some of their properties, are compared otherwise. */
export class Comparison {
  isSame(a: unknown, b: unknown): boolean {
    if (Object.is(a, b)) return true
    if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
    if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false
    if (Array.isArray(a)) return this.areSameLists(a, b as readonly unknown[])
    if (a instanceof Map) return this.areSameLists([...a].flat(), [...(b as typeof a)].flat())
    if (a instanceof Set)
      return a.size === (b as typeof a).size && [...a].every(value => (b as typeof a).has(value))
    return this.areSameObjects(a as Properties, b as Properties)
  }

  protected areSameObjects(a: Properties, b: Properties): boolean {
    const keys = Object.keys(a)
    return (
      keys.length === Object.keys(b).length &&
      keys.every(key => key in b && this.isSameProperty(key, a[key], b[key]))
    )
  }

  protected isSameProperty(_key: string, a: unknown, b: unknown): boolean {
    return this.isSame(a, b)
  }

  private areSameLists(a: readonly unknown[], b: readonly unknown[]): boolean {
    return a.length === b.length && a.every((value, index) => this.isSame(value, b[index]))
  }
}

export type Properties = Readonly<Record<string, unknown>>
