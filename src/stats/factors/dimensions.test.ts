// How many dimensions, how well items hang together, and where persons stand: what must not change the answers, and what
// has none.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Maybe } from '../answer.ts'
import { call } from '../call.ts'
import { correlationMatrix } from '../correlations/matrix-of.ts'
import { eigenvalues } from '../matrix/eigen.ts'
import { seeded } from '../random.ts'
import type { Columns } from '../shape.ts'
import { eigenvaluesOfItems, minimumAveragePartial } from './components.ts'
import { congruence } from './congruence.ts'
import { drawnRatings } from './drawn.ts'
import { factorability } from './factorability.ts'
import { omega } from './omega.ts'
import { parallel } from './parallel.ts'
import { factorScores } from './scores.ts'

const of = (columns: Columns) => ({ columns, items: Object.keys(columns), correlation: undefined, n: undefined })
const close = (a: readonly Maybe[], b: readonly Maybe[], error = 1e-9): void => {
  assert.equal(a.length, b.length)
  for (const [i, one] of a.entries()) assert.ok(Math.abs(one! - b[i]!) <= error, `[${i}]: ${one} and ${b[i]}`)
}
const seeds = fc.integer({ min: 1, max: 1e6 })
const shuffledItems = (columns: Columns, seed: number): Columns =>
  Object.fromEntries(seeded(seed).shuffle(Object.entries(columns)))

test('order, direction and units of the items change no verdict on them', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const columns = drawnRatings(seed, { rows: 80, items: 7, factors: 2, missing: 0.03 })
      const mixed = shuffledItems(columns, seed)
      const turned = Object.fromEntries(
        Object.entries(mixed).map(([name, values], i) => [
          name,
          values.map((one) => (one === null ? null : i % 2 === 0 ? 3 - Number(one) : 10 * Number(one) - 1e5)),
        ]),
      )
      const [first, second] = [factorability(of(columns)), factorability(of(turned))]
      const places = Object.keys(mixed).map((name) => Object.keys(columns).indexOf(name))
      close([second.kmo, second.bartlettChi2], [first.kmo, first.bartlettChi2], 1e-7)
      close(
        second.msa,
        places.map((at) => first.msa[at]!),
      )
      close(eigenvaluesOfItems(of(turned)).values, eigenvaluesOfItems(of(columns)).values)
      const [one, other] = [minimumAveragePartial(of(columns)), minimumAveragePartial(of(turned))]
      close(other.map2, one.map2, 1e-7)
      assert.equal(other.suggested, one.suggested)
    }),
    { numRuns: 25 },
  )
})

test('eigenvalues add up to the items, and their shares to a hundred', () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 2, max: 12 }), (seed, items) => {
      const { values, percent, kaiserCount } = eigenvaluesOfItems(
        of(drawnRatings(seed, { rows: 60, items, factors: 2 })),
      )
      const sum = (list: readonly Maybe[]): number => list.reduce<number>((all, one) => all + one!, 0)
      assert.ok(Math.abs(sum(values) - items) < 1e-10 && Math.abs(sum(percent) - 100) < 1e-9)
      assert.equal(kaiserCount, values.filter((one) => one! > 1).length)
    }),
    { numRuns: 30 },
  )
})

test('parallel analysis: the same seed says the same, and the drawn matrices are those of drawn rows', () => {
  const input = of(drawnRatings(2, { rows: 40, items: 5, factors: 1 }))
  const first = parallel(input, { iterations: 2000, seed: 3 })
  assert.deepEqual(parallel(input, { iterations: 2000, seed: 3 }), first)
  assert.notDeepEqual(parallel(input, { iterations: 2000, seed: 4 }).randomMean, first.randomMean)
  assert.equal(first.suggested, 1)
  const { normal } = seeded(9)
  const means = new Float64Array(5)
  for (let turn = 0; turn < 2000; turn++) {
    const rows = Array.from({ length: 5 }, () => new Float64Array(40).map(normal))
    const values = eigenvalues(correlationMatrix(rows).r)
    for (let j = 0; j < 5; j++) means[j]! += values[j]! / 2000
  }
  close(first.randomMean, Array.from(means), 0.01)
})

test('parallel analysis of fewer rows than items draws matrices of that rank', () => {
  const columns = drawnRatings(5, { rows: 6, items: 9, factors: 2 })
  const { randomMean } = parallel(of(columns), { iterations: 200 })
  close(randomMean.slice(5), [0, 0, 0, 0], 1e-12)
  assert.ok(randomMean[4]! > 0.1)
})

test('parallel analysis tells how far it is, and can be given up', () => {
  const input = of(drawnRatings(2, { rows: 40, items: 5, factors: 1 }))
  const parts: number[] = []
  parallel(input, { iterations: 50_000 }, (part) => parts.push(part))
  assert.ok(parts.length > 2 && parts.every((part, i) => part >= (parts[i - 1] ?? 0) && part <= 1))
  assert.throws(() => parallel(input, {}, () => { throw new RangeError('enough') }), RangeError) // prettier-ignore
})

const structure = [[0.8, 0], [0, 0.7], [0.7, 0.1], [0.1, 0.6], [0.6, 0], [0, 0.6]] // prettier-ignore
const phi = [[1, 0.4], [0.4, 1]] // prettier-ignore

test('scores of complete data correlate as the weights say, and those of ten Berge as the factors', () => {
  fc.assert(
    fc.property(seeds, fc.constantFrom('regression', 'bartlett', 'tenBerge'), (seed, method) => {
      const columns = drawnRatings(seed, { rows: 100, items: 6, factors: 2 })
      const found = factorScores({ ...of(columns), loadings: structure, phi }, { method })
      const list = [0, 1].map((j) => Float64Array.from(found.scores, (row) => row[j]!))
      const r = correlationMatrix(list).r.at[1]!
      assert.ok(Math.abs(r - found.scoreCorrelation![0]![1]!) < 1e-10)
      if (method === 'tenBerge') assert.ok(Math.abs(r - 0.4) < 1e-10)
      if (method === 'bartlett')
        for (const [a, b, expected] of [
          [0, 0, 1],
          [0, 1, 0],
          [1, 1, 1],
        ] as const) /* prettier-ignore */ {
          const product = found.weights!.reduce((sum, row, i) => sum + row[a]! * structure[i]![b]!, 0)
          assert.ok(Math.abs(product - expected) < 1e-10)
        }
    }),
    { numRuns: 30 },
  )
})

test('a row in which an answer is missing has no score, and the others keep theirs', () => {
  const columns = drawnRatings(11, { rows: 60, items: 6, factors: 2 })
  const gaps = { ...columns, q3: columns['q3']!.map((one, i) => (i === 4 ? null : one)) }
  const { scores, weights } = factorScores({ ...of(gaps), loadings: structure, phi: undefined })
  assert.deepEqual(scores[4], [null, null])
  assert.equal(scores.flat().filter((one) => one === null).length, 2)
  const first = factorScores({ ...of(gaps), loadings: structure, phi: undefined }, { rows: 3 })
  assert.deepEqual(first.scores, scores.slice(0, 3))
  assert.deepEqual(first.weights, weights)
})

test('congruence: a factor with itself is 1, turned round -1, and both ways the same', () => {
  const rows = fc.array(fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 2, maxLength: 2 }), { minLength: 2, maxLength: 9 }) // prettier-ignore
  fc.assert(
    fc.property(rows, (a) => {
      const b = a.map(([x, y]) => [-3 * x!, y!])
      const { congruence: there } = congruence(a, b)
      const { congruence: back } = congruence(b, a)
      close([there[0]![0]!, there[1]![1]!], [-1, 1])
      close(there.flat(), [back[0]![0]!, back[1]![0]!, back[0]![1]!, back[1]![1]!])
    }),
  )
})

test('omega: turning all items round, or other units, changes nothing', () => {
  fc.assert(
    fc.property(seeds, (seed) => {
      const columns = drawnRatings(seed, { rows: 150, items: 9, factors: 3 })
      const first = omega(of(columns))
      const mapped = (does: (one: number) => number): Columns =>
        Object.fromEntries(Object.entries(columns).map(([name, list]) => [name, list.map((one) => does(Number(one)))]))
      for (const other of [mapped((one) => 3 - one), mapped((one) => 5 * one + 1e4)]) {
        const second = omega(of(other))
        close([second.omegaTotal, second.omegaHierarchical], [first.omegaTotal, first.omegaHierarchical], 1e-7)
      }
      const [raw, larger] = [columns, mapped((one) => 5 * one)].map((one) => omega(of(one), { metric: 'raw' }))
      close([raw!.omegaTotal, raw!.omegaHierarchical], [larger!.omegaTotal, larger!.omegaHierarchical], 1e-7)
      close(
        raw!.generalLoadings.map((one) => 5 * one!),
        larger!.generalLoadings,
        1e-6,
      )
      const shared = first.loadings!.map((_, i) => first.generalLoadings[i]! ** 2 + first.groupLoadings![i]!.reduce<number>((sum, one) => sum + one! ** 2, 0)) // prettier-ignore
      if (!first.issues.includes('heywood'))
        close(
          shared,
          first.uniqueness.map((one) => 1 - one!),
          1e-6,
        )
    }),
    { numRuns: 15 },
  )
})

const plain = drawnRatings(7, { rows: 120, items: 6, factors: 2 })
const constant = { ...plain, q2: Array.from({ length: 120 }, () => 1) }
const six = [null, null, null, null, null, null]
const same = [[1, 1, 1], [1, 1, 1], [1, 1, 1]] // prettier-ignore
const none = [[1, 0, 0], [0, 1, 0], [0, 0, 1]] // prettier-ignore
type Degenerate = { op: string; name: string; input: object; options?: object; expected: object }
const degenerate: readonly Degenerate[] = [
  { op: 'factorability', name: 'a constant item', input: { columns: constant }, expected: { kmo: null, msa: six, bartlettChi2: null, bartlettDf: 15, bartlettP: null, determinant: null, constantItems: ['q2'], issues: ['constant-item'] } },
  { op: 'factorability', name: 'the same item three times', input: { correlation: same, n: 200 }, expected: { kmo: null, msa: [null, null, null], bartlettChi2: null, bartlettP: null, determinant: 0, issues: ['collinear', 'singular', 'not-positive-definite'] } },
  { op: 'factorability', name: 'nothing in common', input: { correlation: none, n: 200 }, expected: { kmo: null, bartlettChi2: 0, bartlettP: 1, determinant: 1, issues: ['no-variation'] } },
  { op: 'factorability', name: 'n is not said', input: { correlation: mostly(0.3), n: null }, expected: { bartlettChi2: null, bartlettP: null, issues: ['no-data'] } },
  { op: 'factorability', name: 'one item', input: { columns: { q1: plain['q1'] } }, expected: { kmo: null, msa: [null], bartlettDf: null, issues: ['too-few-items'] } },
  { op: 'eigenvalues', name: 'a constant item', input: { columns: constant }, expected: { values: six, percent: six, kaiserCount: null, issues: ['constant-item'] } },
  { op: 'eigenvalues', name: 'nothing in common', input: { correlation: none }, expected: { values: [1, 1, 1], kaiserCount: 0, issues: [] } },
  { op: 'map', name: 'a constant item', input: { columns: constant }, options: { maxComponents: 2 }, expected: { map2: [null, null], map4: [null, null], suggested: null, suggested4: null, issues: ['constant-item'] } },
  { op: 'map', name: 'more components than there are', input: { correlation: mostly(0.3), n: 200 }, options: { maxComponents: 9 }, expected: { issues: ['out-of-range'] } },
  { op: 'map', name: 'nothing in common', input: { correlation: none, n: 200 }, options: { maxComponents: 1 }, expected: { map2: [null], suggested: 0, suggested4: 0, zero2: 0, issues: ['no-variation'] } },
  { op: 'parallel', name: 'a constant item', input: { columns: constant }, options: { iterations: 10 }, expected: { observed: six, suggested: null, reproducible: true, issues: ['constant-item'] } },
  { op: 'parallel', name: 'iterations without end', input: { columns: plain }, options: { iterations: 1e12 }, expected: { randomMean: six, randomPercentile: six, suggested: null, issues: ['out-of-range'] } },
  { op: 'parallel', name: 'a percentile of 100', input: { columns: plain }, options: { percentile: 100 }, expected: { randomPercentile: six, suggested: null, issues: ['out-of-range'] } },
  { op: 'parallel', name: 'two rows', input: { columns: { a: [1, 2], b: [2, 1] } }, expected: { randomMean: [null, null], suggested: null, issues: ['too-few-cases', 'collinear', 'small-sample'] } },
  { op: 'factorScores', name: 'a constant item', input: { columns: constant, items: Object.keys(plain), loadings: structure }, options: { rows: 1 }, expected: { weights: null, scores: [[null, null]], scoreCorrelation: null, issues: ['constant-item'] } },
  { op: 'factorScores', name: 'bartlett with a communality of 1', input: { columns: plain, items: Object.keys(plain), loadings: structure.map(([one], i) => [i === 0 ? 1 : one!]) }, options: { rows: 1, method: 'bartlett' }, expected: { weights: null, scores: [[null]], issues: ['heywood'] } },
  { op: 'factorScores', name: 'a loading missing', input: { columns: plain, items: Object.keys(plain), loadings: structure.map(() => [null]) }, options: { rows: 1 }, expected: { weights: null, scores: [[null]], issues: ['no-data'] } },
  { op: 'congruence', name: 'a factor without loadings', input: { a: [[0], [0]], b: [[1], [2]] }, expected: { congruence: [[null]], issues: ['zero-variance'] } },
  { op: 'congruence', name: 'no item in common', input: { a: [[1], [null]], b: [[null], [2]] }, expected: { congruence: [[null]], issues: ['no-overlap'] } },
  { op: 'omega', name: 'a constant item', input: { columns: constant }, expected: { omegaTotal: null, omegaHierarchical: null, generalLoadings: six, loadings: null, issues: ['constant-item'] } },
  { op: 'omega', name: 'two items', input: { columns: { q1: plain['q1'], q2: plain['q2'] } }, options: { nFactors: 2 }, expected: { omegaTotal: null, generalLoadings: [null, null], issues: ['too-many-factors'] } },
  { op: 'omega', name: 'two factors', input: { columns: plain }, options: { nFactors: 2 }, expected: { issues: ['not-identified'] } },
] // prettier-ignore

function mostly(r: number): number[][] {
  return [0, 1, 2].map((i) => [0, 1, 2].map((j) => (i === j ? 1 : r)))
}

for (const { op, name, input, options = {}, expected } of degenerate)
  test(`${op}: ${name}`, () => {
    const answer = call({ op, input, options }) as Readonly<Record<string, unknown>>
    for (const [key, value] of Object.entries(expected)) assert.deepEqual(answer[key], value, key)
  })

test('loadings that do not fit the items or the factors cannot be read', () => {
  const base = { columns: plain, items: Object.keys(plain), loadings: structure }
  for (const [op, input] of [
    ['factorScores', { ...base, loadings: structure.slice(1) }],
    ['factorScores', { ...base, phi: [[1]] }],
    ['congruence', { a: structure, b: structure.slice(1) }],
    ['rotate', { loadings: [[1], [1, 2]] }],
  ] as const) {
    const answer = call({ op, input }) as { problem?: { code: string } }
    assert.equal(answer.problem?.code, 'bad-call')
  }
})
