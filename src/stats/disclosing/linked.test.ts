// Linked tables against attackers who take all of them together; attacks.slow.test.ts sets them on thousands more.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { suppress, suppressLinked, type Cell, type LinkedTable } from '../disclose.ts'
import { attackTriples, attackWorlds, NAMES, names } from './attacks.ts'

test('small worlds: whole people fit that leave every small count loose, shown or unseen', () => {
  attackWorlds(
    [
      [2, 2, 2],
      [3, 2],
      [2, 2, 2],
    ],
    250,
  )
})

test('all three two-way tables of a larger world: no linear programme bounds a small count to less than 2', () => {
  attackTriples(
    [
      [4, 3, 2],
      [3, 3, 3],
    ],
    3,
  )
})

const YEARS = ['Y7', 'Y8', 'Y9']
const bySchool = (school: string, counts: number[][], published = true): LinkedTable => ({
  ...{ name: school, rowsOf: 'year', columnsOf: 'sex', rows: YEARS, columns: ['girls', 'boys'] },
  ...{ within: { school }, counts, published },
})
const ASH = [
  [20, 18],
  [3, 25],
  [22, 24],
]
const ELM = [
  [30, 31],
  [28, 27],
  [26, 24],
]
const both = ASH.map((row, r) => row.map((count, c) => count + ELM[r]![c]!))
const district: LinkedTable = { ...bySchool('', both), name: 'district', within: { district: 'North' } }
const nested = [{ name: 'district', of: 'school', parts: { North: ['Ash', 'Elm'] } }]
const tableIn = (answer: ReturnType<typeof suppressLinked>, name: string): Cell[][] =>
  answer.tables.find((one) => one.name === name)!.table!

test('a district and its schools: each table guarded alone, the others tell; together they do not', () => {
  const tables = [bySchool('Ash', ASH), bySchool('Elm', ELM), district]
  const alone = tables.map(({ counts }) => suppress({ counts }, { threshold: 5 }).table!)
  // The district shows the girls of Year 8, and Elm does: the difference is what Ash hides.
  assert.deepEqual([alone[0]![1]![0], alone[1]![1]![0], alone[2]![1]![0]], [null, 28, 31])
  const answer = suppressLinked({ tables, nested }, { threshold: 5 })
  assert.deepEqual(answer.issues, [])
  assert.equal(tableIn(answer, 'Ash')[1]![0], null)
  assert.ok([tableIn(answer, 'Elm')[1]![0], tableIn(answer, 'district')[1]![0]].includes(null))
})

test('the one school that is left out is guarded too, whether it is named or not', () => {
  const isGuarded = (answer: ReturnType<typeof suppressLinked>): boolean =>
    [tableIn(answer, 'Elm')[1]![0], tableIn(answer, 'district')[1]![0]].includes(null)
  const shown = [bySchool('Elm', ELM), district]
  assert.ok(isGuarded(suppressLinked({ tables: shown, nested }, { threshold: 5 })))
  const named = suppressLinked(
    { tables: [...shown, bySchool('Ash', ASH, false)], nested },
    { threshold: 5, unseen: false },
  )
  assert.ok(isGuarded(named))
  assert.ok(
    tableIn(named, 'Ash')
      .flat()
      .every((cell) => cell === null),
  )
  const careless = suppressLinked({ tables: shown, nested }, { threshold: 5, unseen: false })
  assert.equal(isGuarded(careless), false)
})

test('one table alone is hidden about as little as by suppress', () => {
  const table = fc.array(fc.array(fc.nat({ max: 20 }), { minLength: 4, maxLength: 4 }), { minLength: 4, maxLength: 4 })
  const hidden = (shown: Cell[][]): number => shown.flat().filter((cell) => cell === null).length
  let more = 0
  fc.assert(
    fc.property(table, (counts) => {
      const one = { name: 'one', rowsOf: 'a', columnsOf: 'b', rows: names(4), columns: names(4), counts }
      const linked = suppressLinked({ tables: [one] }, { threshold: 5 })
      more += linked.hidden! - hidden(suppress({ counts }, { threshold: 5 }).table!)
      assert.equal(linked.hidden, hidden(linked.tables[0]!.table!))
    }),
    { numRuns: 100, seed: 1 },
  )
  assert.ok(more < 100, `${more} more in 100 tables`)
})

test('nothing small, nothing hidden; the same tables, the same answer, in any order', () => {
  const tables = [bySchool('Ash', ASH), bySchool('Elm', ELM), district]
  assert.equal(suppressLinked({ tables, nested }, { threshold: 2 }).hidden, 0)
  const once = suppressLinked({ tables, nested })
  assert.deepEqual(suppressLinked({ tables, nested }), once)
})

test('tables that cannot be about the same people show nothing, and say why', () => {
  const one: LinkedTable = bySchool('Ash', ASH)
  const bad: [Parameters<typeof suppressLinked>, string][] = [
    [[{ tables: [] }], 'no-data'],
    [[{ tables: [{ ...one, rows: [], counts: [] }] }], 'no-data'],
    [[{ tables: [{ ...one, counts: [[1, null], ...ASH.slice(1)] }] }], 'no-data'],
    [[{ tables: [{ ...one, rows: ['Y7', 'Y7', 'Y9'] }] }], 'out-of-range'],
    [[{ tables: [{ ...one, counts: ASH.slice(1) }] }], 'out-of-range'],
    [[{ tables: [{ ...one, counts: [[1, -2], ...ASH.slice(1)] }] }], 'out-of-range'],
    [[{ tables: [one] }, { threshold: 0 }], 'out-of-range'],
    // The same figure with two values.
    [[{ tables: [one, { ...one, counts: ELM }] }], 'out-of-range'],
    // A school with more pupils than its district.
    [[{ tables: [bySchool('Ash', both), { ...district, counts: ASH }], nested }], 'out-of-range'],
    // A district of itself.
    [
      [{ tables: [district], nested: [{ name: 'district', of: 'district', parts: { North: ['North'] } }] }],
      'out-of-range',
    ],
    [[{ tables: [{ ...district, within: { district: 'South' } }], nested }], 'out-of-range'],
  ]
  for (const [call, issue] of bad) {
    const answer = suppressLinked(...call)
    assert.deepEqual([answer.issues, answer.hidden], [[issue], null])
    assert.ok(answer.tables.every(({ table }) => table === null))
  }
})

test('a world too large for the equations: all totals of a small count are hidden, and the answer says so', () => {
  let chance = 5
  const next = (most: number): number => (chance = (chance * 16807) % 2147483647) % most
  const sizes = [40, 30, 12, 8]
  const people = Array.from({ length: 4000 }, () => sizes.map((size) => Math.min(next(size), next(size))))
  const pairs = [
    [0, 1],
    [1, 2],
    [2, 3],
    [0, 3],
  ] as const
  const tables = pairs.map(([a, b], at) => {
    const counts = names(sizes[a]!).map(() => names(sizes[b]!).map(() => 0))
    for (const labels of people) counts[labels[a]!]![labels[b]!]! += 1
    return {
      name: `${at}`,
      rowsOf: NAMES[a]!,
      columnsOf: NAMES[b]!,
      rows: names(sizes[a]!),
      columns: names(sizes[b]!),
      counts,
    }
  })
  const began = performance.now()
  const answer = suppressLinked({ tables }, { threshold: 5 })
  assert.ok(performance.now() - began < 4000)
  assert.deepEqual(answer.issues, ['no-convergence'])
  const grand = answer.tables.map(({ table }) => table!.at(-1)!.at(-1))
  assert.ok(grand.every((one) => one === null))
  pairs.forEach(([a, b], at) =>
    tables[at]!.counts.forEach((row, r) =>
      row.forEach((count, c) => {
        const shown = answer.tables[at]!.table!
        if (count === 0 || count >= 5) return
        assert.deepEqual([shown[r]![c], shown[r]!.at(-1), shown.at(-1)![c]], [null, null, null])
        assert.ok(a !== b)
      }),
    ),
  )
})
