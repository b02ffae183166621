// Made-up ratings with the structure of the best practice review, so that its analysis can be shown and tried where the
// review's own data may not go. No row is anybody's.
import { seeded, type Random } from '../random.ts'
import type { Columns } from '../shape.ts'

type Rating = {
  readonly label: string
  /** The published pattern loading and its dimension: A is orientation and approach, B intervention and data. */
  readonly loading?: readonly ['A' | 'B', number]
  /** Mean of teams and of schools before rounding to 0-3: invented so that what the review says of them holds. */
  readonly means: readonly [number, number]
}

/**
 * The seventeen ratings: fifteen loadings as published, governors' engagement and one that the report does not name as the
 * two that fell out. Source: Procter, Banerjee, Roberts, Macdonald & Randell, The whole school approach within mental health
 * support teams: best practice review, the table of pattern loadings (alphas .88 and .86).
 */
export const reviewRatings: readonly Rating[] = [
  { label: 'Student voice', loading: ['A', 0.5], means: [1.2, 1.5] },
  { label: 'Staff engagement', loading: ['A', 0.64], means: [1.4, 1.7] },
  { label: 'Parents and carers engagement', loading: ['A', 0.41], means: [1.2, 1.4] },
  { label: 'Governors engagement', means: [0.6, 0.9] },
  { label: 'Ethos and environment', loading: ['A', 0.6], means: [1.4, 2.1] },
  { label: 'Senior leadership', loading: ['A', 0.63], means: [1.9, 2.2] },
  { label: 'Delegation', loading: ['A', 0.72], means: [1.5, 1.8] },
  { label: 'Staff development', loading: ['A', 0.63], means: [1.4, 1.7] },
  { label: 'Staff wellbeing', loading: ['A', 0.7], means: [1.3, 1.6] },
  { label: 'Integration with curriculum, teaching and learning', loading: ['A', 0.73], means: [1, 1.8] },
  { label: 'Universal mental health work', loading: ['B', 0.62], means: [1.3, 2] },
  { label: 'Targeted mental health support', loading: ['B', 0.72], means: [2, 2.3] },
  { label: 'Integration with other approaches to behaviour and wellbeing', loading: ['B', 0.71], means: [1.3, 1.6] },
  { label: 'Overall integration of MHST with other services', loading: ['A', 0.53], means: [1.5, 1.8] },
  { label: 'Data collection to identify mental health needs', loading: ['B', 0.65], means: [0.9, 1.2] },
  { label: 'Use of data to inform mental health work', loading: ['B', 0.68], means: [0.8, 1.1] },
  { label: 'A rating that the report does not name', means: [1.2, 1.5] },
]

/**
 * Added to the published loadings, which alone imply alphas of .85 and .81, and from which rounding to four steps takes some
 * of its own: what lies behind the ratings is a little stronger than they show.
 */
const STRONGER = { A: 0.06, B: 0.1 }
/** The ratings that fell out lean a little on both dimensions. */
const LEANING = 0.25
/** How the two dimensions go together; the report does not say, and without it the alphas could not be as high. */
const TOGETHER = 0.58
const SPREAD = 0.85
/** How much of a dimension a team and its schools share, as a part of its variance. */
const SHARED = 0.2
/** As in the review, whose 28 schools belonged to 9 of the 22 teams. */
const TEAMS_WITH_SCHOOLS = 9 / 22
const REGIONS = ['South East', 'East of England']
/**
 * Chosen, not drawn: about one sample of fifty rows in ten gives the published ten and five ratings, and the others cannot
 * show what the review found. Of the seeds from 0 up this is the first whose fifty rows also have both alphas within .01 of
 * the published ones, the largest gaps and the highest and lowest ratings that the review names, schools reliably higher on
 * both dimensions, and no difference of region or dimension (p above .05).
 */
export const REVIEW_SEED = 2977

export type SimulatedReview = {
  readonly columns: Columns
  /** q1 to q17. */
  readonly items: readonly string[]
  readonly labels: Readonly<Record<string, string>>
  /** The column with “team” or “school”. */
  readonly group: 'rater'
  readonly order: readonly ['team', 'school']
  /** Columns with the region, and with the team that rates or to which the school belongs. */
  readonly region: 'region'
  readonly team: 'team'
}

/**
 * Teams first, then schools; ratings 0 to 3, none missing. Regions do not differ but by chance. Each rating is a mean for its
 * kind of rater plus what the two correlated dimensions and chance give, rounded to whole steps.
 */
export function simulatedReview(
  rows: { readonly teams: number; readonly schools: number } = { teams: 22, schools: 28 },
  seed = REVIEW_SEED,
): SimulatedReview {
  const random = seeded(seed)
  const items = reviewRatings.map((_, at) => `q${at + 1}`)
  const teams = Array.from({ length: rows.teams }, () => ({
    region: REGIONS[random.below(REGIONS.length)]!,
    level: dimensions(random),
  }))
  const withSchools = Math.max(1, Math.round(rows.teams * TEAMS_WITH_SCHOOLS))
  const raters = [
    ...teams.map((_, at) => ({ team: at, kind: 0 as const })),
    ...Array.from({ length: rows.schools }, () => ({ team: random.below(withSchools), kind: 1 as const })),
  ]
  const answers = raters.map(({ team, kind }) => answersOf(teams[team]?.level ?? dimensions(random), kind, random))
  const width = String(rows.teams).length
  const columns: Record<string, (string | number)[]> = {
    rater: raters.map(({ kind }) => (kind === 0 ? 'team' : 'school')),
    region: raters.map(({ team }) => teams[team]?.region ?? REGIONS[0]!),
    team: raters.map(({ team }) => `Team ${String(team + 1).padStart(width, '0')}`),
  }
  for (const [at, item] of items.entries()) columns[item] = answers.map((row) => row[at]!)
  return {
    columns,
    items,
    labels: Object.fromEntries(reviewRatings.map(({ label }, at) => [items[at]!, label])),
    group: 'rater',
    order: ['team', 'school'],
    region: 'region',
    team: 'team',
  }
}

/** Two standard normal numbers that correlate by TOGETHER. */
function dimensions(random: Random): readonly [number, number] {
  const first = random.normal()
  return [first, TOGETHER * first + Math.sqrt(1 - TOGETHER ** 2) * random.normal()]
}

function answersOf(team: readonly [number, number], kind: 0 | 1, random: Random): number[] {
  const own = dimensions(random)
  const [a, b] = team.map((level, at) => Math.sqrt(SHARED) * level + Math.sqrt(1 - SHARED) * own[at]!)
  return reviewRatings.map(({ loading, means }) => {
    const inA = loading ? (loading[0] === 'A' ? loading[1] + STRONGER.A : 0) : LEANING
    const inB = loading ? (loading[0] === 'B' ? loading[1] + STRONGER.B : 0) : LEANING
    const rest = Math.sqrt(1 - inA ** 2 - inB ** 2 - 2 * TOGETHER * inA * inB)
    const value = means[kind] + SPREAD * (inA * a! + inB * b! + rest * random.normal())
    return Math.min(3, Math.max(0, Math.round(value)))
  })
}
