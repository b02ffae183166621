// The whole analysis of a review in one call: which ratings belong together, how well they hang together, and how two
// groups of raters differ on each dimension. It is what the best practice review of mental health support teams did by hand.
import { Issues, orNull, type Answer, type Maybe } from '../answer.ts'
import { numericColumns } from '../columns.ts'
import { efa, type Extraction } from '../factors/efa.ts'
import { factorability } from '../factors/factorability.ts'
import type { Rotation } from '../factors/rotation.ts'
import { hedges } from '../groups/effect-size.ts'
import { meanComparison } from '../groups/t-test.ts'
import { sidesOf, split, type Sides } from '../groups/two-groups.ts'
import { alpha } from '../reliability/alpha.ts'
import { BadCall, type Columns } from '../shape.ts'

export type ReviewInput = {
  readonly items: readonly string[]
  readonly group: string
  /** The two groups; the second is subtracted from the first. */
  readonly order?: readonly string[] | undefined
  readonly columns: Columns
}
export type ReviewOptions = {
  readonly nFactors?: number
  readonly extraction?: Extraction
  readonly rotation?: Rotation
  /** A rating is kept when its pattern loading is at least this large, either way, on exactly one factor. */
  readonly cut?: number
}
type Tests = {
  readonly [
    K in
      | `alpha${'A' | 'B'}`
      | `g${'A' | 'B'}`
      | `gLow${'A' | 'B'}`
      | `gHigh${'A' | 'B'}`
      | `welch${'A' | 'B'}_${'t' | 'df' | 'p' | 'difference' | 'ciLow' | 'ciHigh'}`
      | `mean${'A' | 'B'}_${'first' | 'second'}`
  ]: Maybe
}
export type ReviewAnswer = Answer &
  Tests & {
    /** Pattern, items x factors: the first column is dimension A, the second B. */
    readonly loadings: readonly (readonly Maybe[])[] | null
    readonly phi: readonly (readonly Maybe[])[] | null
    /** The ratings kept, in the order of the items. */
    readonly dimensionA: readonly string[]
    readonly dimensionB: readonly string[]
    /** Every dimension, A first: with more than two factors there are more than A and B. */
    readonly dimensions: readonly (readonly string[])[]
    readonly dropped: readonly string[]
    readonly itemMeansFirst: readonly Maybe[]
    readonly itemMeansSecond: readonly Maybe[]
    /** Rows of each group. */
    readonly n1: number
    readonly n2: number
    /** Rows the factors come from: all, also those of neither group. */
    readonly n: Maybe
    readonly kmo: Maybe
  }

/**
 * Factors of all rows (pairwise correlations), then the dimensions, the alpha of each (pairwise covariances), and Welch's
 * test and Hedges' g of the dimension scores, group 1 minus group 2. A score is the mean of the kept ratings that were
 * answered, unreversed. A is the dimension with more ratings; of two alike, the one that explains more.
 * Source: the analysis reported in Procter, Banerjee, Roberts, Macdonald & Randell, The whole school approach within mental
 * health support teams: best practice review; each step's own source is with it.
 */
export function reviewPipeline(
  { items, group, order, columns }: ReviewInput,
  { nFactors = 2, extraction = 'minres', rotation = 'oblimin', cut = 0.4 }: ReviewOptions = {},
): ReviewAnswer {
  const outcomes = numericColumns(columns, items)
  const sides = sidesOf(columns, group, order)
  if (sides && outcomes.length > 0 && sides.length !== outcomes[0]!.length)
    throw new BadCall('The columns are not of one length')
  const input = { items, columns, correlation: undefined, n: undefined }
  const issues = new Issues()
  const factors = efa(input, { nFactors, extraction, rotation })
  const { kmo, issues: doubts } = factorability(input)
  issues.add(...factors.issues, ...doubts)
  const { places, dropped, turn } = dimensionsOf(factors.loadings, items.length, cut)
  const named = places.map((dimension) => dimension.map((at) => items[at]!))
  const of = (row: readonly Maybe[]): Maybe[] => turn.map((at) => row[at]!)
  if (factors.loadings && places.slice(0, 2).some((dimension) => dimension.length === 0)) issues.add('too-few-items')
  const tests = ['A', 'B'].map((name, at) => tested(name, places[at] ?? [], items, columns, outcomes, sides, issues))
  const firstMean = (side: 0 | 1): Maybe[] => outcomes.map((outcome) => meanOfSide(outcome, sides, side))
  return {
    loadings: factors.loadings?.map(of) ?? null,
    phi: factors.phi ? turn.map((at) => of(factors.phi![at]!)) : null,
    dimensionA: named[0] ?? [],
    dimensionB: named[1] ?? [],
    dimensions: named,
    dropped: dropped.map((at) => items[at]!),
    ...(Object.assign({}, ...tests) as Tests),
    itemMeansFirst: firstMean(0),
    itemMeansSecond: firstMean(1),
    n1: sides?.filter((side) => side === 0).length ?? 0,
    n2: sides?.filter((side) => side === 1).length ?? 0,
    n: factors.n,
    kmo,
    issues: issues.list,
  }
}

type Dimensions = {
  /** For each dimension, A first, the places of its items. */
  readonly places: readonly (readonly number[])[]
  readonly dropped: readonly number[]
  /** For each dimension, A first, the column of its loadings. */
  readonly turn: readonly number[]
}

function dimensionsOf(loadings: readonly (readonly Maybe[])[] | null, items: number, cut: number): Dimensions {
  const factors = loadings?.[0]?.length ?? 0
  const places: number[][] = Array.from({ length: factors }, () => [])
  const dropped: number[] = []
  for (let at = 0; at < items; at++) {
    const over = loadings?.[at]?.flatMap((one, factor) => (one !== null && Math.abs(one) >= cut ? [factor] : [])) ?? []
    if (over.length === 1) places[over[0]!]!.push(at)
    else if (loadings) dropped.push(at)
  }
  // efa answers the factor that explains most first, and the sort keeps that order among equals.
  const turn = [...places.keys()].sort((a, b) => places[b]!.length - places[a]!.length)
  return { places: turn.map((factor) => places[factor]!), dropped, turn }
}

function tested(
  name: string,
  places: readonly number[],
  items: readonly string[],
  columns: Columns,
  outcomes: readonly Float64Array[],
  sides: Sides,
  issues: Issues,
): Record<string, Maybe> {
  const kept = places.map((at) => items[at]!)
  const reliability = kept.length > 0 ? alpha({ items: kept, columns }, {}) : undefined
  issues.add(...(reliability?.issues ?? []))
  const score = scoreOf(places.map((at) => outcomes[at]!))
  const groups = split(score, kept.length > 0 ? sides : undefined)
  const test = meanComparison(groups, 'welch')
  const effect = hedges(groups)
  if (kept.length > 0) issues.add(...test.issues, ...effect.issues)
  return {
    [`alpha${name}`]: (reliability?.['alpha'] ?? null) as Maybe,
    [`welch${name}_t`]: orNull(test.t),
    [`welch${name}_df`]: orNull(test.df),
    [`welch${name}_p`]: orNull(test.p),
    [`welch${name}_difference`]: orNull(test.difference),
    [`welch${name}_ciLow`]: orNull(test.low),
    [`welch${name}_ciHigh`]: orNull(test.high),
    [`g${name}`]: orNull(effect.g),
    [`gLow${name}`]: orNull(effect.low),
    [`gHigh${name}`]: orNull(effect.high),
    [`mean${name}_first`]: meanOfSide(score, sides, 0),
    [`mean${name}_second`]: meanOfSide(score, sides, 1),
  }
}

/** Means are summed about the first value and over this, so that large numbers lose nothing and no sum overflows. */
const ROOM = 2 ** 30

/** NaN where none of the ratings was answered. */
function scoreOf(outcomes: readonly Float64Array[]): Float64Array {
  return (outcomes[0] ?? new Float64Array()).map((_, row) => {
    let first = NaN
    let away = 0
    let answered = 0
    for (const outcome of outcomes) {
      const value = outcome[row]!
      if (Number.isNaN(value)) continue
      if (answered === 0) first = value
      away += value / ROOM - first / ROOM
      answered++
    }
    return first + (away / answered) * ROOM
  })
}

function meanOfSide(outcome: Float64Array, sides: Sides, side: 0 | 1): Maybe {
  if (!sides) return null
  let first = NaN
  let away = 0
  let n = 0
  for (let row = 0; row < outcome.length; row++) {
    const value = outcome[row]!
    if (sides[row] !== side || Number.isNaN(value)) continue
    if (n === 0) first = value
    away += value / ROOM - first / ROOM
    n++
  }
  return orNull(first + (away / n) * ROOM)
}
