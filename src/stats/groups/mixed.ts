// The same people (or teams) on several measures, compared between groups: whether teams differ from schools, whether one
// dimension is higher than the other, and whether that gap depends on who answers.
import { Issues, orNull, type Answer, type Maybe } from '../answer.ts'
import { columnOf, numericColumns } from '../columns.ts'
import { fUpper } from '../laws/f.ts'
import { BadCall, type Columns } from '../shape.ts'
import { cellsOf, helmert, typeThree, type Cells } from './factorial.ts'
import { isRounding, levelled } from './levelled.ts'
import { NOTHING, sphericity, type Sphericity } from './sphericity.ts'

export type MixedInput = {
  readonly subject?: string | undefined
  /** The columns that are the levels of the within factor. */
  readonly wide: readonly string[]
  readonly between: readonly string[]
  readonly columns: Columns
}
type Part = 'between' | 'within' | 'interaction'
type Adjusted = `${'p_within' | 'p_interaction'}_${'gg' | 'hf'}`
type Keyed = {
  readonly [K in `${'F_' | 'p_' | 'partialEta_' | 'generalEta_' | 'df1_' | 'df2_'}${Part}` | Adjusted]: Maybe
}
export type OneBetween = Answer & Keyed & Shape
type Shape = {
  readonly [K in 'mauchlyW' | 'mauchlyP' | 'greenhouseGeisser' | 'huynhFeldt']: Maybe
} & { readonly n: number }
type ByTerm = Readonly<Record<string, Maybe>>
/** `pGg`: corrected after Greenhouse and Geisser, for the terms with the within factor. */
export type SeveralBetween = Answer & {
  readonly [K in 'F' | 'p' | 'partialEta' | 'generalEta' | 'df1' | 'df2' | 'pGg']: ByTerm
} & Shape

/** What the within factor is called in the names of terms. */
const WITHIN = 'dimension'
/** Wider tables, and more factors, are nobody's design; the work would grow with the square of the one and 2^ of the other. */
const MOST_MEASURES = 100
const MOST_FACTORS = 8

type Term = {
  /** Which of the between factors are in it. */
  readonly between: readonly boolean[]
  readonly isWithin: boolean
  readonly name: string
}
type Tested = {
  readonly [K in 'F' | 'p' | 'partialEta' | 'generalEta' | 'df1' | 'df2' | 'pGg' | 'pHf']: number
}
type Model = {
  readonly n: number
  readonly shape: Sphericity
  test(term: Term): Tested
}

/**
 * Type III throughout. Rows with anything missing are left out; each row is one subject. Generalised eta squared counts
 * every between factor as manipulated. Every combination of the between factors needs a subject, and all together more
 * subjects than combinations. With one between factor (or none) the keys end in between, within and interaction; with
 * several they are objects by term, between factors first.
 * Source: Winer (1971), Statistical Principles in Experimental Design, ch. 7; within effects by orthonormal contrasts,
 * Maxwell & Delaney (2004), Designing Experiments and Analyzing Data, ch. 13-14; Olejnik & Algina (2003), Psychological
 * Methods 8, 434-447; Bakeman (2005), Behavior Research Methods 37, 379-384.
 */
export function mixedAnova({ subject, wide, between, columns }: MixedInput): OneBetween | SeveralBetween {
  if (new Set(between).size !== between.length) throw new BadCall('A between factor is named twice')
  if (between.length > 1 && between.includes(WITHIN)) throw new BadCall(`A between factor cannot be called “${WITHIN}”`)
  const measures = numericColumns(columns, wide)
  const isWhole = wholeRows(measures, subject === undefined ? undefined : columnOf(columns, subject))
  const issues = new Issues()
  if (wide.length < 2) issues.add('too-few-items')
  if (wide.length > MOST_MEASURES || between.length > MOST_FACTORS) issues.add('out-of-range')
  const model = issues.list.length > 0 ? undefined : modelOf(measures, cellsOf(columns, between, isWhole), issues)
  return between.length > 1 ? bySeveral(between, model, issues) : byOne(between.length === 1, model, issues)
}

function wholeRows(measures: readonly Float64Array[], subject: Columns[string] | undefined): boolean[] {
  const length = measures[0]?.length ?? 0
  if (measures.length > 0 && subject && subject.length !== length)
    throw new BadCall('The columns are not of one length')
  const isWhole = Array.from(
    { length },
    (_, row) => measures.every((one) => !Number.isNaN(one[row]!)) && subject?.[row] !== null,
  )
  const seen = new Set<string>()
  for (const [row, whole] of isWhole.entries()) {
    if (!whole || !subject) continue
    const name = String(subject[row])
    if (seen.has(name)) throw new BadCall(`Subject “${name}” has more than one row`)
    seen.add(name)
  }
  return isWhole
}

function modelOf(measures: readonly Float64Array[], cells: Cells | undefined, issues: Issues): Model | undefined {
  if (!cells) {
    issues.add('out-of-range')
    return undefined
  }
  const n = cells.counts.reduce((a, b) => a + b, 0)
  const filled = cells.counts.filter((count) => count > 0).length
  const dfBetween = n - filled
  const k = measures.length
  if (n === 0) issues.add(cells.of.length === 0 ? 'no-data' : 'all-missing')
  else if (filled < cells.size) issues.add(cells.size - filled > 1 ? 'empty-cells' : 'empty-cell', 'rank-deficient')
  else if (dfBetween < 1) issues.add('too-few-cases')
  if (issues.list.length > 0) return undefined
  if (cells.levels.some((names) => names.length < 2)) issues.add('too-few-groups')
  const { columns: centred, most } = levelled(measures)
  const contrasts = [new Float64Array(k).fill(1 / Math.sqrt(k)), ...helmert(k)].map((contrast) =>
    contrasted(centred, contrast, cells),
  )
  const [level, ...gaps] = contrasts as [Contrasted, ...Contrasted[]]
  const errors = {
    between: flattened(level.error, dfBetween, most, issues),
    within: flattened(
      gaps.reduce((sum, gap) => sum + gap.error, 0),
      dfBetween * (k - 1),
      most,
      issues,
    ),
  }
  const shape = errors.within.isFlat
    ? NOTHING
    : sphericity(
        gaps.map(({ residuals }) => residuals),
        dfBetween,
      )
  if (shape.isSingular) issues.add('singular')
  return { n, shape, test: tester(cells, level, gaps, errors, dfBetween, shape) }
}

/** One contrast of the measures: its cell means, what is left of each row, and the sum of squares of that. */
type Contrasted = { readonly means: Float64Array; readonly residuals: Float64Array; readonly error: number }

function contrasted(measures: readonly Float64Array[], contrast: Float64Array, cells: Cells): Contrasted {
  const rows = [...cells.of.keys()].filter((row) => cells.of[row]! >= 0)
  const residuals = Float64Array.from(rows, (row) =>
    measures.reduce((sum, measure, at) => sum + measure[row]! * contrast[at]!, 0),
  )
  const means = new Float64Array(cells.size)
  // Twice: the second time for what rounding left.
  for (let pass = 0; pass < 2; pass++) {
    const part = new Float64Array(cells.size)
    for (const [at, row] of rows.entries()) part[cells.of[row]!]! += residuals[at]! / cells.counts[cells.of[row]!]!
    for (const [at, row] of rows.entries()) residuals[at]! -= part[cells.of[row]!]!
    for (let cell = 0; cell < cells.size; cell++) means[cell]! += part[cell]!
  }
  return { means, residuals, error: residuals.reduce((sum, one) => sum + one * one, 0) }
}

type ErrorSquares = { readonly sum: number; readonly isFlat: boolean }

function flattened(sum: number, df: number, most: number, issues: Issues): ErrorSquares {
  const isFlat = isRounding(Math.sqrt(sum / df), most)
  if (isFlat) issues.add('zero-variance')
  return { sum: isFlat ? 0 : sum, isFlat }
}

function tester(
  cells: Cells,
  level: Contrasted,
  gaps: readonly Contrasted[],
  errors: { readonly between: ErrorSquares; readonly within: ErrorSquares },
  dfBetween: number,
  shape: Sphericity,
): Model['test'] {
  return ({ between, isWithin }) => {
    const effect = typeThree(cells, between)
    const parts = isWithin ? gaps : [level]
    const squares = parts.reduce((sum, one) => sum + effect.sumOfSquares(one.means), 0)
    const error = isWithin ? errors.within : errors.between
    const df1 = effect.df * parts.length
    const df2 = dfBetween * parts.length
    const isTestable = df1 > 0 && !error.isFlat
    const F = isTestable ? squares / df1 / (error.sum / df2) : NaN
    return {
      F,
      p: fUpper(F, df1, df2),
      partialEta: isTestable ? squares / (squares + error.sum) : NaN,
      generalEta: isTestable ? squares / (squares + errors.between.sum + errors.within.sum) : NaN,
      df1,
      df2,
      pGg: isWithin ? fUpper(F, df1 * shape.greenhouseGeisser, df2 * shape.greenhouseGeisser) : NaN,
      pHf: isWithin ? fUpper(F, df1 * shape.huynhFeldt, df2 * shape.huynhFeldt) : NaN,
    }
  }
}

const shapeKeys = (model: Model | undefined): Shape => ({
  mauchlyW: orNull(model?.shape.mauchlyW ?? NaN),
  mauchlyP: orNull(model?.shape.mauchlyP ?? NaN),
  greenhouseGeisser: orNull(model?.shape.greenhouseGeisser ?? NaN),
  huynhFeldt: orNull(model?.shape.huynhFeldt ?? NaN),
  n: model?.n ?? 0,
})

function byOne(isBetween: boolean, model: Model | undefined, issues: Issues): OneBetween {
  const parts: Record<Part, Term> = {
    between: { between: [true], isWithin: false, name: 'between' },
    within: { between: [false], isWithin: true, name: WITHIN },
    interaction: { between: [true], isWithin: true, name: 'interaction' },
  }
  const keyed: Record<string, Maybe> = {}
  for (const [part, term] of Object.entries(parts)) {
    const tested = isBetween || part === 'within' ? model?.test(term) : undefined
    for (const key of ['F', 'p', 'partialEta', 'generalEta', 'df1', 'df2'] as const)
      keyed[`${key}_${part}`] = orNull(tested?.[key] ?? NaN)
    if (!term.isWithin) continue
    keyed[`p_${part}_gg`] = orNull(tested?.pGg ?? NaN)
    keyed[`p_${part}_hf`] = orNull(tested?.pHf ?? NaN)
  }
  return { ...(keyed as Keyed), ...shapeKeys(model), issues: issues.list }
}

function bySeveral(between: readonly string[], model: Model | undefined, issues: Issues): SeveralBetween {
  const terms = between.length > MOST_FACTORS ? [] : termsOf(between)
  const tested = terms.map((term) => ({ term, result: model?.test(term) }))
  const by = (key: keyof Tested, only: (term: Term) => boolean = () => true): ByTerm =>
    Object.fromEntries(
      tested.filter(({ term }) => only(term)).map(({ term, result }) => [term.name, orNull(result?.[key] ?? NaN)]),
    )
  return {
    F: by('F'),
    p: by('p'),
    partialEta: by('partialEta'),
    generalEta: by('generalEta'),
    df1: by('df1'),
    df2: by('df2'),
    pGg: by('pGg', ({ isWithin }) => isWithin),
    ...shapeKeys(model),
    issues: issues.list,
  }
}

/** Main effects first, then pairs, and so on; then the same with the within factor. */
function termsOf(factors: readonly string[]): Term[] {
  const sets = Array.from({ length: 2 ** factors.length }, (_, bits) =>
    factors.map((_one, at) => (bits >> at) % 2 === 1),
  )
  const size = (set: readonly boolean[]): number => set.filter(Boolean).length
  const sorted = sets.toSorted((a, b) => size(a) - size(b))
  return [false, true].flatMap((isWithin) =>
    sorted
      .filter((set) => isWithin || size(set) > 0)
      .map((set) => ({
        between: set,
        isWithin,
        name: [...factors.filter((_, at) => set[at]), ...(isWithin ? [WITHIN] : [])].join(':'),
      })),
  )
}
