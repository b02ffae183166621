// Whether items share enough for a factor analysis to be worth doing.
import { allOrNull, Issues, orNull, type Answer, type Maybe } from '../answer.ts'
import { chiUpper } from '../laws/chi-square.ts'
import { inverseOf, lnDeterminant } from '../matrix/cholesky.ts'
import { eigenvalues } from '../matrix/eigen.ts'
import type { Matrix } from '../matrix/matrix.ts'
import { correlated, isPositiveDefinite, warnOfSmallSample, type CorrelatedInput } from './reading.ts'

export type Factorability = Answer & {
  readonly kmo: Maybe
  /** By item. */
  readonly msa: readonly Maybe[]
  readonly bartlettChi2: Maybe
  readonly bartlettDf: Maybe
  readonly bartlettP: Maybe
  readonly determinant: Maybe
  readonly n: Maybe
  readonly constantItems: readonly string[]
}

/**
 * Kaiser-Meyer-Olkin measures (0 to 1, of all items and of each) and Bartlett's test that all correlations are 0. Both need
 * a positive definite matrix; with one that is not, only the determinant is answered. n: rows of the data.
 * Source: Kaiser & Rice (1974), Educ. Psychol. Meas. 34, 111-117; Bartlett (1951), Biometrika 38, 337-344.
 */
export function factorability(input: CorrelatedInput): Factorability {
  const issues = new Issues()
  const { r, n, items, constantItems, complete } = correlated(input, issues)
  const p = items.length
  warnOfSmallSample(n, p, issues)
  const values = complete && p > 0 ? eigenvalues(r) : new Float64Array(0)
  const sound = complete && p > 1 && isPositiveDefinite(r, issues, values)
  const adequacy = sound ? adequacyOf(r) : undefined
  if (adequacy && Number.isNaN(adequacy.kmo)) issues.add('no-variation')
  const ln = sound ? (lnDeterminant(r) ?? NaN) : NaN
  const multiplier = n - 1 - (2 * p + 5) / 6
  const df = (p * (p - 1)) / 2
  if (sound && Number.isNaN(n)) issues.add('no-data')
  if (sound && multiplier <= 0) issues.add('too-few-cases')
  const chi2 = multiplier > 0 ? Math.max(0, -ln * multiplier) : NaN
  const product = issues.has('singular') ? 0 : values.reduce((all, value) => all * value, 1)
  return {
    kmo: orNull(adequacy?.kmo ?? NaN),
    msa: allOrNull(adequacy?.msa ?? new Float64Array(p).fill(NaN)),
    bartlettChi2: orNull(chi2),
    bartlettDf: p > 1 ? df : null,
    bartlettP: orNull(chiUpper(chi2, df)),
    determinant: orNull(sound ? Math.exp(ln) : values.length > 0 ? product : NaN),
    n: orNull(n),
    constantItems,
    issues: issues.list,
  }
}

/** NaN where an item, or all, correlates with nothing. */
function adequacyOf(r: Matrix): { readonly kmo: number; readonly msa: Float64Array } | undefined {
  const inverse = inverseOf(r)
  if (!inverse) return undefined
  const p = r.rows
  let whole = 0
  let partials = 0
  const msa = new Float64Array(p)
  for (let i = 0; i < p; i++) {
    let own = 0
    let ownPartials = 0
    for (let j = 0; j < p; j++) {
      if (j === i) continue
      own += r.at[i * p + j]! ** 2
      ownPartials += inverse.at[i * p + j]! ** 2 / (inverse.at[i * p + i]! * inverse.at[j * p + j]!)
    }
    msa[i] = own / (own + ownPartials)
    whole += own
    partials += ownPartials
  }
  return { kmo: whole / (whole + partials), msa }
}
