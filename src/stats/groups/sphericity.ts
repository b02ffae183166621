// Whether the gaps between repeated measures vary alike, and by how much the degrees of freedom shrink when they do not.
import { chiUpper } from '../laws/chi-square.ts'
import { eigenvalues } from '../matrix/eigen.ts'
import { matrix } from '../matrix/matrix.ts'

/** NaN where not defined. */
export type Sphericity = {
  readonly mauchlyW: number
  readonly mauchlyP: number
  readonly greenhouseGeisser: number
  /** At most 1. */
  readonly huynhFeldt: number
  /** The gaps do not vary in as many directions as there are: Mauchly's test has nothing to say. */
  readonly isSingular: boolean
}

/** Where the gaps do not vary at all. */
export const NOTHING: Sphericity = {
  mauchlyW: NaN,
  mauchlyP: NaN,
  greenhouseGeisser: NaN,
  huynhFeldt: NaN,
  isSingular: false,
}

/**
 * From the residuals of each orthonormal contrast of the measures and their degrees of freedom. With one contrast (two
 * measures) there is nothing to violate: W and both corrections are 1 and W has no p. Huynh and Feldt's form counts df + 1
 * where theirs counts subjects, as corrected for several groups by Lecoutre.
 * Source: Mauchly (1940), Annals of Mathematical Statistics 11, 204-209; Anderson (1984), An Introduction to Multivariate
 * Statistical Analysis, section 10.7.4, for the p-value; Greenhouse & Geisser (1959), Psychometrika 24, 95-112; Huynh &
 * Feldt (1976), Journal of Educational Statistics 1, 69-82; Lecoutre (1991), the same 16, 371-372.
 */
export function sphericity(residuals: readonly Float64Array[], df: number): Sphericity {
  const p = residuals.length
  const squares = matrix(p, p)
  for (let i = 0; i < p; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let row = 0; row < residuals[i]!.length; row++) sum += residuals[i]![row]! * residuals[j]![row]!
      squares.at[i * p + j] = sum
      squares.at[j * p + i] = sum
    }
  const values = eigenvalues(squares)
  const trace = values.reduce((sum, value) => sum + value, 0)
  if (!(trace > 0)) return NOTHING
  const shares = values.map((value) => value / trace)
  const greenhouseGeisser = Math.min(1, 1 / (p * shares.reduce((sum, share) => sum + share * share, 0)))
  const effective = p * greenhouseGeisser
  // With p(gg) = df the correction would divide by zero; it then has long been at its bound.
  const huynhFeldt = df > effective ? ((df + 1) * effective - 2) / (p * (df - effective)) : 1
  return {
    ...mauchly(shares, df),
    greenhouseGeisser,
    huynhFeldt: Math.min(1, huynhFeldt),
  }
}

function mauchly(shares: Float64Array, df: number): Pick<Sphericity, 'mauchlyW' | 'mauchlyP' | 'isSingular'> {
  const p = shares.length
  if (p === 1) return { mauchlyW: 1, mauchlyP: NaN, isSingular: false }
  if (df < p || shares[p - 1]! < p * Number.EPSILON) return { mauchlyW: NaN, mauchlyP: NaN, isSingular: true }
  const lnW = Math.min(
    0,
    shares.reduce((sum, share) => sum + Math.log(p * share), 0),
  )
  const rho = 1 - (2 * p * p + p + 2) / (6 * p * df)
  // R's mauchly.test has the number of measures, p + 1, where Anderson has p: the third digit of the p-value at most, and its
  // value is what readers will compare with.
  const second =
    ((p + 2) * (p - 1) * (p - 2) * (2 * p ** 3 + 6 * p * p + 3 * (p + 1) + 2)) / (288 * (df * p * rho) ** 2)
  const chi2 = -df * rho * lnW
  const f = (p * (p + 1)) / 2 - 1
  const first = chiUpper(chi2, f)
  const mauchlyP = Math.min(1, Math.max(0, first + second * (chiUpper(chi2, f + 4) - first)))
  return { mauchlyW: Math.exp(lnW), mauchlyP, isSingular: false }
}
