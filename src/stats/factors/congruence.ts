// How alike the factors of two analyses are: of two years, two kinds of rater, or two instruments.
import { Issues, orNull, type Answer, type Maybe } from '../answer.ts'
import { BadCall, type Rows } from '../shape.ts'

export type Congruence = Answer & { readonly congruence: readonly (readonly Maybe[])[] }

/**
 * Tucker's congruence of each factor of `a` (rows of the answer) with each of `b`, loadings as they are given, over the items
 * that both have. A factor without any loading has none.
 * Source: Tucker (1951), Personnel Research Section Report 984; Lorenzo-Seva & ten Berge (2006), Methodology 2, 57-64.
 */
export function congruence(a: Rows, b: Rows): Congruence {
  const issues = new Issues()
  if (a.length !== b.length) throw new BadCall('input.a and input.b must have the same items')
  if (a.length === 0) issues.add('no-data')
  const across = a[0]?.length ?? 0
  const down = b[0]?.length ?? 0
  const cells = Array.from({ length: across }, (_, r) =>
    Array.from({ length: down }, (_unused, s) => {
      const pairs = a.flatMap((row, i) => {
        const other = b[i]![s]!
        return row[r] === null || other === null ? [] : [[row[r]!, other] as const]
      })
      if (pairs.length === 0) issues.add('no-overlap')
      const one = congruenceOf(pairs)
      if (pairs.length > 0 && Number.isNaN(one)) issues.add('zero-variance')
      return orNull(one)
    }),
  )
  return { congruence: cells, issues: issues.list }
}

function congruenceOf(pairs: readonly (readonly [number, number])[]): number {
  // Brought to ordinary size, so that no square overflows or vanishes.
  const size = (at: 0 | 1): number => pairs.reduce((most, pair) => Math.max(most, Math.abs(pair[at])), 0)
  const [ofA, ofB] = [size(0), size(1)]
  let both = 0
  let squareA = 0
  let squareB = 0
  for (const [x, y] of pairs) {
    both += (x / ofA) * (y / ofB)
    squareA += (x / ofA) ** 2
    squareB += (y / ofB) ** 2
  }
  return both / Math.sqrt(squareA * squareB)
}
