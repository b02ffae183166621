// Ratings drawn from a model that is known, for proofs: what an analysis must find again in them.
import { seeded } from '../random.ts'
import type { Columns } from '../shape.ts'

/**
 * Ratings 0 to 3 of `rows` persons on items named q1, q2, ...: item i belongs to factor i mod `factors` with a loading from
 * .8 down to .5, factors correlate .4, and each answer is missing with the given probability.
 */
export function drawnRatings(
  seed: number,
  { rows, items, factors, missing = 0 }: { rows: number; items: number; factors: number; missing?: number },
): Columns {
  const random = seeded(seed)
  const columns = Array.from({ length: items }, (): (number | null)[] => [])
  for (let row = 0; row < rows; row++) {
    const shared = random.normal()
    const own = Array.from({ length: factors }, () => Math.sqrt(0.4) * shared + Math.sqrt(0.6) * random.normal())
    for (const [i, column] of columns.entries()) {
      const loading = 0.8 - (0.3 * i) / items
      const y = loading * own[i % factors]! + Math.sqrt(1 - loading ** 2) * random.normal()
      const rating = y < -0.9 ? 0 : y < 0.1 ? 1 : y < 1 ? 2 : 3
      column.push(random.next() < missing ? null : rating)
    }
  }
  return Object.fromEntries(columns.map((column, i) => [`q${i + 1}`, column]))
}
