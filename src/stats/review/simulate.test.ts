// The made-up review has the structure of the published one, so that what is shown on it is what the analysis would show.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mixedAnova } from '../groups/mixed.ts'
import type { Columns, Value } from '../shape.ts'
import { reviewPipeline } from './pipeline.ts'
import { reviewRatings, simulatedReview, type SimulatedReview } from './simulate.ts'

const places = (dimension: 'A' | 'B' | undefined): string[] =>
  reviewRatings.flatMap(({ loading }, at) => (loading?.[0] === dimension ? [`q${at + 1}`] : []))
const analysed = ({ columns, items, group, order }: SimulatedReview): ReturnType<typeof reviewPipeline> =>
  reviewPipeline({ items, group, order, columns })
const near = (value: unknown, wanted: number, within: number, what: string): void =>
  assert.ok(
    typeof value === 'number' && Math.abs(value - wanted) <= within,
    `${what}: ${String(value)}, wanted ${wanted}`,
  )

test('fifteen of seventeen ratings have a published loading, ten and five', () => {
  assert.equal(reviewRatings.length, 17)
  assert.deepEqual([places('A').length, places('B').length, places(undefined).length], [10, 5, 2])
})

test('five thousand rows give the published table: ten and five ratings, two dropped, alphas and loadings', () => {
  for (const seed of [1, 2, 3]) {
    const answer = analysed(simulatedReview({ teams: 2200, schools: 2800 }, seed))
    assert.deepEqual(answer.issues, [])
    assert.deepEqual(answer.dimensionA, places('A'))
    assert.deepEqual(answer.dimensionB, places('B'))
    assert.deepEqual(answer.dropped, places(undefined))
    near(answer.alphaA, 0.88, 0.02, 'alpha of orientation and approach')
    near(answer.alphaB, 0.86, 0.02, 'alpha of intervention and data')
    for (const [at, { loading, label }] of reviewRatings.entries())
      if (loading) near(answer.loadings![at]![loading[0] === 'A' ? 0 : 1], loading[1], 0.09, label)
    assert.ok(answer.welchA_t! < 0 && answer.welchB_t! < 0, 'schools rate higher')
    for (const mean of [...answer.itemMeansFirst, ...answer.itemMeansSecond].slice(0, 3))
      assert.ok(mean! >= 1 && mean! <= 2)
  }
})

test('the fifty rows that are shown give what the seed was chosen for', () => {
  const review = simulatedReview()
  const answer = analysed(review)
  assert.deepEqual([answer.n1, answer.n2], [22, 28])
  assert.deepEqual(answer.dimensionA, places('A'))
  assert.deepEqual(answer.dimensionB, places('B'))
  assert.deepEqual(answer.dropped, places(undefined))
  near(answer.alphaA, 0.88, 0.01, 'alpha of orientation and approach')
  near(answer.alphaB, 0.86, 0.01, 'alpha of intervention and data')
  assert.ok(answer.issues.includes('small-sample'), 'fifty rows are few and the answer says so')
  const means = [answer.itemMeansFirst, answer.itemMeansSecond] as readonly (readonly number[])[]
  const areHighest = (values: readonly number[], items: readonly string[]): boolean =>
    review.items.every(
      (item, at) =>
        items.includes(item) || items.every((one) => values[review.items.indexOf(one)]! >= values[at]! - 1e-12),
    )
  const gaps = means[1]!.map((mean, at) => mean - means[0]![at]!)
  assert.ok(areHighest(gaps, ['q10', 'q11', 'q5']), 'the largest gaps: curriculum, universal work and ethos')
  for (const group of means) {
    assert.ok(areHighest(group, ['q6', 'q12']), 'highest: senior leadership and targeted support')
    assert.ok(
      areHighest(
        group.map((mean) => -mean),
        ['q4', 'q15', 'q16'],
      ),
      'lowest: governors and data',
    )
  }
  assert.ok(answer.welchA_p! < 0.05 && answer.welchB_p! < 0.05 && answer.welchA_t! < 0 && answer.welchB_t! < 0)
  const score = (items: readonly string[]): Value[] =>
    Array.from(
      { length: 50 },
      (_, row) => items.reduce((sum, item) => sum + Number(review.columns[item]![row]), 0) / items.length,
    )
  const columns: Columns = { a: score(places('A')), b: score(places('B')), region: review.columns['region']! }
  const tests = mixedAnova({ wide: ['a', 'b'], between: ['region'], columns })
  for (const key of ['p_between', 'p_within', 'p_interaction']) assert.ok((tests[key] as number) > 0.05, key)
})

test('the same seed gives the same ratings, another seed others; all are 0 to 3 and whole', () => {
  const one = simulatedReview({ teams: 5, schools: 7 }, 3)
  assert.deepEqual(simulatedReview({ teams: 5, schools: 7 }, 3), one)
  assert.notDeepEqual(simulatedReview({ teams: 5, schools: 7 }, 4).columns, one.columns)
  for (const item of one.items)
    for (const value of one.columns[item]!) assert.ok([0, 1, 2, 3].includes(value as number))
  assert.equal(one.columns['rater']!.filter((value) => value === 'school').length, 7)
})

test('the schools belong to 9 of the 22 teams, each in its team’s region', () => {
  const { columns } = simulatedReview()
  const region = new Map<Value, Value>()
  const withSchools = new Set<Value>()
  for (const [row, rater] of columns['rater']!.entries()) {
    const team = columns['team']![row]!
    if (rater === 'team') region.set(team, columns['region']![row]!)
    else {
      withSchools.add(team)
      assert.equal(columns['region']![row], region.get(team))
    }
  }
  assert.equal(region.size, 22)
  assert.ok(withSchools.size <= 9)
})

test('no teams, no schools, one of each: rows without a fault', () => {
  for (const [teams, schools] of [
    [0, 0],
    [0, 3],
    [2, 0],
    [1, 1],
  ] as const) {
    const { columns, items } = simulatedReview({ teams, schools }, 1)
    for (const name of [...items, 'rater', 'region', 'team']) assert.equal(columns[name]!.length, teams + schools)
  }
})
