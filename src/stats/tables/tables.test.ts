// Tests of tables against every table listed one by one, and against what must not matter: the order of rows and columns,
// which of them is called rows.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { Issues } from '../answer.ts'
import { lnFactorial } from '../laws/counting.ts'
import { normalQuantile } from '../laws/normal.ts'
import { chiSquare } from './chi-square.ts'
import { fisher } from './fisher.ts'
import { freemanHalton } from './freeman-halton.ts'
import { countsOf, type Counts } from './margins.ts'
import { mcnemar } from './mcnemar.ts'
import { cellOf, exactLimits } from './odds.ts'
import { pAdjust, pAdjusted } from './p-adjust.ts'
import { wilson } from './proportion-ci.ts'
import { simulatedP } from './simulated-tables.ts'

/** The numbers of an answer that has them all. */
type Numbers = Readonly<
  Record<'chi2' | 'phi' | 'chi2Yates' | 'n' | 'cramersV' | 'oddsRatio' | 'ciLow' | 'ciHigh' | 'p', number>
> & { readonly adjustedResiduals: readonly (readonly number[])[] }

const near = (actual: unknown, expected: number, relative: number, what = ''): void =>
  assert.ok(
    Math.abs((actual as number) - expected) <= relative * Math.max(1e-12, Math.abs(expected)),
    `${what} ${String(actual)}, expected ${expected}`,
  )
const transposed = (table: readonly (readonly number[])[]): number[][] =>
  table[0]!.map((_, j) => table.map((row) => row[j]!))
const tableOf = (rows: number, columns: number, most: number, least = 0): fc.Arbitrary<number[][]> =>
  fc
    .array(fc.array(fc.integer({ min: least, max: most }), { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    })
    .filter((table) => [...table, ...transposed(table)].every((line) => line.some((count) => count > 0)))
const sizes = fc.tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 4 }))
const anyTable = sizes.chain(([rows, columns]) => tableOf(rows, columns, 40))
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
const counted = (table: readonly (readonly number[])[]): Counts => countsOf(table, new Issues())!

/** Every table with those margins, with Σ ln n! of its cells. */
function everyTable(rows: readonly number[], columns: readonly number[]): number[] {
  if (rows.length === 1) return [sum(columns.map(lnFactorial))]
  const found: number[] = []
  const fill = (j: number, left: number, taken: readonly number[]): void => {
    if (j < columns.length) {
      for (let n = 0; n <= Math.min(left, columns[j]!); n++) fill(j + 1, left - n, [...taken, n])
      return
    }
    if (left > 0) return
    const ln = sum(taken.map(lnFactorial))
    for (const rest of everyTable(
      rows.slice(1),
      columns.map((count, at) => count - taken[at]!),
    ))
      found.push(ln + rest)
  }
  fill(0, rows[0]!, [])
  return found
}

function exactByListing(table: readonly (readonly number[])[]): number {
  const { rows, columns, cells } = counted(table)
  const all = everyTable(rows, columns)
  const observed = sum(cells.flat().map(lnFactorial))
  const least = all.reduce((a, b) => Math.min(a, b))
  const weights = all.map((ln) => Math.exp(least - ln))
  return sum(weights.filter((_, at) => all[at]! >= observed - 1e-7)) / sum(weights)
}

test('chi-square: rows and columns in any order, or exchanged, are the same table', () => {
  fc.assert(
    fc.property(anyTable, (table) => {
      const here = chiSquare({ table })
      const turned = chiSquare({ table: transposed(table) })
      const reversed = chiSquare({ table: table.toReversed() })
      for (const key of ['chi2', 'p', 'cramersV', 'df', 'minExpected'])
        for (const other of [turned, reversed]) near(other[key], here[key] as number, 1e-9, key)
      const residuals = here['adjustedResiduals'] as number[][]
      const others = reversed['adjustedResiduals'] as number[][]
      for (const [i, row] of residuals.toReversed().entries())
        for (const [j, value] of row.entries()) assert.ok(Math.abs(others[i]![j]! - value) < 1e-9)
    }),
  )
})

test('chi-square of two by two: n phi squared, the square of every residual, and Yates never above Pearson', () => {
  fc.assert(
    fc.property(tableOf(2, 2, 500), (table) => {
      const { chi2, phi, chi2Yates, adjustedResiduals, n, cramersV } = chiSquare({ table }) as unknown as Numbers
      assert.ok(Math.abs(n * phi ** 2 - chi2) <= 1e-9 * (1 + chi2))
      near(Math.abs(phi), cramersV, 1e-7)
      assert.ok(chi2Yates <= chi2)
      for (const row of adjustedResiduals)
        for (const value of row) assert.ok(Math.abs(value ** 2 - chi2) <= 1e-9 * (1 + chi2))
    }),
  )
})

test('chi-square of counts times ten is ten times as large', () => {
  fc.assert(
    fc.property(anyTable, (table) => {
      const [one, ten] = [chiSquare({ table }), chiSquare({ table: table.map((row) => row.map((n) => 10 * n)) })]
      assert.ok(Math.abs((ten['chi2'] as number) - 10 * (one['chi2'] as number)) < 1e-8 * (1 + (ten['chi2'] as number)))
    }),
  )
})

test('fisher: the p-value of every small table is that of all tables listed one by one', () => {
  fc.assert(
    fc.property(
      sizes.chain(([rows, columns]) => tableOf(rows, columns, 3)),
      (table) => {
        near(fisher({ table })['p'], exactByListing(table), 1e-8, JSON.stringify(table))
      },
    ),
    { numRuns: 60 },
  )
  fc.assert(
    fc.property(tableOf(2, 2, 60), (table) =>
      near(fisher({ table })['p'], exactByListing(table), 1e-9, JSON.stringify(table)),
    ),
  )
})

test('fisher: exchanging columns inverts the odds ratio and its limits, exchanging both sides changes nothing', () => {
  fc.assert(
    fc.property(tableOf(2, 2, 80, 1), (table) => {
      const here = fisher({ table }) as unknown as Numbers
      const swapped = fisher({ table: table.map((row) => row.toReversed()) }) as unknown as Numbers
      near(swapped.oddsRatio, 1 / here.oddsRatio, 1e-8)
      near(swapped.ciLow, 1 / here.ciHigh, 1e-8)
      near(swapped.ciHigh, 1 / here.ciLow, 1e-8)
      near(swapped.p, here.p, 1e-9)
      assert.ok(here.ciLow < here.oddsRatio && here.oddsRatio < here.ciHigh)
      near(fisher({ table: transposed(table) })['oddsRatio'], here.oddsRatio, 1e-8)
    }),
  )
})

test('fisher: at each limit of the odds ratio the observed count is at its 2.5% point', () => {
  const [low, high] = exactLimits(cellOf(12, 13, 30), 10)
  const tail = (odds: number, keep: (x: number) => boolean): number => {
    const weights = Array.from({ length: 13 }, (_, x) =>
      x > 12 || 12 - x > 17
        ? 0
        : Math.exp(x * Math.log(odds) - sum([x, 12 - x, 13 - x, 5 + x].map((n) => lnFactorial(n)))),
    )
    return sum(weights.filter((_, x) => keep(x))) / sum(weights)
  }
  near(
    tail(low, (x) => x >= 10),
    0.025,
    1e-10,
  )
  near(
    tail(high, (x) => x <= 10),
    0.025,
    1e-10,
  )
})

test('fisher: random tables agree with the exact answer, and the same seed gives the same number', () => {
  for (const table of [
    [
      [4, 2, 7],
      [6, 9, 3],
      [2, 8, 5],
    ],
    [
      [30, 12, 9, 14],
      [18, 25, 10, 11],
    ],
  ]) {
    const counts = counted(table)
    const ln = Float64Array.from({ length: counts.total + 1 }, (_, n) => lnFactorial(n))
    const exact = freemanHalton(counts, ln)!
    const { p, draws } = simulatedP(counts, ln, 7)
    assert.ok(Math.abs(p - exact) < 4.5 * Math.sqrt((exact * (1 - exact)) / draws), `${p} ${exact}`)
    assert.deepEqual(simulatedP(counts, ln, 7), { p, draws })
    assert.notEqual(simulatedP(counts, ln, 8).p, p)
  }
  const large = Array.from({ length: 8 }, (_row, i) =>
    Array.from({ length: 8 }, (_cell, j) => 3 + ((i * 7 + j * 5) % 6)),
  )
  const answer = fisher({ table: large })
  assert.equal(answer['simulated'], true)
  assert.deepEqual(fisher({ table: large }), answer)
  assert.ok((answer['p'] as number) > 0 && (answer['p'] as number) <= 1)
})

test('mcnemar: who changed which way does not matter, nor how many stayed', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 60 }), fc.nat(500), (b, c, stayed) => {
      const here = mcnemar({
        table: [
          [stayed, b],
          [c, 3],
        ],
      })
      const other = mcnemar({
        table: [
          [1, c],
          [b, stayed],
        ],
      })
      for (const key of ['chi2Corrected', 'pCorrected', 'pExact']) assert.equal(here[key], other[key])
      // The binomial tail, term by term.
      const few = Math.min(b, c)
      const terms = Array.from({ length: few + 1 }, (_, k) =>
        Math.exp(lnFactorial(b + c) - lnFactorial(k) - lnFactorial(b + c - k) - (b + c) * Math.LN2),
      )
      near(here['pExact'], b === c ? 1 : Math.min(1, 2 * sum(terms)), 1e-11)
    }),
  )
})

test('wilson: at each limit the observed proportion is 1.96 standard errors away', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0, max: 1, noNaN: true }), (total, part) => {
      const count = Math.round(part * total)
      const { low, high, proportion } = wilson(count, total)
      for (const limit of [low, high].filter((one) => one > 0 && one < 1))
        near(Math.abs(proportion - limit), normalQuantile(0.975) * Math.sqrt((limit * (1 - limit)) / total), 1e-7)
      assert.ok(low >= 0 && low <= proportion && proportion <= high && high <= 1)
      near(wilson(total - count, total).low + 1e-9, 1 - high + 1e-9, 1e-6)
    }),
  )
})

test('adjusted p-values: order does not matter, none is smaller than its own, and each rule knows its place', () => {
  const list = fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(list, (p) => {
      const { holm, hochberg, bh, by, bonferroni } = pAdjust({ p }) as unknown as Record<string, (number | null)[]>
      for (const [at, raw] of p.entries()) {
        if (raw === null) {
          assert.deepEqual([holm![at], bh![at], by![at]], [null, null, null])
          continue
        }
        const [a, b, c, d, e] = [hochberg![at]!, holm![at]!, bonferroni![at]!, bh![at]!, by![at]!]
        assert.ok(
          raw <= a * (1 + 1e-14) && a <= b && b <= c && raw <= d * (1 + 1e-14) && d <= a * (1 + 1e-14) && d <= e,
        )
      }
      assert.deepEqual(pAdjust({ p: p.toReversed() })['by'], by!.toReversed())
      assert.deepEqual(pAdjusted([...p, null], 'holm'), [...holm!, null])
    }),
  )
})
