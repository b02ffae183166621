// Designs with several groups, two factors or several measures: the answer may not depend on the order of rows, levels or
// factors, and must agree with the simpler analysis to which a design can be reduced.
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'node:test'
import { pairedTest } from '../change/paired.ts'
import type { Columns } from '../shape.ts'
import { anova } from './anova.ts'
import { mixedAnova } from './mixed.ts'
import { postHoc } from './post-hoc.ts'
import { anova2 } from './two-way.ts'

type Keyed = Readonly<Record<string, unknown>>
const same = (a: unknown, b: unknown, relative = 1e-8): void => {
  if (typeof a !== 'number' || typeof b !== 'number') assert.deepEqual(a, b)
  else assert.ok(Math.abs(a - b) <= relative * Math.max(1e-4, Math.abs(b)), `${a} is not ${b}`)
}
const allSame = (a: Keyed, b: Keyed): void => {
  assert.deepEqual(Object.keys(a), Object.keys(b))
  for (const key of Object.keys(a)) same(a[key], b[key])
}

type Row = { readonly y: number; readonly z: number; readonly w: number; readonly a: string; readonly b: string }
const value = fc.integer({ min: -60, max: 60 }).map((one) => one / 8)
/** Every combination of a (2) and b (3) at least once, and some more than once. */
const rows: fc.Arbitrary<Row[]> = fc
  .tuple(
    fc.array(fc.tuple(value, value, value), { minLength: 12, maxLength: 30 }),
    fc.array(fc.nat(5), { minLength: 30, maxLength: 30 }),
  )
  .map(([values, cells]) =>
    values.map(([y, z, w], at) => {
      const cell = at < 6 ? at : cells[at]!
      return { y, z, w, a: cell % 2 === 0 ? 'south' : 'east', b: ['low', 'middle', 'top'][cell % 3]! }
    }),
  )
const columnsOf = (all: readonly Row[]): Columns => ({
  y: all.map(({ y }) => y),
  z: all.map(({ z }) => z),
  w: all.map(({ w }) => w),
  a: all.map(({ a }) => a),
  b: all.map(({ b }) => b),
})
const runs = { numRuns: 40 }

test('rows in another order, and levels by other names, change nothing', () => {
  fc.assert(
    fc.property(rows, fc.integer(), (all, turn) => {
      const one = columnsOf(all)
      const at = Math.abs(turn) % all.length
      const other = columnsOf(
        [...all.slice(at), ...all.slice(0, at)].toReversed().map((row) => ({ ...row, b: `~${row.b}` })),
      )
      allSame(anova({ columns: one, outcome: 'y', group: 'b' }), anova({ columns: other, outcome: 'y', group: 'b' }))
      allSame(
        anova2({ columns: one, outcome: 'y', factors: ['a', 'b'] }),
        anova2({ columns: other, outcome: 'y', factors: ['a', 'b'] }),
      )
      allSame(
        mixedAnova({ columns: one, wide: ['y', 'z', 'w'], between: ['b'] }),
        mixedAnova({ columns: other, wide: ['w', 'y', 'z'], between: ['b'] }),
      )
    }),
    runs,
  )
})

test('shift and scale change no F, also about a large number', () => {
  fc.assert(
    fc.property(
      rows,
      fc.constantFrom(2 ** 20, -3, 0),
      fc.constantFrom(2 ** -300, 0.25, 2 ** 400),
      (all, shift, scale) => {
        const move = (one: number): number => (one + shift) * scale
        const one = columnsOf(all)
        const other = columnsOf(all.map((row) => ({ ...row, y: move(row.y), z: move(row.z), w: move(row.w) })))
        allSame(anova({ columns: one, outcome: 'y', group: 'b' }), anova({ columns: other, outcome: 'y', group: 'b' }))
        const factors = ['a', 'b']
        allSame(anova2({ columns: one, outcome: 'y', factors }), anova2({ columns: other, outcome: 'y', factors }))
        const wide = ['y', 'z', 'w']
        allSame(
          mixedAnova({ columns: one, wide, between: ['a'] }),
          mixedAnova({ columns: other, wide, between: ['a'] }),
        )
      },
    ),
    runs,
  )
})

test('the factors the other way round swap their names', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const one: Keyed = anova2({ columns: columnsOf(all), outcome: 'y', factors: ['a', 'b'] })
      const other: Keyed = anova2({ columns: columnsOf(all), outcome: 'y', factors: ['b', 'a'] })
      for (const key of Object.keys(one).filter((name) => /_(A|B|AB)$/.test(name)))
        same(other[key.replace(/_(A|B)$/, (_, factor) => (factor === 'A' ? '_B' : '_A'))], one[key])
    }),
    runs,
  )
})

test('equal cells: type II and III are one, and their squares add up with the one-way analysis', () => {
  fc.assert(
    fc.property(fc.array(value, { minLength: 18, maxLength: 18 }), (values) => {
      const all = values.map((y, at) => ({ y, z: 0, w: 0, a: at % 2 === 0 ? 's' : 'e', b: ['l', 'm', 't'][at % 3]! }))
      const { F2_A, F3_A, F2_B, F3_B, F3_AB, dfError } = anova2({
        columns: columnsOf(all),
        outcome: 'y',
        factors: ['a', 'b'],
      })
      same(F2_A, F3_A)
      same(F2_B, F3_B)
      const cell = { ...columnsOf(all), cell: all.map(({ a, b }) => a + b) }
      const one = anova({ columns: cell, outcome: 'y', group: 'cell' })
      if (one.F === null) return
      assert.equal(dfError, 12)
      same((F3_A! + 2 * F3_B! + 2 * F3_AB!) / 5, one.F)
    }),
    runs,
  )
})

test('two measures: the interaction is a one-way analysis of their differences, the groups one of their means', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const columns: Columns = {
        ...columnsOf(all),
        gap: all.map(({ y, z }) => y - z),
        mean: all.map(({ y, z }) => (y + z) / 2),
      }
      const mixed: Keyed = mixedAnova({ columns, wide: ['y', 'z'], between: ['b'] })
      const gap = anova({ columns, outcome: 'gap', group: 'b' })
      const mean = anova({ columns, outcome: 'mean', group: 'b' })
      for (const [key, one] of [
        ['interaction', gap],
        ['between', mean],
      ] as const) {
        same(mixed[`F_${key}`], one.F)
        same(mixed[`p_${key}`], one.p)
        if (one.F !== null) same(mixed[`partialEta_${key}`], one.etaSquared)
      }
      assert.deepEqual(
        [mixed['mauchlyW'], mixed['mauchlyP'], mixed['greenhouseGeisser'], mixed['huynhFeldt']],
        [1, null, 1, 1],
      )
      assert.equal(mixed['p_interaction_gg'], mixed['p_interaction'])
    }),
    runs,
  )
})

test('several between factors: their part is the two-way analysis of the row means', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const columns: Columns = { ...columnsOf(all), mean: all.map(({ y, z, w }) => (y + z + w) / 3) }
      const mixed = mixedAnova({ columns, wide: ['y', 'z', 'w'], between: ['a', 'b'] })
      const two = anova2({ columns, outcome: 'mean', factors: ['a', 'b'] })
      const F = mixed['F'] as Keyed
      same(F['a'], two.F3_A, 1e-7)
      same(F['b'], two.F3_B, 1e-7)
      same(F['a:b'], two.F3_AB, 1e-7)
      assert.deepEqual(Object.keys(F), ['a', 'b', 'a:b', 'dimension', 'a:dimension', 'b:dimension', 'a:b:dimension'])
      for (const eta of Object.values(mixed['generalEta'] as Keyed)) assert.ok(Number(eta) >= 0 && Number(eta) <= 1)
    }),
    runs,
  )
})

test('without a between factor two measures are a paired test', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const columns = columnsOf(all)
      const paired = pairedTest({ columns, before: 'y', after: 'z' })
      const mixed: Keyed = mixedAnova({ columns, wide: ['y', 'z'], between: [] })
      if (paired.t !== null) same(mixed['F_within'], paired.t ** 2)
      same(mixed['p_within'], paired.p)
      assert.deepEqual([mixed['F_between'], mixed['F_interaction']], [null, null])
    }),
    runs,
  )
})

test('post hoc intervals leave out zero exactly where p is below .05, and each pair stands once', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const { difference, tukeyP, tukeyLow, tukeyHigh } = postHoc({ columns: columnsOf(all), outcome: 'y', group: 'b' })
      assert.deepEqual(Object.keys(difference ?? {}), ['middle-low', 'top-low', 'top-middle'])
      for (const [pair, p] of Object.entries(tukeyP!)) {
        if (p === null || Math.abs(p - 0.05) < 1e-9) continue
        assert.equal(p < 0.05, tukeyLow![pair]! > 0 || tukeyHigh![pair]! < 0)
        same((tukeyLow![pair]! + tukeyHigh![pair]!) / 2, difference![pair])
      }
    }),
    { numRuns: 10 },
  )
})

test('effect sizes are shares: eta between 0 and 1, omega no larger', () => {
  fc.assert(
    fc.property(rows, (all) => {
      const { etaSquared, omegaSquared } = anova({ columns: columnsOf(all), outcome: 'y', group: 'b' })
      if (etaSquared !== null) assert.ok(etaSquared >= 0 && etaSquared <= 1 && omegaSquared! <= etaSquared)
    }),
    runs,
  )
})

test('in groups of two both are as far from their median: Levene cannot be asked, and that is said', () => {
  const columns = { y: [1, 2, 3, 5, 2, 7], who: ['a', 'a', 'b', 'b', 'c', 'c'] }
  const { p, leveneF, issues } = anova({ columns, outcome: 'y', group: 'who' })
  assert.ok(p !== null)
  assert.equal(leveneF, null)
  assert.deepEqual(issues, ['zero-variance'])
})
