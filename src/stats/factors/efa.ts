// Exploratory factor analysis: which dimensions lie behind the answers to many items, and which items belong to which.
import { allOrNull, Issues, orNull, type Answer, type Maybe } from '../answer.ts'
import type { Issue } from '../issues.ts'
import { times, toRows, type Matrix } from '../matrix/matrix.ts'
import { extracted, type Extracted } from './extract.ts'
import { fitOf, type Fit } from './fit.ts'
import {
  correlated,
  isPositiveDefinite,
  ROUNDING,
  warnOfSmallSample,
  type CorrelatedInput,
  type ItemCorrelation,
} from './reading.ts'
import { explainedBy, isCollapsed, rotated, type Rotated, type Rotation } from './rotation.ts'
import { MOST_FACTORS, MOST_STARTS } from './rotation-starts.ts'

export type Extraction = 'minres' | 'ml' | 'pa'
export type EfaOptions = {
  readonly nFactors: number
  readonly extraction?: Extraction
  readonly rotation?: Rotation
  /** The power of promax. */
  readonly m?: number
  readonly uniquenessLowerBound?: number
  readonly kaiser?: boolean
  /** Places from which the rotation is begun. */
  readonly starts?: number
}

/** Matrices for those who compute on; NaN is not among the cells. */
export type Factors = {
  /** Pattern, items x factors. */
  readonly loadings: Matrix
  readonly phi: Matrix
  readonly uniqueness: Float64Array
  readonly extracted: Extracted
  readonly rotated: Rotated
  readonly fit: Fit
  /** Places of the items at the bound of their uniqueness. */
  readonly heywood: readonly number[]
  /** False below three cases to every two items: another sample would give other factors. Null: n is unknown. */
  readonly stable: boolean | null
}
/** No factors: the reason is among the issues. */
export type EfaOutcome = { readonly factors: Factors | undefined; readonly issues: readonly Issue[] }

const USUAL_BOUND = 0.005
/** Beyond this many items one analysis takes minutes. */
const MOST_ITEMS_FACTORED = 300

/**
 * Factors of a correlation matrix, for callers that have one already (of streamed tables, say); n: rows of the data, NaN
 * when unknown. Refused: undefined correlations, as many factors as items, ml with a matrix that is not positive definite.
 * `pa` is the optimum to which iterated principal axes converge, which is that of minres.
 * Source: those of `extracted`, `rotated` and `fitOf`; Harman (1976), Modern factor analysis, 3rd ed., chapter 9.
 */
export function efaOf(r: Matrix, n: number, options: EfaOptions): EfaOutcome {
  const issues = new Issues()
  const { nFactors, extraction = 'minres', uniquenessLowerBound: bound = USUAL_BOUND } = options
  const p = r.rows
  const refused = (...reasons: readonly Issue[]): EfaOutcome => ({
    factors: undefined,
    issues: issues.add(...reasons).list,
  })
  if (p < 2) return refused('too-few-items')
  if (p > MOST_ITEMS_FACTORED) return refused('out-of-range')
  if (nFactors >= p) return refused('too-many-factors')
  if (!isAllowed(options, bound)) return refused('out-of-range')
  if (!r.at.every((one) => Math.abs(one) <= 1 + ROUNDING)) return refused('out-of-range')
  if (n < 3) return refused('too-few-cases')
  warnOfSmallSample(n, p, issues)
  const definite = isPositiveDefinite(r, issues)
  if (extraction === 'ml' && !definite) return refused()
  const drawn = extracted(r, nFactors, extraction === 'ml' ? 'ml' : 'minres', bound)
  if (!drawn.loadings.at.every(Number.isFinite)) return refused('no-convergence')
  const turned = rotated(drawn.loadings, { ...options, rotation: options.rotation ?? 'oblimin' })
  if (!turned) return refused('rank-deficient')
  if (!turned.loadings.at.every(Number.isFinite)) return refused('no-convergence')
  // A diagonal at its bound would make the model more than a correlation: the row is judged as it is shown.
  const fit = fitOf(r, n, turned.loadings, turned.phi)
  issues.add(...doubts(drawn, turned, fit, n, definite))
  return {
    factors: {
      loadings: turned.loadings,
      phi: turned.phi,
      uniqueness: drawn.uniqueness,
      extracted: drawn,
      rotated: turned,
      fit,
      heywood: drawn.heywood,
      stable: Number.isNaN(n) ? null : n >= 1.5 * p,
    },
    issues: issues.list,
  }
}

const isAllowed = ({ nFactors, m = 4, starts = 1 }: EfaOptions, bound: number): boolean =>
  Number.isInteger(nFactors) &&
  nFactors >= 1 &&
  nFactors <= MOST_FACTORS &&
  bound > 0 &&
  bound < 1 &&
  m >= 1 &&
  m <= 50 &&
  starts >= 1 &&
  starts <= MOST_STARTS

function doubts(drawn: Extracted, turned: Rotated, fit: Fit, n: number, definite: boolean): Issue[] {
  const found: Issue[] = []
  if (drawn.heywood.length > 0) found.push('heywood')
  if (!drawn.converged || !turned.converged) found.push('no-convergence')
  if (fit.df < 0) found.push('negative-df', 'too-many-factors')
  else if (fit.df === 0) found.push('not-identified')
  if (isCollapsed(turned.phi)) found.push('rank-deficient')
  const explained = explainedBy(turned.loadings, turned.phi)
  if (explained.some((one) => one < 1e-10)) found.push('too-many-factors')
  if (Number.isNaN(n)) found.push('no-data')
  else if (definite && drawn.heywood.length === 0 && Number.isNaN(fit.chi2)) found.push('too-few-cases')
  return found
}

type Shown = {
  /** Pattern, items x factors. */
  readonly loadings: readonly (readonly Maybe[])[] | null
  readonly phi: readonly (readonly Maybe[])[] | null
  /** By item: what the factors share of its variance, and what is its own. They add up to 1. */
  readonly communality: readonly Maybe[]
  readonly uniqueness: readonly Maybe[]
  /** By factor. */
  readonly ssLoadings: readonly Maybe[] | null
  readonly df: Maybe
  readonly chi2: Maybe
  readonly p: Maybe
  readonly rmsr: Maybe
  readonly rmsea: Maybe
  readonly heywoodItems: readonly string[]
  /** Pattern times phi: the correlations of items and factors. */
  readonly structure: readonly (readonly Maybe[])[] | null
  /** Sum of squared residual correlations, each pair once. */
  readonly residual: Maybe
  /** oblimin: the quartimin value; varimax and promax: the varimax criterion. */
  readonly criterion: Maybe
  /** Places from which the rotation was begun, and how many ended in the solution that is shown. */
  readonly starts: number
  readonly startsAgreeing: number
  readonly extractionStarts: number
  readonly extractionStartsAgreeing: number
  readonly stable: boolean | null
}
export type Efa = Answer & Shown & { readonly constantItems: readonly string[]; readonly n: Maybe }

/** The same for columns or a given matrix, as an answer. Correlations are pairwise, and n is the number of rows. */
export function efa(
  input: CorrelatedInput & { readonly correlationMethod?: ItemCorrelation },
  options: EfaOptions,
): Efa {
  const issues = new Issues()
  const { r, n, items, constantItems, complete } = correlated(input, issues, input.correlationMethod)
  const outcome: EfaOutcome = complete ? efaOf(r, n, options) : { factors: undefined, issues: [] }
  if (!complete) {
    if (options.nFactors >= items.length && items.length > 1) issues.add('too-many-factors')
    warnOfSmallSample(n, items.length, issues)
  }
  issues.add(...outcome.issues)
  const shared = { constantItems, n: orNull(n), issues: issues.list }
  return outcome.factors
    ? { ...answered(outcome.factors, items), ...shared }
    : { ...unanswered(items.length, options), ...shared }
}

function answered(
  { loadings, phi, uniqueness, extracted: drawn, rotated: turned, fit, ...rest }: Factors,
  items: readonly string[],
): Shown {
  return {
    loadings: toRows(loadings),
    phi: toRows(phi),
    communality: allOrNull(uniqueness.map((one) => 1 - one)),
    uniqueness: allOrNull(uniqueness),
    ssLoadings: allOrNull(explainedBy(loadings, phi)),
    df: fit.df,
    chi2: orNull(fit.chi2),
    p: orNull(fit.p),
    rmsr: orNull(fit.rmsr),
    rmsea: orNull(fit.rmsea),
    heywoodItems: rest.heywood.map((i) => items[i]!),
    structure: toRows(times(loadings, phi)),
    residual: orNull(fit.residual),
    criterion: orNull(turned.criterion),
    starts: turned.starts,
    startsAgreeing: turned.startsAgreeing,
    extractionStarts: drawn.starts,
    extractionStartsAgreeing: drawn.startsAgreeing,
    stable: rest.stable,
  }
}

function unanswered(p: number, { nFactors }: EfaOptions): Shown {
  const df = (p * (p - 1)) / 2 - p * nFactors + (nFactors * (nFactors - 1)) / 2
  return {
    loadings: null,
    phi: null,
    communality: allOrNull(new Float64Array(p).fill(NaN)),
    uniqueness: allOrNull(new Float64Array(p).fill(NaN)),
    ssLoadings: null,
    df: nFactors < p ? orNull(df) : null,
    chi2: null,
    p: null,
    rmsr: null,
    rmsea: null,
    heywoodItems: [],
    structure: null,
    residual: null,
    criterion: null,
    starts: 0,
    startsAgreeing: 0,
    extractionStarts: 0,
    extractionStartsAgreeing: 0,
    stable: null,
  }
}
