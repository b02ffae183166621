// Rotations end at the best there is, keep what the factors reproduce, and do not care how the loadings were turned before.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { identity, matrix, times, toRows, transposed, type Matrix } from '../matrix/matrix.ts'
import { seeded } from '../random.ts'
import { explainedBy, rotated, type Rotation } from './rotation.ts'
import { rotate } from './rotate.ts'
import { startsOf } from './rotation-starts.ts'
import { varimaxCriterion } from './varimax.ts'

const near = (a: Matrix, b: Matrix, error: number): boolean =>
  a.at.every((one, at) => Math.abs(one - b.at[at]!) <= error)
/** Simple structure with noise: items load on one factor each, about .6. */
const loadingsOf = (seed: number, items: number, factors: number): Matrix => {
  const { normal } = seeded(seed)
  return matrix(
    items,
    factors,
    new Float64Array(items * factors).map((_, at) =>
      Math.floor(at / factors) % factors === at % factors ? 0.6 + 0.1 * normal() : 0.12 * normal(),
    ),
  )
}
const turnsOf = (loadings: Matrix, count: number): Matrix[] => startsOf(loadings, count + 1, (start) => start).slice(1)
const quartiminValue = (l: Matrix): number => {
  let sum = 0
  for (let i = 0; i < l.rows; i++)
    for (let r = 0; r < l.columns; r++)
      for (let s = 0; s < l.columns; s++) if (r !== s) sum += (l.at[i * l.columns + r]! * l.at[i * l.columns + s]!) ** 2
  return sum / 4
}
const drawn = fc.record({
  seed: fc.integer({ min: 1, max: 1e6 }),
  size: fc.constantFrom([6, 2], [12, 3], [16, 4]),
})
const ROTATIONS: readonly Rotation[] = ['none', 'oblimin', 'promax', 'varimax']

test('pattern and phi reproduce what the loadings did', () => {
  fc.assert(
    fc.property(drawn, fc.constantFrom(...ROTATIONS), ({ seed, size: [items, factors] }, rotation) => {
      const given = loadingsOf(seed, items, factors)
      const found = rotated(given, { rotation })!
      const model = times(times(found.loadings, found.phi), transposed(found.loadings))
      assert.ok(near(model, times(given, transposed(given)), 1e-9))
      for (let j = 0; j < factors; j++) assert.ok(Math.abs(found.phi.at[j * factors + j]! - 1) < 1e-12)
    }),
    { numRuns: 60 },
  )
})

test('factors come by what they explain, each with a positive sum', () => {
  fc.assert(
    fc.property(drawn, fc.constantFrom(...ROTATIONS), ({ seed, size: [items, factors] }, rotation) => {
      const { loadings, phi } = rotated(loadingsOf(seed, items, factors), { rotation })!
      const explained = explainedBy(loadings, phi)
      assert.deepEqual(explained, explained.toSorted().toReversed())
      for (let j = 0; j < factors; j++) assert.ok(toRows(loadings).reduce((sum, row) => sum + row[j]!, 0) >= 0)
    }),
    { numRuns: 40 },
  )
})

test('no small oblique turn has a lower quartimin value, and no other start ends lower', () => {
  fc.assert(
    fc.property(drawn, ({ seed, size: [items, factors] }) => {
      const given = loadingsOf(seed, items, factors)
      const found = rotated(given, { rotation: 'oblimin' })!
      assert.ok(Math.abs(quartiminValue(found.loadings) - found.criterion) < 1e-12)
      const k = factors
      // Moving factor r towards s by d: the pattern of s loses d times that of r, and r's grows with its new length.
      for (let r = 0; r < k; r++)
        for (let s = 0; s < k; s++)
          for (const d of r === s ? [] : [-1e-3, 1e-3]) {
            const length = Math.sqrt(1 + 2 * d * found.phi.at[r * k + s]! + d * d)
            const l = matrix(items, k, found.loadings.at.slice())
            for (let i = 0; i < items; i++) {
              const own = l.at[i * k + r]!
              l.at[i * k + r] = own * length
              l.at[i * k + s]! -= d * own
            }
            assert.ok(quartiminValue(l) >= found.criterion - 1e-12)
          }
      const many = rotated(given, { rotation: 'oblimin', starts: 60 })!
      assert.ok(found.criterion - many.criterion < 1e-5)
    }),
    { numRuns: 30 },
  )
})

test('no plane has an angle with a higher varimax criterion', () => {
  fc.assert(
    fc.property(drawn, ({ seed, size: [items, factors] }) => {
      const { loadings, criterion } = rotated(loadingsOf(seed, items, factors), {
        rotation: 'varimax',
        kaiser: false,
      })!
      assert.ok(Math.abs(varimaxCriterion(loadings) - criterion) < 1e-12)
      for (let r = 0; r < factors; r++)
        for (let s = r + 1; s < factors; s++)
          for (let angle = 0.01; angle < Math.PI; angle += 0.1) {
            const turn = identity(factors)
            turn.at[r * factors + r] = turn.at[s * factors + s] = Math.cos(angle)
            turn.at[s * factors + r] = Math.sin(angle)
            turn.at[r * factors + s] = -Math.sin(angle)
            assert.ok(varimaxCriterion(times(loadings, turn)) <= criterion + 1e-12)
          }
    }),
    { numRuns: 30 },
  )
})

test('how the loadings were turned before does not matter, nor the order of items', () => {
  fc.assert(
    fc.property(
      drawn,
      fc.constantFrom('oblimin', 'promax', 'varimax'),
      fc.boolean(),
      ({ seed, size: [items, factors] }, rotation, kaiser) => {
        const given = loadingsOf(seed, items, factors)
        const first = rotated(given, { rotation, kaiser })!
        const [turned] = turnsOf(given, 1)
        const second = rotated(turned!, { rotation, kaiser })!
        assert.ok(near(first.loadings, second.loadings, 1e-7))
        assert.ok(near(first.phi, second.phi, 1e-7))
        const k = factors
        const order = seeded(seed).shuffle(Array.from({ length: items }, (_, i) => i))
        const mixed = matrix(
          items,
          k,
          given.at.map((_, at) => given.at[order[Math.floor(at / k)]! * k + (at % k)]!),
        )
        const third = rotated(mixed, { rotation, kaiser })!
        for (const [i, from] of order.entries())
          for (let j = 0; j < k; j++)
            assert.ok(Math.abs(third.loadings.at[i * k + j]! - first.loadings.at[from * k + j]!) < 1e-7)
      },
    ),
    { numRuns: 40 },
  )
})

test('loadings in other units turn the same way', () => {
  const given = loadingsOf(4, 12, 3)
  for (const rotation of ['oblimin', 'promax', 'varimax'] as const)
    for (const scale of [1e-12, 1e3, 1e100]) {
      const other = rotated(
        matrix(
          12,
          3,
          given.at.map((one) => one * scale),
        ),
        { rotation },
      )!
      const first = rotated(given, { rotation })!
      assert.ok(
        near(
          first.loadings,
          matrix(
            12,
            3,
            other.loadings.at.map((one) => one / scale),
          ),
          1e-8,
        ),
      )
    }
})

test('a start that ends in a poorer solution is not taken', () => {
  const trap = [
    [0.43, -0.36, 0.43], [0.14, 0.48, 0.3], [0.2, -0.21, -0.05], [0.23, -0.08, 0.59], [-0.21, -0.09, -0.48],
    [0.19, 0.37, 0.36], [0.18, -0.19, 0.6], [0.2, 0.55, -0.28], [0.19, -0.21, 0.63],
  ] // prettier-ignore
  const one = rotate(trap, { rotation: 'oblimin', starts: 1 })
  const usual = rotate(trap, { rotation: 'oblimin' })
  assert.ok(one.criterion! > 0.0635 && usual.criterion! < 0.0563)
  assert.equal(usual.starts, 30)
  assert.ok(usual.startsAgreeing > 5 && usual.startsAgreeing < 30)
})

const refused: readonly { name: string; loadings: (number | null)[][]; rotation: Rotation; starts?: number; issues: string[] }[] = [
  { name: 'no items', loadings: [], rotation: 'oblimin', issues: ['no-data'] },
  { name: 'no factors', loadings: [[], []], rotation: 'varimax', issues: ['no-data'] },
  { name: 'a loading missing', loadings: [[0.5, null], [0.4, 0.2]], rotation: 'oblimin', issues: ['no-data'] },
  { name: 'more factors than items', loadings: [[0.5, 0.2]], rotation: 'promax', issues: ['too-many-factors'] },
  { name: 'promax of dependent factors', loadings: [[0.5, 0.5], [0.4, 0.4]], rotation: 'promax', issues: ['rank-deficient'] },
  { name: 'no starts', loadings: [[0.5, 0.1], [0.4, 0.4]], rotation: 'oblimin', starts: 0, issues: ['out-of-range'] },
  { name: 'starts without end', loadings: [[0.5, 0.1], [0.4, 0.4]], rotation: 'oblimin', starts: 1e12, issues: ['out-of-range'] },
] // prettier-ignore

for (const { name, loadings, rotation, starts, issues } of refused)
  test(`rotate refuses: ${name}`, () => {
    const answer = rotate(loadings, starts === undefined ? { rotation } : { rotation, starts })
    assert.deepEqual([answer.loadings, answer.phi, answer.criterion], [null, null, null])
    assert.deepEqual(answer.issues, issues)
  })

test('one factor is only turned to its positive side', () => {
  for (const rotation of ROTATIONS) {
    const { loadings, phi, issues } = rotate([[-0.5], [-0.4], [0.1]], { rotation })
    assert.deepEqual([loadings, phi, issues], [[[0.5], [0.4], [-0.1]], [[1]], []])
  }
})

test('dependent factors are answered where they can be, and said to be so', () => {
  const answer = rotate([[0.5, 0.5], [0.4, 0.4], [0.3, 0.3]], { rotation: 'varimax' }) // prettier-ignore
  assert.ok(answer.loadings !== null && answer.issues.includes('rank-deficient'))
})
