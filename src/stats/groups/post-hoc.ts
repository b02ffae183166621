// Which of several groups differ, pair by pair, with the p-values already corrected for the number of pairs.
import { Issues, orNull, type Answer, type Maybe } from '../answer.ts'
import type { Moments } from '../correlations/moments.ts'
import type { Issue } from '../issues.ts'
import { tukeyQuantile, tukeyUpper } from '../laws/tukey.ts'
import { isRounding } from './levelled.ts'
import { oneWay, severalGroups, type SeveralGroups, type SeveralGroupsInput } from './several-groups.ts'
import { welchError } from './t-test.ts'

/** By pair, "B-A" with the names sorted: B minus A. */
type ByPair = Readonly<Record<string, Maybe>>
type Pairs = { readonly [K in 'difference' | 'tukeyP' | 'tukeyLow' | 'tukeyHigh' | 'gamesHowellP']: ByPair | null }
export type PostHoc = Answer & Pairs & { readonly dfError: Maybe }

/** With more groups than this nobody reads the pairs, and their integrals would take many seconds. */
const MOST_GROUPS = 40

/**
 * Tukey's honest significant difference in Kramer's form for groups of unequal size, with simultaneous 95% intervals, and
 * Games and Howell's form for groups that do not vary alike, which needs two values in each group of the pair. Rows
 * without outcome or group are left out.
 * Source: Tukey (1953), The problem of multiple comparisons; Kramer (1956), Biometrics 12, 307-310; Games & Howell (1976),
 * Journal of Educational Statistics 1, 113-125.
 */
export function postHoc(input: SeveralGroupsInput): PostHoc {
  const groups = severalGroups(input)
  const nothing = { difference: null, tukeyP: null, tukeyLow: null, tukeyHigh: null, gamesHowellP: null, dfError: null }
  if (groups.issues.length > 0) return { ...nothing, issues: [...groups.issues] }
  if (groups.names.length > MOST_GROUPS) return { ...nothing, issues: ['out-of-range'] }
  return { ...compared(groups), dfError: oneWay(groups.values).df2 }
}

function compared({ names, values, level }: SeveralGroups): Pairs & { readonly issues: Issue[] } {
  const { moments, df2, error } = oneWay(values)
  const k = names.length
  const issues = new Issues()
  const isFlat = df2 > 0 && isRounding(Math.sqrt(error), level.most)
  if (df2 < 1) issues.add('too-few-cases')
  if (isFlat) issues.add('zero-variance')
  const margin = df2 < 1 || isFlat ? NaN : tukeyQuantile(0.95, k, df2)
  const pairs = names.flatMap((name, b) =>
    names.slice(0, b).map((other, a) => {
      const first = moments[a]!
      const second = moments[b]!
      const difference = second.mean - first.mean
      const se = df2 < 1 || isFlat ? NaN : Math.sqrt((error / 2) * (1 / first.n + 1 / second.n))
      return {
        key: `${name}-${other}`,
        difference: difference / level.scale,
        tukeyP: tukeyUpper(Math.abs(difference) / se, k, df2),
        tukeyLow: (difference - margin * se) / level.scale,
        tukeyHigh: (difference + margin * se) / level.scale,
        gamesHowellP: gamesHowell(first, second, k, level.most, issues),
      }
    }),
  )
  const by = (key: keyof Pairs): ByPair => Object.fromEntries(pairs.map((pair) => [pair.key, orNull(pair[key])]))
  return {
    difference: by('difference'),
    tukeyP: by('tukeyP'),
    tukeyLow: by('tukeyLow'),
    tukeyHigh: by('tukeyHigh'),
    gamesHowellP: by('gamesHowellP'),
    issues: issues.list,
  }
}

function gamesHowell(a: Moments, b: Moments, k: number, most: number, issues: Issues): number {
  if (a.n < 2 || b.n < 2) {
    issues.add('too-few-cases')
    return NaN
  }
  const { se, df } = welchError(a, b)
  if (isRounding(se, most)) {
    issues.add('zero-variance')
    return NaN
  }
  return tukeyUpper((Math.abs(b.mean - a.mean) / se) * Math.SQRT2, k, df)
}
