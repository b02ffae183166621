// Two groups compared: which group comes first, in what unit the outcome is and in what order the rows come must not matter,
// and the same question asked in two ways must have one answer.
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'node:test'
import { anova } from './anova.ts'
import { effectSize, hedgesFactor } from './effect-size.ts'
import { itemComparisons } from './item-comparisons.ts'
import { mannWhitney } from './mann-whitney.ts'
import { postHoc } from './post-hoc.ts'
import { tTest } from './t-test.ts'

const same = (a: unknown, b: unknown, relative = 1e-9): void => {
  if (typeof a !== 'number' || typeof b !== 'number') assert.deepEqual(a, b)
  else assert.ok(Math.abs(a - b) <= relative * Math.max(1e-3, Math.abs(b)), `${a} is not ${b}`)
}
const minus = (value: number | null): number | null => (value === null ? null : 0 - value)

/** Quarters, so that shifting and scaling by powers of two lose nothing; two groups with something to compare. */
const value = fc.integer({ min: -40, max: 40 }).map((one) => one / 4)
const list = fc.array(value, { minLength: 2, maxLength: 15 }).filter((values) => new Set(values).size > 1)
const pair = fc.tuple(list, list)
const long = (
  [a, b]: readonly [readonly number[], readonly number[]],
  order: readonly string[] = ['a', 'b'],
): { columns: { y: number[]; who: string[] }; outcome: string; group: string; order: readonly string[] } => ({
  columns: { y: [...a, ...b], who: [...a.map(() => 'a'), ...b.map(() => 'b')] },
  outcome: 'y',
  group: 'who',
  order,
})

test('the other order turns the sign of everything but p', () => {
  fc.assert(
    fc.property(pair, fc.constantFrom('welch', 'student'), (groups, variant) => {
      const one = tTest(long(groups), { variant })
      const other = tTest(long(groups, ['b', 'a']), { variant })
      for (const key of ['t', 'difference'] as const) same(other[key], minus(one[key]))
      same(other.ciLow, minus(one.ciHigh))
      for (const key of ['p', 'df'] as const) same(other[key], one[key])
      const g = effectSize(long(groups))
      const turned = effectSize(long(groups, ['b', 'a']))
      for (const key of ['d', 'g'] as const) same(turned[key], minus(g[key]))
      same(turned.ciLow, minus(g.ciHigh), 1e-6)
      const u = mannWhitney(long(groups))
      same(mannWhitney(long(groups, ['b', 'a'])).U, groups[0].length * groups[1].length - u.U!)
      same(mannWhitney(long(groups, ['b', 'a'])).p, u.p)
    }),
    { numRuns: 60 },
  )
})

test('shift and scale of the outcome change only what is in its unit', () => {
  fc.assert(
    fc.property(
      pair,
      fc.constantFrom(0, 5, -64, 2 ** 30),
      fc.constantFrom(0.5, 4, 2 ** -200, 2 ** 300),
      (groups, shift, scale) => {
        const moved = groups.map((values) => values.map((one) => (one + shift) * scale)) as [number[], number[]]
        for (const variant of ['welch', 'student'] as const) {
          const one = tTest(long(groups), { variant })
          const other = tTest(long(moved), { variant })
          for (const key of ['t', 'df', 'p'] as const) same(other[key], one[key])
          same(other.difference! / scale, one.difference)
          same(other.ciHigh! / scale, one.ciHigh)
        }
        same(effectSize(long(moved)).g, effectSize(long(groups)).g)
        same(mannWhitney(long(moved)).p, mannWhitney(long(groups)).p)
      },
    ),
    { numRuns: 60 },
  )
})

test('two groups: the analysis of variance and the post hoc comparisons say what the t tests say', () => {
  fc.assert(
    fc.property(pair, (groups) => {
      const input = long(groups)
      const student = tTest(input, { variant: 'student' })
      const welch = tTest(input)
      const all = anova(input)
      same(all.F, student.t! ** 2)
      same(all.p, student.p)
      same(all.welchF, welch.t! ** 2)
      same(all.welchDf2, welch.df)
      same(all.welchP, welch.p)
      const pairs = postHoc(input)
      same(pairs.tukeyP!['b-a'], student.p, 1e-7)
      same(pairs.tukeyLow!['b-a'], minus(student.ciHigh), 1e-7)
      same(pairs.gamesHowellP!['b-a'], welch.p, 1e-7)
    }),
    { numRuns: 25 },
  )
})

test('long form and two columns of unequal length are one; missing values and strangers do not count', () => {
  fc.assert(
    fc.property(pair, (groups) => {
      const [a, b] = groups
      const wide = { columns: { a: [...a, null], b: [null, null, ...b, null] }, twoColumns: true }
      const stranger = long(groups)
      const scattered = {
        ...stranger,
        columns: { y: [99, ...stranger.columns.y, null, 3], who: ['c', ...stranger.columns.who, 'a', null] },
      }
      for (const input of [wide, scattered]) {
        assert.deepEqual(tTest(input), tTest(stranger))
        assert.deepEqual(effectSize(input), effectSize(stranger))
        assert.deepEqual(mannWhitney(input), mannWhitney(stranger))
      }
    }),
    { numRuns: 40 },
  )
})

test('ranks know only which is higher', () => {
  fc.assert(
    fc.property(pair, (groups) => {
      const bent = groups.map((values) => values.map((one) => Math.exp(one / 3))) as [number[], number[]]
      assert.deepEqual(mannWhitney(long(bent)), mannWhitney(long(groups)))
      const [a, b] = groups
      const counted = a.reduce((sum, x) => sum + b.reduce((part, y) => part + (x > y ? 1 : x === y ? 0.5 : 0), 0), 0)
      assert.equal(mannWhitney(long(groups)).U, counted)
    }),
    { numRuns: 60 },
  )
})

test('g is d made smaller, J goes to 1, and the interval is around g', () => {
  // Γ(1) / Γ(1/2), and Γ(5) / (√5 Γ(9/2)) with Γ(9/2) = 105√π / 16.
  assert.ok(Math.abs(hedgesFactor(2) - 1 / Math.sqrt(Math.PI)) < 1e-15)
  assert.ok(Math.abs(hedgesFactor(10) - (24 * 16) / (105 * Math.sqrt(5 * Math.PI))) < 1e-15)
  assert.ok(Math.abs(hedgesFactor(1e9) - (1 - 0.75e-9)) < 1e-15)
  fc.assert(
    fc.property(pair, (groups) => {
      const { d, g, ciLow, ciHigh } = effectSize(long(groups))
      assert.ok(Math.abs(g!) <= Math.abs(d!) && ciLow! < g! + 1e-9 && ciHigh! > g! - 1e-9)
    }),
    { numRuns: 40 },
  )
})

test('each item is compared as it would be alone, and corrected p-values are in order', () => {
  fc.assert(
    fc.property(pair, pair, fc.constantFrom(['a', 'b'], ['b', 'a']), (one, two, order) => {
      const first = long(one, order)
      const second = long(two, order)
      const length = Math.max(first.columns.y.length, second.columns.y.length)
      const padded = (values: readonly number[]): (number | null)[] =>
        Array.from({ length }, (_, at) => values[at] ?? null)
      // The rows of one item say which group they are in; the other item takes the same rows.
      const who = Array.from(
        { length },
        (_, at) => (length === first.columns.y.length ? first : second).columns.who[at]!,
      )
      const columns = { x: padded(first.columns.y), y: padded(second.columns.y), who }
      const all = itemComparisons({ items: ['x', 'y'], group: 'who', order, columns })
      for (const [at, outcome] of ['x', 'y'].entries()) {
        const alone = { columns, outcome, group: 'who', order }
        const single = tTest(alone)
        assert.deepEqual([all.p[at], all.t[at], all.n1[at]], [single.p, single.t, single.n1])
        assert.equal(all.g[at], effectSize(alone).g)
        if (all.p[at] !== null) assert.ok(all.holm[at]! >= all.bh[at]! && all.bh[at]! >= all.p[at]!)
      }
      const turned = itemComparisons({ items: ['y', 'x'], group: 'who', order, columns })
      assert.deepEqual(turned.holm, all.holm.toReversed())
    }),
    { numRuns: 40 },
  )
})
