// Repeated releases about people who are partly the same: filters, waves, corrected figures. One rule that holds against
// every combination of releases. Whoever can be told apart by the releases they are in forms a part; a part is empty or
// has at least the threshold. Sums and differences of releases only ever weigh whole parts, so no smaller group can be
// had from them. How far queries may overlap is the question of Dobkin, Jones and Lipton (1979), ACM Transactions on
// Database Systems 4(1), 97–106.

/**
 * Whether figures about `next` may be shown after all of `shown`, each the set of people (by any stable key) whose
 * answers a release was made of. Give every release that was ever shown, not only the last.
 */
export function mayRelease<Key>(
  next: ReadonlySet<Key>,
  shown: readonly ReadonlySet<Key>[],
  { threshold }: { readonly threshold: number },
): boolean {
  if (!Number.isSafeInteger(threshold) || threshold < 1) return false
  let part = new Map<Key, number>()
  for (const people of [...shown, next]) for (const key of people) part.set(key, 0)
  for (const people of [...shown, next]) {
    const numbers = new Map<string, number>()
    const finer = new Map<Key, number>()
    for (const [key, was] of part) {
      const name = `${was} ${people.has(key)}`
      if (!numbers.has(name)) numbers.set(name, numbers.size)
      finer.set(key, numbers.get(name)!)
    }
    part = finer
  }
  const sizes = new Map<number, number>()
  for (const at of part.values()) sizes.set(at, (sizes.get(at) ?? 0) + 1)
  return [...sizes.values()].every((size) => size >= threshold)
}
