// A second release beside a first, and any number of releases, held against attackers who try everything.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { mayRelease, suppress, suppressDifferencing, type Cell, type Totals } from './disclose.ts'

type Numbers = number[][]

const withTotals = (counts: Numbers, totals: Totals): Numbers => {
  const rows = totals.column ? counts.map((row) => [...row, row.reduce((a, b) => a + b, 0)]) : counts
  return totals.row ? [...rows, rows[0]!.map((_, c) => rows.reduce((sum, row) => sum + row[c]!, 0))] : rows
}

/**
 * Tries every second table that agrees with what is shown, and answers the sums of cells whose difference to the first
 * is the same small number in all of them: what an attacker could tell. `most` says what he knows of each cell.
 */
function told(
  first: Numbers,
  second: Numbers,
  shown: Cell[][],
  totals: Totals,
  threshold: number,
  most: Numbers,
): number[][] {
  const height = first.length
  const width = first[0]!.length
  const cells = first.flatMap((_, r) => first[0]!.map((_x, c) => [r, c] as const))
  const changes = (table: Numbers): number[] => cells.map(([r, c]) => table[r]![c]! - first[r]![c]!)
  const sum = (by: number[], set: number): number => by.reduce((all, one, at) => ((set >> at) & 1 ? all + one : all), 0)
  const truth = changes(second)
  const isSmall = (by: number): boolean => by !== 0 && Math.abs(by) < threshold
  let alike = Array.from({ length: 2 ** cells.length }, (_, set) => set).filter((set) => isSmall(sum(truth, set)))
  const guess: Numbers = first.map((row) => row.map(() => 0))
  const rowLeft = (r: number): number => (totals.column ? (shown[r]![width] ?? Infinity) : Infinity)
  const go = (at: number): void => {
    if (alike.length === 0) return
    if (at === cells.length) {
      const full = withTotals(guess, totals)
      if (!full.every((row, r) => row.every((count, c) => shown[r]![c] === null || shown[r]![c] === count))) return
      const by = changes(guess)
      alike = alike.filter((set) => sum(by, set) === sum(truth, set))
      return
    }
    const [r, c] = cells[at]!
    const known = shown[r]![c]!
    // The truth first and then around it: what may differ is soon seen to differ.
    for (let value = known ?? 0; value <= (known ?? most[r]![c]!); value++) {
      guess[r]![c] = value
      if (c === width - 1 && rowLeft(r) !== Infinity && guess[r]!.reduce((a, b) => a + b, 0) !== rowLeft(r)) continue
      go(at + 1)
    }
  }
  go(0)
  assert.equal(cells.length, height * width)
  return alike.map((set) => cells.flatMap((_, at) => ((set >> at) & 1 ? [at] : [])))
}

const someTotals = fc.record({ row: fc.boolean(), column: fc.boolean() })
const shape = fc.constantFrom([1, 2], [1, 3], [2, 2], [2, 3], [3, 2])
const table = (height: number, width: number, most: number): fc.Arbitrary<Numbers> =>
  fc.array(fc.array(fc.integer({ min: 0, max: most }), { minLength: width, maxLength: width }), {
    minLength: height,
    maxLength: height,
  })

const nested = shape.chain(([h, w]) =>
  fc.tuple(table(h, w, 5), table(h, w, 5)).map(([first, gone]) => ({
    first,
    second: first.map((row, r) => row.map((count, c) => Math.max(0, count - gone[r]![c]!))),
  })),
)

test('a part of the first: no small difference, of a cell or of any sum of cells, can be worked out', () => {
  fc.assert(
    fc.property(nested, someTotals, fc.integer({ min: 2, max: 4 }), ({ first, second }, totals, threshold) => {
      const whole = withTotals(second, totals)
      const answer = suppressDifferencing({ first: withTotals(first, totals), second: whole }, { threshold, totals })
      assert.deepEqual(answer.issues, [])
      answer.second.forEach((row, r) => row.forEach((cell, c) => assert.ok(cell === null || cell === whole[r]![c])))
      assert.deepEqual(told(first, second, answer.second, totals, threshold, first), [])
    }),
    { numRuns: 150 },
  )
})

const PRESENT = fc.constantFrom(0, 3, 4, 5, 6)
const nestedInSafe = shape.chain(([h, w]) => {
  const row = fc.array(PRESENT, { minLength: w, maxLength: w })
  return fc.tuple(fc.array(row, { minLength: h, maxLength: h }), table(h, w, 5)).map(([first, gone]) => ({
    first,
    second: first.map((line, r) => line.map((count, c) => Math.max(0, count - gone[r]![c]!))),
  }))
})

test('a part of a first that has no small counts itself: nor can one', () => {
  fc.assert(
    fc.property(nestedInSafe, someTotals, ({ first, second }, totals) => {
      const answer = suppressDifferencing(
        { first: withTotals(first, totals), second: withTotals(second, totals) },
        { threshold: 3, totals },
      )
      assert.deepEqual(told(first, second, answer.second, totals, 3, first), [])
    }),
    { numRuns: 150 },
  )
})

test('two small differences that no line shows alone: the sum of both is small too', () => {
  const first = [
    [6, 8],
    [6, 6],
    [5, 0],
  ]
  const second = [
    [4, 8],
    [6, 4],
    [0, 0],
  ]
  const totals = { row: true, column: true }
  const releases = { first: withTotals(first, totals), second: withTotals(second, totals) }
  const answer = suppressDifferencing(releases, { threshold: 5 })
  assert.deepEqual(told(first, second, answer.second, totals, 5, first), [])
})

test('nobody can have gone who was not there: an attacker who counts on it learns no more', () => {
  const first = [
    [5, 5, 4],
    [5, 5, 3],
    [0, 3, 5],
  ]
  const second = [
    [0, 5, 1],
    [0, 0, 2],
    [0, 3, 2],
  ]
  const totals = { row: true, column: true }
  const releases = { first: withTotals(first, totals), second: withTotals(second, totals) }
  const answer = suppressDifferencing(releases, { threshold: 3 })
  assert.deepEqual(told(first, second, answer.second, totals, 3, first), [])
})

test('larger than the first: nor can one', () => {
  fc.assert(
    fc.property(nested, someTotals, ({ first, second }, totals) => {
      const answer = suppressDifferencing(
        { first: withTotals(second, totals), second: withTotals(first, totals) },
        { threshold: 3, totals },
      )
      const most = first.map((row) => row.map((count) => count + 4))
      assert.deepEqual(told(second, first, answer.second, totals, 3, most), [])
    }),
    { numRuns: 60 },
  )
})

const mixed = fc
  .constantFrom([1, 2], [1, 3], [2, 2])
  .chain(([h, w]) => fc.record({ first: table(h, w, 9), second: table(h, w, 9) }))

test('some came and some went: nor can one', () => {
  fc.assert(
    fc.property(mixed, someTotals, ({ first, second }, totals) => {
      const answer = suppressDifferencing(
        { first: withTotals(first, totals), second: withTotals(second, totals) },
        { threshold: 3, totals },
      )
      const most = second.map((row) => row.map((count) => count + 4))
      assert.deepEqual(told(first, second, answer.second, totals, 3, most), [])
    }),
    { numRuns: 100 },
  )
})

test('totals are recognised where nobody names them', () => {
  // 47 less the 10 shown would give 37, and with 40 the three who are missing.
  const answer = suppressDifferencing({ first: [[40, 20, 60]], second: [[37, 10, 47]] }, { threshold: 5 })
  assert.equal(answer.second[0]![0], null)
  assert.ok(answer.second[0]!.filter((cell) => cell === null).length >= 2)
})

test('the example of the interface: without one class', () => {
  const answer = suppressDifferencing(
    { first: [[40, 20]], second: [[37, 20]], labels: ['all', 'without one class'] },
    { threshold: 5 },
  )
  assert.deepEqual(answer, { second: [[null, 20]], issues: [] })
})

test('large differences stay in sight, with their totals', () => {
  const totals = { row: true, column: true }
  const first = withTotals(
    [
      [40, 20],
      [30, 50],
    ],
    totals,
  )
  const second = withTotals(
    [
      [30, 12],
      [30, 40],
    ],
    totals,
  )
  assert.deepEqual(suppressDifferencing({ first, second }, { threshold: 5 }).second, second)
})

test('where three small differences make a large one, the total of their row stays', () => {
  const totals = { row: true, column: true }
  const rows = [
    [40, 30, 20, 25],
    [50, 60, 70, 80],
  ]
  const first = withTotals(rows, totals)
  const second = withTotals(
    [rows[0]!.map((count, at) => count - [2, 3, 4, 0][at]!), rows[1]!.map((count) => count - 9)],
    totals,
  )
  const answer = suppressDifferencing({ first, second }, { threshold: 5 }).second
  assert.deepEqual(answer[0]!.slice(0, 3), [null, null, null])
  assert.equal(answer[0]![4], second[0]![4])
  assert.equal(answer[2]![4], second[2]![4])
})

test('what came and went is hidden only where it makes a small sum', () => {
  const hide = (first: number[], second: number[]): Cell[] =>
    suppressDifferencing({ first: [first], second: [second] }, { threshold: 5, totals: { row: false, column: false } })
      .second[0]!
  assert.deepEqual(hide([40, 40], [60, 30]), [60, 30])
  assert.equal(hide([40, 40], [47, 35]).filter((cell) => cell === null).length, 1, '7 came, 5 went: 2 in all')
})

test('after suppress, what is hidden in either stays hidden, and with it the totals of its lines', () => {
  const first = suppress(
    {
      counts: [
        [12, 3, 20],
        [9, 40, 30],
        [15, 25, 35],
      ],
    },
    { threshold: 5 },
  ).table!
  const second = suppress(
    {
      counts: [
        [12, 2, 20],
        [9, 33, 30],
        [15, 25, 35],
      ],
    },
    { threshold: 5 },
  ).table!
  const answer = suppressDifferencing({ first, second }, { threshold: 5 }).second
  answer.forEach((row, r) =>
    row.forEach((cell, c) => {
      if (first[r]![c] === null || second[r]![c] === null) assert.equal(cell, null)
    }),
  )
  answer.slice(0, 3).forEach((row) => assert.ok(!row.slice(0, 3).includes(null) || row[3] === null))
  assert.deepEqual(suppressDifferencing({ first, second: first }, { threshold: 5 }).second, first, 'the same again')
})

test('a small count in the first does not blank the second', () => {
  const totals = { row: true, column: true }
  const first = withTotals(
    [
      [2, 40],
      [30, 50],
    ],
    totals,
  )
  const second = withTotals(
    [
      [1, 40],
      [30, 50],
    ],
    totals,
  )
  assert.deepEqual(suppressDifferencing({ first, second }, { threshold: 5 }).second, [
    [null, 40, null],
    [30, 50, 80],
    [null, 90, null],
  ])
})

test('a call that makes no sense shows nothing', () => {
  const bad: Parameters<typeof suppressDifferencing>[] = [
    [{ first: [[40, 20]], second: [[37]] }],
    [{ first: [[40]], second: [[37], [20]] }],
    [{ first: [[40.5]], second: [[37]] }],
    [{ first: [[40]], second: [[37]] }, { threshold: 0 }],
    [
      { first: [[40, 20]], second: [[30, 10]] },
      { threshold: 5, totals: { row: false, column: true } },
    ],
  ]
  for (const call of bad) {
    const { second, issues } = suppressDifferencing(...call)
    assert.ok(second.flat().every((cell) => cell === null))
    assert.deepEqual(issues, ['out-of-range'])
  }
  assert.deepEqual(suppressDifferencing({ first: [], second: [] }), { second: [], issues: ['no-data'] })
})

/** Whether the people's sum can be had by adding and taking away what the releases say: is it in their span? */
function canBeHad(people: number[], releases: number[][]): boolean {
  const rows = releases.map((row) => [...row])
  const target = [...people]
  for (let column = 0; column < people.length; column++) {
    const at = rows.findIndex(
      (row) => Math.abs(row[column]!) > 1e-9 && row.slice(0, column).every((x) => Math.abs(x) < 1e-9),
    )
    if (at < 0) continue
    const pivot = rows[at]!
    for (const row of [...rows.filter((_, i) => i !== at), target]) {
      const by = row[column]! / pivot[column]!
      row.forEach((x, i) => (row[i] = x - by * pivot[i]!))
    }
  }
  return target.every((x) => Math.abs(x) < 1e-6)
}

test('whatever is allowed one after the other, no combination of releases gives fewer than the threshold', () => {
  const SIZE = 9
  const someone = fc.array(fc.boolean(), { minLength: SIZE, maxLength: SIZE })
  fc.assert(
    fc.property(
      fc.array(someone, { minLength: 2, maxLength: 8 }),
      fc.integer({ min: 2, max: 3 }),
      (wanted, threshold) => {
        const sets = wanted.map((is) => new Set(is.flatMap((yes, person) => (yes ? [person] : []))))
        const shown: Set<number>[] = []
        for (const next of sets) if (mayRelease(next, shown, { threshold })) shown.push(next)
        const rows = shown.map((set) => Array.from({ length: SIZE }, (_, person) => (set.has(person) ? 1 : 0)))
        for (let group = 1; group < 2 ** SIZE; group++) {
          const people = Array.from({ length: SIZE }, (_, person) => (group >> person) & 1)
          const size = people.reduce((a, b) => a + b, 0)
          if (size < threshold) assert.ok(!canBeHad(people, rows), `${people.join('')} from ${JSON.stringify(rows)}`)
        }
      },
    ),
    { numRuns: 60 },
  )
})

test('a release, the same again, one class fewer, four people fewer', () => {
  const all = new Set(Array.from({ length: 60 }, (_, person) => person))
  const without = (count: number): Set<number> => new Set([...all].slice(count))
  const threshold = 5
  assert.equal(mayRelease(all, [], { threshold }), true)
  assert.equal(mayRelease(all, [all], { threshold }), true)
  assert.equal(mayRelease(without(28), [all], { threshold }), true)
  assert.equal(mayRelease(without(4), [all], { threshold }), false)
  assert.equal(mayRelease(without(31), [all, without(28)], { threshold }), false)
  assert.equal(mayRelease(new Set([1, 2, 3, 4]), [], { threshold }), false)
  assert.equal(mayRelease(all, [], { threshold: 0 }), false)
})
