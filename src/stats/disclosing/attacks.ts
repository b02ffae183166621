// Attacks for the tests of disclosure control: random tables and random worlds with several tables of the same people, what an
// answer shows of them, and the attackers set on it.
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { suppress, suppressLinked, type Cell, type LinkedTable } from '../disclose.ts'
import { isLoose, reach, type Known } from './attackers.ts'

/** What an attacker knows, and the sums he may not find. */
export type Attack = { readonly known: Known[]; readonly secrets: number[][] }

export type Numbers = number[][]
/** Cells of each place of a table with its margins, numbered row by row without them. */
const placesOf = (height: number, width: number): number[][][] =>
  Array.from({ length: height + 1 }, (_r, r) =>
    Array.from({ length: width + 1 }, (_c, c) =>
      Array.from({ length: height * width }, (_, cell) => cell).filter(
        (cell) => (r === height || Math.floor(cell / width) === r) && (c === width || cell % width === c),
      ),
    ),
  )

export function attackOnTable(
  counts: Numbers,
  table: readonly Cell[][],
  threshold: number,
  zeroIsSafe: boolean,
): Attack {
  const flat = counts.flat()
  const known: Known[] = []
  const secrets: number[][] = []
  placesOf(counts.length, counts[0]!.length).forEach((row, r) =>
    row.forEach((cells, c) => {
      const truth = cells.reduce((sum, cell) => sum + flat[cell]!, 0)
      const shown = table[r]![c]!
      assert.ok(shown === null || shown === truth)
      known.push(
        shown === null ? { cells, least: zeroIsSafe ? 1 : 0, most: Infinity } : { cells, least: truth, most: truth },
      )
      if (truth < threshold && (truth > 0 || !zeroIsSafe)) secrets.push(cells)
    }),
  )
  return { known, secrets }
}

const someTables = (most: number): fc.Arbitrary<Numbers> =>
  fc
    .tuple(fc.integer({ min: 1, max: most }), fc.integer({ min: 1, max: most }), fc.constantFrom(2, 6, 15, 40))
    .chain(([height, width, largest]) => {
      // Every third count is 0, as in the tables of a school.
      const count = fc.oneof(
        { weight: 2, arbitrary: fc.nat({ max: largest }) },
        { weight: 1, arbitrary: fc.constant(0) },
      )
      const row = fc.array(count, { minLength: width, maxLength: width })
      return fc.array(row, { minLength: height, maxLength: height })
    })

/** How an attacker is asked: with whole numbers, or parts of people too. */
export type Method = 'whole' | 'parts'

export function isSafeFrom(
  method: Method,
  guess: readonly number[],
  known: readonly Known[],
  cells: readonly number[],
): boolean {
  if (method === 'whole') return isLoose(guess, known, cells)
  const up = reach(guess, known, cells, 1)
  return up >= 2 || up + reach(guess, known, cells, -1) >= 2
}

/** Random tables up to most x most: no small count of them may be found. */
export function attackTables(most: number, numRuns: number, method: Method): void {
  let tried = 0
  fc.assert(
    fc.property(someTables(most), fc.integer({ min: 3, max: 10 }), fc.boolean(), (counts, threshold, zeroIsSafe) => {
      const { table, issues } = suppress({ counts }, { threshold, zeroIsSafe })
      assert.deepEqual(issues, [])
      const { known, secrets } = attackOnTable(counts, table!, threshold, zeroIsSafe)
      for (const cells of secrets) assert.ok(isSafeFrom(method, counts.flat(), known, cells), cells.join())
      tried += secrets.length
    }),
    { numRuns },
  )
  assert.ok(tried > 3 * numRuns)
}

/** People by combination of labels: the truth that nobody sees. Labels are numbers, by dimension. */
type Crowd = { readonly sizes: readonly number[]; readonly counts: readonly number[] }
type Spec = { readonly rows: number; readonly columns: number; readonly published: boolean; readonly filter?: number }
type Box = readonly (number | undefined)[]
export const NAMES = ['school', 'year', 'sex', 'meal']

const labelsOf = ({ sizes }: Crowd, cell: number): number[] => {
  const labels: number[] = []
  for (let at = sizes.length - 1, rest = cell; at >= 0; at--) {
    labels[at] = rest % sizes[at]!
    rest = Math.floor(rest / sizes[at]!)
  }
  return labels
}
const cellsIn = (crowd: Crowd, box: Box): number[] =>
  crowd.counts.flatMap((_, cell) =>
    labelsOf(crowd, cell).every((label, at) => box[at] === undefined || box[at] === label) ? [cell] : [],
  )
const sumOf = (crowd: Crowd, cells: readonly number[]): number =>
  cells.reduce((sum, cell) => sum + crowd.counts[cell]!, 0)
export const names = (size: number): string[] => Array.from({ length: size }, (_, at) => `${at}`)

/** The boxes of a table with its margins, row by row. */
function boxesOf({ sizes }: Crowd, { rows, columns, filter }: Spec): Box[][] {
  return Array.from({ length: sizes[rows]! + 1 }, (_r, r) =>
    Array.from({ length: sizes[columns]! + 1 }, (_c, c) =>
      sizes.map((size, at) => {
        if (at === rows && r < size) return r
        if (at === columns && c < size) return c
        return at === filter ? 0 : undefined
      }),
    ),
  )
}

export function tableOf(crowd: Crowd, spec: Spec, at: number): LinkedTable {
  const boxes = boxesOf(crowd, spec)
  return {
    name: `table ${at}`,
    rowsOf: NAMES[spec.rows]!,
    columnsOf: NAMES[spec.columns]!,
    rows: names(crowd.sizes[spec.rows]!),
    columns: names(crowd.sizes[spec.columns]!),
    counts: boxes.slice(0, -1).map((row) => row.slice(0, -1).map((box) => sumOf(crowd, cellsIn(crowd, box)))),
    published: spec.published,
    ...(spec.filter === undefined ? {} : { within: { [NAMES[spec.filter]!]: '0' } }),
  }
}

export type Options = { readonly threshold: number; readonly zeroIsSafe: boolean; readonly marginsPublished: boolean }

/** What the answer tells, checked against the truth, and whose counts nobody may tell: shown nowhere or hidden somewhere. */
export function attackOn(
  crowd: Crowd,
  specs: readonly Spec[],
  tables: readonly (Cell[][] | null)[],
  options: Options,
): Attack {
  const { threshold, zeroIsSafe, marginsPublished } = options
  const isSecret = (count: number): boolean => count < threshold && (count > 0 || !zeroIsSafe)
  const known: Known[] = []
  const secrets = new Map<string, number[]>()
  const isShown = new Map<string, boolean>()
  const inner = new Set(
    specs
      .filter(({ published }) => published)
      .flatMap((spec) => boxesOf(crowd, spec).slice(0, -1))
      .flatMap((row) => row.slice(0, -1).map((box) => cellsIn(crowd, box).join())),
  )
  specs.forEach((spec, at) => {
    const boxes = boxesOf(crowd, spec)
    boxes.forEach((row, r) =>
      row.forEach((box, c) => {
        const cells = cellsIn(crowd, box)
        const count = sumOf(crowd, cells)
        const shown = tables[at]![r]![c]!
        if (isSecret(count)) secrets.set(cells.join(), cells)
        if (!spec.published || (!inner.has(cells.join()) && !marginsPublished)) return assert.equal(shown, null)
        assert.ok(shown === null || (shown === count && !isSecret(count)))
        if (zeroIsSafe && count === 0) assert.equal(shown, 0)
        assert.equal(isShown.get(cells.join()) ?? shown !== null, shown !== null, 'shown in one and hidden in another')
        isShown.set(cells.join(), shown !== null)
        known.push(
          shown === null ? { cells, least: zeroIsSafe ? 1 : 0, most: Infinity } : { cells, least: count, most: count },
        )
      }),
    )
  })
  for (const cells of cellsOfAll(crowd)) {
    const count = sumOf(crowd, cells)
    if (count > 0 && isSecret(count) && !isShown.has(cells.join())) secrets.set(cells.join(), cells)
  }
  return { known, secrets: [...secrets.values()] }
}

/** Every cell and margin of the table over all dimensions. */
function cellsOfAll(crowd: Crowd): number[][] {
  let boxes: Box[] = [[]]
  for (const size of crowd.sizes)
    boxes = boxes.flatMap((box) => [undefined, ...names(size).map(Number)].map((label) => [...box, label]))
  return boxes.map((box) => cellsIn(crowd, box))
}

export const crowds = (sizes: fc.Arbitrary<number[]>): fc.Arbitrary<Crowd> =>
  fc.tuple(sizes, fc.constantFrom(2, 5, 11), fc.nat({ max: 3 })).chain(([shape, most, zeros]) => {
    const length = shape.reduce((product, size) => product * size, 1)
    const count = fc.oneof(
      { weight: 3, arbitrary: fc.nat({ max: most }) },
      { weight: zeros, arbitrary: fc.constant(0) },
    )
    return fc.array(count, { minLength: length, maxLength: length }).map((counts) => ({ sizes: shape, counts }))
  })

/** Some tables of two dimensions; in three dimensions some only of those with the first label of the third. */
const specsFor = (dimensions: number): fc.Arbitrary<Spec[]> => {
  const pairs = Array.from({ length: dimensions }, (_, a) => a).flatMap((a) =>
    Array.from({ length: dimensions - a - 1 }, (_, b) => [a, a + b + 1] as const),
  )
  const spec = fc.record({
    pair: fc.constantFrom(...pairs),
    published: fc.integer({ min: 0, max: 7 }),
    only: fc.nat({ max: 4 }),
  })
  return fc.array(spec, { minLength: 1, maxLength: 4 }).map((list) =>
    list.map(({ pair: [rows, columns], published, only }) => {
      const third = [0, 1, 2].find((at) => at < dimensions && at !== rows && at !== columns)
      return {
        rows,
        columns,
        published: published > 0,
        ...(only === 0 && third !== undefined ? { filter: third } : {}),
      }
    }),
  )
}
const someOptions = fc.record({
  threshold: fc.integer({ min: 2, max: 6 }),
  zeroIsSafe: fc.integer({ min: 0, max: 3 }).map((one) => one > 0),
  marginsPublished: fc.integer({ min: 0, max: 5 }).map((one) => one > 0),
  unseen: fc.constant(true),
})
const allLabels = ({ sizes }: Crowd): Record<string, string[]> =>
  Object.fromEntries(sizes.map((size, at) => [NAMES[at]!, names(size)]))

/** All three two-way tables of worlds of three dimensions: no small count of them may be found. */
export function attackTriples(shapes: number[][], numRuns: number): void {
  const specs = [
    { rows: 0, columns: 1, published: true },
    { rows: 0, columns: 2, published: true },
    { rows: 1, columns: 2, published: true },
  ]
  fc.assert(
    fc.property(crowds(fc.constantFrom(...shapes)), fc.integer({ min: 3, max: 10 }), (crowd, threshold) => {
      const { tables } = suppressLinked({ tables: specs.map((spec, at) => tableOf(crowd, spec, at)) }, { threshold })
      const shown = tables.map(({ table }) => table)
      const options = { zeroIsSafe: true, marginsPublished: true, threshold }
      const { known, secrets } = attackOn(crowd, specs, shown, options)
      for (const cells of secrets) assert.ok(isSafeFrom('parts', crowd.counts, known, cells), cells.join())
    }),
    { numRuns },
  )
}

/** Random worlds with random tables of them, by random rules: no small count, shown or unseen, may be found. */
export function attackWorlds(shapes: number[][], numRuns: number): void {
  const worlds = crowds(fc.constantFrom(...shapes)).chain((crowd) =>
    fc.tuple(fc.constant(crowd), specsFor(crowd.sizes.length), someOptions),
  )
  let tried = 0
  fc.assert(
    fc.property(worlds, ([crowd, specs, options]) => {
      const tables = specs.map((spec, at) => tableOf(crowd, spec, at))
      const answer = suppressLinked({ tables, labels: allLabels(crowd) }, options)
      assert.deepEqual(answer.issues, [])
      const shown = answer.tables.map(({ table }) => table)
      const { known, secrets } = attackOn(crowd, specs, shown, options)
      for (const cells of secrets) assert.ok(isLoose(crowd.counts, known, cells), cells.join())
      tried += secrets.length
    }),
    // One seed: in some world the whole numbers might be too many to try.
    { numRuns, seed: 7 },
  )
  assert.ok(tried > numRuns)
}
