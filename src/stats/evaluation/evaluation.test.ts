// What must hold of any evaluation: names, order and units change nothing but what they should; two ways to one number give
// one number; nobody stands for two.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { call } from '../call.ts'
import { seeded } from '../random.ts'
import type { Value } from '../shape.ts'
import { clusterRobustOf } from './cluster-robust.ts'
import { fitted } from './design.ts'
import { Free } from './free-controls.ts'
import { tallLeastSquares } from './tall.ts'

type Table = Record<string, Value[]>
type Vectors = Readonly<Record<string, readonly number[]>>

const close = (actual: unknown, expected: unknown, part = 1e-8): void => {
  if (Array.isArray(expected)) return expected.forEach((one, at) => close((actual as unknown[])[at], one, part))
  if (typeof expected !== 'number') return assert.equal(actual, expected)
  const gap = Math.abs((actual as number) - expected)
  assert.ok(gap <= part * (1e-3 + Math.abs(expected)), `${String(actual)} is not ${expected}`)
}
const ask = (op: string, input: object, options?: object): Readonly<Record<string, unknown>> => {
  const answer = call({ op, input, options })
  assert.ok(!('problem' in answer), JSON.stringify(answer))
  return answer
}

/** Pupils of schools before and after, half of the schools treated; from a seed. */
function pupils(seed: number, schools: number, each: number): Table {
  const random = seeded(seed)
  const rows = Array.from({ length: schools }, (_, g) => {
    const effect = random.normal()
    return Array.from({ length: each }, (__, i) => {
      const x = Math.round(random.normal() * 100) / 100
      const y = Math.round((effect + x + random.normal()) * 1000) / 1000
      return { y, x, school: `S${g}`, treat: g % 2, post: i % 2, id: `${g}-${i}` }
    })
  }).flat()
  const column = (name: keyof (typeof rows)[number]): Value[] => rows.map((row) => row[name])
  return Object.fromEntries((['y', 'x', 'school', 'treat', 'post', 'id'] as const).map((name) => [name, column(name)]))
}
const reordered = (table: Table, order: readonly number[]): Table =>
  Object.fromEntries(Object.entries(table).map(([name, values]) => [name, order.map((at) => values[at]!)]))

const world = fc.tuple(fc.integer(), fc.integer({ min: 4, max: 12 }), fc.integer({ min: 4, max: 9 }))
const runs = { numRuns: 40 }
const robust = (columns: Table): Vectors =>
  ask('clusterRobust', { columns, outcome: 'y', cluster: 'school', covariates: ['x', 'treat'] }) as Vectors
const did = (columns: Table, more: object = {}): Readonly<Record<string, number>> =>
  ask('did', { columns, outcome: 'y', cluster: 'school', treat: 'treat', post: 'post', ...more }) as Record<
    string,
    number
  >

test('the order of the rows and the names of the schools change nothing', () => {
  fc.assert(
    fc.property(world, ([seed, schools, each]) => {
      const table = pupils(seed, schools, each)
      const order = seeded(seed + 1).shuffle([...table['y']!.keys()])
      const other = reordered({ ...table, school: table['school']!.map((name) => `Z${String(name)}z`) }, order)
      for (const [before, after] of [
        [robust(table), robust(other)],
        [did(table, { covariates: ['x'] }), did(other, { covariates: ['x'] })],
        [did(table, { fixedEffects: 'school' }), did(other, { fixedEffects: 'school' })],
      ] as const)
        for (const [key, value] of Object.entries(before)) if (key !== 'issues') close(after[key], value, 1e-6)
    }),
    runs,
  )
})

test('units and offsets move coefficients and errors alike', () => {
  fc.assert(
    fc.property(world, fc.constantFrom(-3, 1e6, 1e9), ([seed, schools, each], offset) => {
      const table = pupils(seed, schools, each)
      const other = {
        ...table,
        y: table['y']!.map((value) => 10 * (value as number) + offset),
        x: table['x']!.map((value) => offset + (value as number) / 4),
      }
      const before = robust(table)
      const after = robust(other)
      const part = offset === 1e9 ? 1e-3 : 1e-6
      close(after['coef']![1], before['coef']![1]! * 40, part)
      for (const key of ['seOls', 'seCR0', 'seCR1', 'seCR2']) close(after[key]![1], before[key]![1]! * 40, part)
      for (const key of ['pCR1', 'dfCR2']) close(after[key]![2], before[key]![2], part * 10)
    }),
    runs,
  )
})

test('without covariates the estimate is the difference of the differences of the means', () => {
  fc.assert(
    fc.property(world, ([seed, schools, each]) => {
      const answer = did(pupils(seed, schools, each))
      const [comparison, treated] = answer['means'] as unknown as [[number, number], [number, number]]
      close(answer['estimate'], treated[1] - treated[0] - (comparison[1] - comparison[0]), 1e-7)
    }),
    runs,
  )
})

test('demeaning is the same as a column for every school', () => {
  fc.assert(
    fc.property(world, ([seed, schools, each]) => {
      const table = pupils(seed, schools, each)
      const names = [...new Set(table['school'])].slice(1)
      const columns: Table = {
        ...table,
        both: table['treat']!.map((one, i) => Number(one) * Number(table['post']![i])),
      }
      for (const name of names) columns[String(name)] = table['school']!.map((one) => Number(one === name))
      const covariates = [...names.map(String), 'post', 'both']
      const whole = ask('clusterRobust', { columns, outcome: 'y', cluster: 'school', covariates }) as Vectors
      const answer = did(table, { fixedEffects: 'school' })
      for (const [key, vector] of [
        ['estimate', 'coef'],
        ['se', 'seCR1'],
        ['seOls', 'seOls'],
        ['seCR2', 'seCR2'],
        ['dfCR2', 'dfCR2'],
      ] as const)
        close(answer[key], whole[vector]!.at(-1), 1e-6)
    }),
    runs,
  )
})

test('with every pupil a school of their own, CR0 is what White made of unequal spread', () => {
  fc.assert(
    fc.property(world, ([seed, schools, each]) => {
      const table = pupils(seed, schools, each)
      const own = { ...table, school: table['id']! }
      const answer = ask('clusterRobust', {
        columns: own,
        outcome: 'y',
        cluster: 'school',
        covariates: ['x'],
      }) as Vectors
      const x = table['x'] as number[]
      const y = table['y'] as number[]
      const mean = x.reduce((sum, value) => sum + value, 0) / x.length
      const square = x.reduce((sum, value) => sum + (value - mean) ** 2, 0)
      const [intercept, slope] = answer['coef'] as [number, number]
      const meat = x.reduce((sum, value, i) => sum + ((value - mean) * (y[i]! - intercept - slope * value)) ** 2, 0)
      close(answer['seCR0']![1], Math.sqrt(meat) / square, 1e-7)
    }),
    runs,
  )
})

test('the bootstrap answers a whole number of its patterns, and is there below ten clusters only', () => {
  fc.assert(
    fc.property(world, ([seed, schools, each]) => {
      const wild = robust(pupils(seed, schools, each))['pWild']
      if (schools >= 10) assert.equal(wild, null)
      else for (const p of wild!) assert.ok(p > 0 && p <= 1 && Number.isInteger(p * 2 ** (schools - 1)))
    }),
    runs,
  )
})

test('for very many rows the quicker least squares say what reflections say', () => {
  const random = seeded(7)
  const n = 6000
  const of = Int32Array.from({ length: n }, () => random.below(40))
  const x = Float64Array.from({ length: n }, () => random.normal())
  const z = x.map((value) => value * 0.99 + 0.1 * random.normal())
  const y = x.map((value) => 3 + value + random.normal())
  const ones = new Float64Array(n).fill(1)
  const quick = tallLeastSquares([ones, x, z], y)!
  const few = fitted(
    [ones, x, z].map((column) => column.subarray(0, 4000)),
    y.subarray(0, 4000),
  )!
  const quickFew = tallLeastSquares(
    [ones, x, z].map((column) => column.subarray(0, 4000)),
    y.subarray(0, 4000),
  )!
  close([...quickFew.coefficients], [...few.coefficients], 1e-11)
  close([...quickFew.unscaled.at], [...few.unscaled.at], 1e-9)
  close([...quickFew.residuals], [...few.residuals], 1e-10)
  assert.equal(tallLeastSquares([ones, x, x.map((value, i) => value + 1e-4 * z[i]!)], y), undefined)
  close([...clusterRobustOf(y, [x, z], of, 40).coef], [...quick.coefficients], 1e-10)
})

const choice = (seed: number, n: number, strength: number): Table => {
  const random = seeded(seed)
  const x = Array.from({ length: n }, () => Math.round(random.normal() * 20) / 10)
  const treated = x.map((value) => Number(random.next() < 1 / (1 + Math.exp(1 - strength * value))))
  return { id: x.map((_, i) => i), x, treated, y: x.map((value, i) => value + treated[i]! + random.normal()) }
}

test('at the maximum the probabilities add up to the ones, and turning the outcome round turns the signs', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 25, max: 60 }), (seed, n) => {
      const columns = choice(seed, n, 0.7)
      const answer = ask('logistic', { columns, outcome: 'treated', covariates: ['x'] }) as Vectors
      if (answer['coef']![0] === null) return
      const ones = (columns['treated'] as number[]).reduce((sum, value) => sum + value, 0)
      close(
        answer['fitted']!.reduce((sum, value) => sum + value, 0),
        ones,
        1e-9,
      )
      const turned = { ...columns, treated: columns['treated']!.map((value) => 1 - Number(value)) }
      const other = ask('logistic', { columns: turned, outcome: 'treated', covariates: ['x'] }) as Vectors
      close(
        other['coef'],
        answer['coef']!.map((value) => -value),
        1e-7,
      )
      close(other['deviance'], answer['deviance'], 1e-9)
    }),
    runs,
  )
})

test('an outcome that a cut of the covariate tells is always found separated, also with ties at the cut', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 6, max: 40 }), fc.boolean(), (seed, n, withTies) => {
      const random = seeded(seed)
      const x = Array.from({ length: n }, () => random.below(9) - 4).filter((value) => value !== 0)
      const ties = withTies ? [0, 0] : []
      const columns = {
        x: [...x, -5, 5, ...ties],
        y: [...x.map((value) => Number(value > 0)), 0, 1, ...ties.map((_, i) => i)],
      }
      const answer = ask('logistic', { columns, outcome: 'y', covariates: ['x'] })
      assert.deepEqual(answer['issues'], ['separation'])
      assert.deepEqual(answer['coef'], [null, null])
    }),
    runs,
  )
})

test('nobody stands for two, every pair is within the caliper, and the effect is the mean of the pairs', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 20, max: 60 }), fc.constantFrom(0.05, 0.3, 5), (seed, n, caliper) => {
      const columns = choice(seed, n, 0.8)
      const input = { columns, id: 'id', treated: 'treated', outcome: 'y', covariates: ['x'] }
      const answer = ask('match', input, { caliper }) as Readonly<Record<string, number>> & { pairs: string[] }
      if (answer['matched'] === null) return
      const pairs = answer.pairs.map((pair) => pair.split('~').map(Number) as [number, number])
      assert.equal(new Set(pairs.flat()).size, 2 * pairs.length)
      const ones = (columns['treated'] as number[]).reduce((sum, value) => sum + value, 0)
      assert.equal(answer['matched']! + answer['unmatchedTreated']!, ones)
      const fit = ask('logistic', { columns, outcome: 'treated', covariates: ['x'] }) as Vectors
      for (const [treated, control] of pairs) {
        assert.deepEqual([columns['treated']![treated], columns['treated']![control]], [1, 0])
        assert.ok(Math.abs(fit['fitted']![treated]! - fit['fitted']![control]!) <= answer['caliperWidth']! + 1e-12)
      }
      const y = columns['y'] as number[]
      const effect = pairs.reduce((sum, [a, b]) => sum + (y[a]! - y[b]!) / pairs.length, 0)
      close(answer['att'], pairs.length > 0 ? effect : null, 1e-7)
    }),
    runs,
  )
})

test('the nearest free control is the one a look at all of them finds', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 40 }),
      fc.integer(),
      (at, seed) => {
        const random = seeded(seed)
        const scores = Float64Array.from(at)
        const left = new Set(at.keys())
        const free = new Free([...left], scores)
        while (left.size > 0) {
          const score = random.below(13)
          const nearest = [...left].toSorted((a, b) => Math.abs(at[a]! - score) - Math.abs(at[b]! - score) || a - b)[0]!
          assert.equal(free.nearest(score), nearest)
          if (random.next() < 0.8) {
            free.take(nearest)
            left.delete(nearest)
          }
        }
        assert.equal(free.nearest(3), undefined)
      },
    ),
    runs,
  )
})
