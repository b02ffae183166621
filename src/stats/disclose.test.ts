// Counts in a table, held against an attacker who shares no code with the rule: he tries every whole number.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { allSafe, type Network } from './disclose-network.ts'
import { suppress, type Cell } from './disclose.ts'

type Shown = Cell[][]

const margined = (counts: number[][]): number[][] => {
  const rows = counts.map((row) => [...row, row.reduce((a, b) => a + b, 0)])
  return [...rows, rows[0]!.map((_, c) => rows.reduce((sum, row) => sum + row[c]!, 0))]
}
const countHidden = (shown: Shown): number => shown.flat().filter((cell) => cell === null).length

/** Whether a table of whole numbers from `least` to `most` agrees with all that is shown. */
function agrees(shown: Shown, least: number, most: number): boolean {
  const height = shown.length - 1
  const width = shown[0]!.length - 1
  const inColumn = Array.from({ length: width }, () => 0)
  const total = shown[height]![width] ?? Infinity
  const go = (r: number, c: number, inRow: number, inAll: number): boolean => {
    if (inAll > total) return false
    if (c === width) {
      if (shown[r]![width] !== null && shown[r]![width] !== inRow) return false
      if (r < height - 1) return go(r + 1, 0, 0, inAll)
      return (
        (shown[height]![width] === null || inAll === total) &&
        inColumn.every((sum, column) => [null, sum].includes(shown[height]![column]!))
      )
    }
    const known = shown[r]![c]!
    const limit = Math.min((shown[r]![width] ?? Infinity) - inRow, (shown[height]![c] ?? Infinity) - inColumn[c]!)
    const low = known ?? least
    for (let value = low; value <= (known ?? Math.min(most, limit)); value++) {
      if (value > limit) return false
      inColumn[c]! += value
      const found = go(r, c + 1, inRow + value, inAll + value)
      inColumn[c]! -= value
      if (found) return true
    }
    return false
  }
  return go(0, 0, 0, 0)
}

/** Whether a hidden cell may have values two apart, in tables of numbers from `least`, near the truth. */
function isLoose(shown: Shown, truth: number[][], r: number, c: number, least: number): boolean {
  const most = Math.max(...truth.slice(0, -1).flatMap((row) => row.slice(0, -1))) + 4
  const fits = (value: number): boolean =>
    value >= least &&
    agrees(
      shown.map((row, i) => row.map((cell, j) => (i === r && j === c ? value : cell))),
      least,
      most,
    )
  const here = truth[r]![c]!
  const possible = [here - 2, here - 1, here, here + 1, here + 2].filter((value) => value === here || fits(value))
  return possible.at(-1)! - possible[0]! >= 2
}

function holds(counts: number[][], shown: Shown, threshold: number, zeroIsSafe = true): boolean {
  const truth = margined(counts)
  return truth.every((row, r) =>
    row.every((count, c) => {
      const isSecret = count < threshold && (count > 0 || !zeroIsSafe)
      return !isSecret || (shown[r]![c] === null && isLoose(shown, truth, r, c, zeroIsSafe ? 1 : 0))
    }),
  )
}

const tables = (height: number, width: number, most: number): fc.Arbitrary<number[][]> =>
  fc.tuple(fc.integer({ min: 1, max: height }), fc.integer({ min: 1, max: width })).chain(([h, w]) =>
    fc.array(fc.array(fc.integer({ min: 0, max: most }), { minLength: w, maxLength: w }), {
      minLength: h,
      maxLength: h,
    }),
  )

test('no small count can be worked out from what is shown, and nothing shown is changed', () => {
  fc.assert(
    fc.property(tables(3, 4, 9), fc.integer({ min: 2, max: 6 }), fc.boolean(), (counts, threshold, zeroIsSafe) => {
      const { table, issues } = suppress({ counts }, { threshold, zeroIsSafe })
      assert.deepEqual(issues, [])
      const truth = margined(counts)
      table!.forEach((row, r) =>
        row.forEach((cell, c) => {
          if (cell !== null) assert.equal(cell, truth[r]![c])
          if (zeroIsSafe && truth[r]![c] === 0) assert.equal(cell, 0, 'a zero is shown')
        }),
      )
      assert.ok(holds(counts, table!, threshold, zeroIsSafe))
    }),
    { numRuns: 250 },
  )
})

test('the attacker here does find what hiding the small counts alone would leave', () => {
  const counts = [
    [12, 3],
    [9, 40],
  ]
  const naive = margined(counts).map((row) => row.map((count) => (count < 5 ? null : count)))
  assert.equal(holds(counts, naive, 5), false)
})

/** The fewest cells that could be hidden: every set of further cells, smallest sets first. */
function fewest(counts: number[][], threshold: number, mostFurther: number): number {
  const truth = margined(counts)
  const width = truth[0]!.length
  const small = (count: number): boolean => count > 0 && count < threshold
  const free = truth.flat().flatMap((count, cell) => (count === 0 || small(count) ? [] : [cell]))
  const already = truth.flat().filter(small).length
  const tryOut = (further: number[], from: number, left: number): boolean => {
    if (left === 0) {
      const shown = truth.map((row, r) =>
        row.map((count, c) => (small(count) || further.includes(r * width + c) ? null : count)),
      )
      const lines = [...shown, ...shown[0]!.map((_, c) => shown.map((row) => row[c]!))]
      return lines.every((line) => line.filter((cell) => cell === null).length !== 1) && holds(counts, shown, threshold)
    }
    for (let at = from; at <= free.length - left; at++)
      if (tryOut([...further, free[at]!], at + 1, left - 1)) return true
    return false
  }
  for (let size = 0; size < mostFurther; size++) if (tryOut([], 0, size)) return already + size
  return already + mostFurther
}

test('hardly more is hidden than must be: never more than one cell above the fewest, in tables up to 4 x 3', () => {
  let chance = 20
  const next = (most: number): number => (chance = (chance * 16807) % 2147483647) % most
  const above: number[] = []
  const rise = (counts: number[][]): number => {
    const ours = countHidden(suppress({ counts }, { threshold: 5 }).table!)
    const already = margined(counts)
      .flat()
      .filter((count) => count > 0 && count < 5).length
    return ours - fewest(counts, 5, ours - already)
  }
  for (let run = 0; run < 60; run++) {
    const [height, width] = [
      [3, 3],
      [2, 3],
      [3, 2],
      [4, 3],
    ][run % 4]!
    const counts = Array.from({ length: height! }, () =>
      Array.from({ length: width! }, () => (next(8) === 0 ? 0 : next(next(3) === 0 ? 6 : 24))),
    )
    above.push(rise(counts))
  }
  assert.deepEqual(
    above.filter((more) => more > 1),
    [],
  )
  assert.ok(above.filter((more) => more > 0).length <= 8, 'usually none above: one is the price of a total')
})

test('in larger tables too: at most one above the fewest, which integer programming found (HiGHS)', () => {
  const found: [height: number, width: number, seed: number, below: number, fewest: number][] = [
    [8, 5, 11, 30, 8],
    [7, 6, 5, 14, 15],
    [9, 4, 3, 20, 13],
    [10, 5, 9, 60, 8],
  ]
  for (const [height, width, seed, below, least] of found) {
    let chance = seed
    const next = (): number => (chance = (chance * 16807) % 2147483647)
    const counts = Array.from({ length: height }, () => Array.from({ length: width }, () => next() % below))
    const hidden = countHidden(suppress({ counts }, { threshold: 5 }).table!)
    assert.ok(hidden >= least && hidden <= least + 1, `${hidden}, where ${least} do`)
  }
  const tight = [
    [12, 10, 20, 1],
    [0, 6, 0, 3],
    [0, 1, 2, 0],
    [3, 1, 3, 2],
    [5, 1, 4, 9],
  ]
  assert.equal(countHidden(suppress({ counts: tight }, { threshold: 5 }).table!), 14)
})

test('two tables where a plainer search would hide more', () => {
  const hidden = (counts: number[][]): number => countHidden(suppress({ counts }, { threshold: 5 }).table!)
  // With every total in sight this one would need six.
  const zeros = [
    [7, 9, 0],
    [21, 0, 5],
    [0, 11, 2],
  ]
  // Here some cells can neither rise nor fall by two, but move by one either way.
  const ones = [
    [15, 4, 1, 18],
    [2, 8, 9, 0],
    [2, 1, 0, 18],
  ]
  assert.deepEqual([hidden(zeros), fewest(zeros, 5, 9)], [4, 4])
  assert.deepEqual([hidden(ones), fewest(ones, 5, 9)], [8, 8])
})

// Federal Committee on Statistical Methodology (2005), Statistical Policy Working Paper 22, second version: its example
// of children by county and education of the head of household, all figures fictional.
const FCSM = [
  [15, 1, 3, 1],
  [20, 10, 10, 15],
  [3, 10, 10, 2],
  [12, 14, 7, 2],
]

test('the published example: two hidden in each line are not enough, and ours hold', () => {
  const D = null
  const twoInEachLine: Shown = [
    [15, D, D, D, 20],
    [20, D, D, 15, 55],
    [D, 10, 10, D, 25],
    [D, 14, 7, D, 35],
    [50, 35, 30, 20, 135],
  ]
  const truth = margined(FCSM)
  const values = truth.flat()
  const network: Network = {
    rows: 5,
    columns: 5,
    fall: values.map((value) => value - 1),
    rise: values.map(() => Infinity),
    cost: values.map(() => 1),
  }
  const hidden = Uint8Array.from(twoInEachLine.flat(), (cell) => (cell === null ? 1 : 0))
  const safe = (cell: number): boolean =>
    allSafe(network, hidden, { cells: [cell], want: values.map(() => 2), bothWays: true })
  assert.equal(safe(3), false, 'two rows less two columns give Alpha, very high: 1')
  assert.equal(isLoose(twoInEachLine, truth, 0, 3, 1), false)
  const { table } = suppress({ counts: FCSM }, { threshold: 5 })
  assert.ok(holds(FCSM, table!, 5))
  assert.ok(countHidden(table!) <= 10)
  assert.deepEqual(table![4], [50, 35, 30, 20, 135], 'the totals stay')
})

test('both attackers agree on any pattern of hidden cells', () => {
  const pattern = fc.array(fc.boolean(), { minLength: 12, maxLength: 12 })
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 6, maxLength: 6 }), pattern, (cells, hide) => {
      const truth = margined([cells.slice(0, 3), cells.slice(3)])
      const values = truth.flat()
      const shown = truth.map((row, r) => row.map((count, c) => (hide[r * 4 + c] ? null : count)))
      const network: Network = {
        rows: 3,
        columns: 4,
        fall: values.map((value) => value - 1),
        rise: values.map(() => Infinity),
        cost: values.map(() => 1),
      }
      hide.forEach((is, cell) => {
        if (!is) return
        const secrets = { cells: [cell], want: values.map(() => 2), bothWays: true }
        assert.equal(
          allSafe(network, Uint8Array.from(hide, Number), secrets),
          isLoose(shown, truth, Math.floor(cell / 4), cell % 4, 1),
        )
      })
    }),
    { numRuns: 150 },
  )
})

test('one row, one column, one cell', () => {
  for (const counts of [[[12, 3, 20, 30]], [[12], [3], [20]], [[3]], [[1, 1, 40]], [[2, 30]]]) {
    const { table } = suppress({ counts }, { threshold: 5 })
    assert.ok(holds(counts, table!, 5), JSON.stringify(counts))
    assert.equal(table!.length, counts.length + 1)
  }
  assert.deepEqual(suppress({ counts: [[40, 20]] }, { threshold: 5 }).table, [
    [40, 20, 60],
    [40, 20, 60],
  ])
})

test('who knows that zeros are shown learns nothing from it', () => {
  // Two hidden ones with a known sum of 2: a hidden cell is not zero, so each would be 1.
  const counts = [
    [1, 1, 40],
    [30, 20, 10],
    [30, 20, 10],
  ]
  const { table } = suppress({ counts }, { threshold: 5 })
  assert.ok([table![0]![2], table![0]![3]].includes(null), 'a third cell of the row is hidden too')
})

test('zeros are hidden where they tell, and margins where they are not published', () => {
  const empty = suppress(
    {
      counts: [
        [0, 30],
        [20, 40],
      ],
    },
    { threshold: 5, zeroIsSafe: false },
  ).table!
  assert.equal(empty[0]![0], null)
  assert.deepEqual(
    suppress(
      {
        counts: [
          [12, 3],
          [0, 40],
        ],
      },
      { threshold: 5, marginsPublished: false },
    ).table,
    [
      [12, null, null],
      [0, 40, null],
      [null, null, null],
    ],
  )
})

test('a call that makes no sense shows nothing and says why', () => {
  const bad: [Parameters<typeof suppress>, string][] = [
    [[{ counts: [] }], 'no-data'],
    [[{ counts: [[]] }], 'no-data'],
    [[{ counts: [[1, null]] }], 'no-data'],
    [[{ counts: [[1, 2], [3]] }], 'out-of-range'],
    [[{ counts: [[-1]] }], 'out-of-range'],
    [[{ counts: [[1.5]] }], 'out-of-range'],
    [[{ counts: [[Number.NaN]] }], 'out-of-range'],
    [[{ counts: [[1]] }, { threshold: 0 }], 'out-of-range'],
    [[{ counts: [[1]], rows: ['a', 'b'] }], 'out-of-range'],
  ]
  for (const [call, issue] of bad) assert.deepEqual(suppress(...call), { table: null, issues: [issue] })
})

test('the same table is hidden in the same way each time, or the difference of two looks would tell', () => {
  const counts = Array.from({ length: 12 }, (_, r) => Array.from({ length: 6 }, (_x, c) => (r * 7 + c * 11) % 23))
  assert.deepEqual(suppress({ counts }), suppress({ counts }))
})

test('a table of 60 x 12 is not beyond it', () => {
  for (const most of [8, 15, 40, 200]) {
    let chance = 7
    const next = (): number => (chance = (chance * 16807) % 2147483647)
    const counts = Array.from({ length: 60 }, () => Array.from({ length: 12 }, () => next() % most))
    // Of this process, not of the machine, which others share: usually it is a tenth of a second.
    const before = process.cpuUsage()
    suppress({ counts }, { threshold: 5 })
    const { user } = process.cpuUsage(before)
    assert.ok(user < 5e6, `${user / 1000} ms for numbers below ${most}`)
  }
})
