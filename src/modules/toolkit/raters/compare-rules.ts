// Views beside the team's own: for each principle what the team agreed and what each kind sees, the difference in words,
// and an order in which strengths come first. Pure; what it is given has been through result-rules.ts.
import type { Edition, Principle } from '../edition.ts'
import { agreedNow, type Standing } from '../standing/rules.ts'
import type { ShownResult } from './result-rules.ts'
import { kindName, type Kind } from './rules.ts'

export type KindShown = { kind: Kind; result: ShownResult }

export type Difference = { kind: Kind; words: string; apart: boolean }

export type PrincipleCompared = {
  principle: Principle
  /** The mean of the levels the team agreed; null where it agreed none. */
  team: number | null
  views: readonly { kind: Kind; mean: number | null }[]
  differences: readonly Difference[]
}

/** From here on a difference is worth saying; twice that is much. */
const APART = 0.5

export function teamMean(standing: Pick<Standing, 'agreed'>, principle: Principle): number | null {
  const levels = principle.criteria
    .map(({ key }) => agreedNow(standing, key)?.level ?? null)
    .filter((level) => level !== null)
  if (levels.length === 0) return null
  return Math.round((levels.reduce<number>((sum, level) => sum + level, 0) / levels.length) * 10) / 10
}

function differenceWords(kind: string, mean: number, team: number): { words: string; apart: boolean } {
  // Both have one decimal: what is 0.5 to a reader is 0.5 here.
  const difference = Math.round((mean - team) * 10) / 10
  if (Math.abs(difference) < APART) return { words: `${kind} see this much as the team does`, apart: false }
  const much = Math.abs(difference) >= 2 * APART ? 'much ' : ''
  const words = `${kind} see ${much}${difference > 0 ? 'more' : 'less'} of this than the team does`
  return { words: difference > 0 ? words : `${words}: a good place to talk`, apart: difference < 0 }
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** How positive raters are, for the order only. */
function warmth({ views }: PrincipleCompared): number {
  const seen = views.flatMap(({ mean }) => (mean === null ? [] : [mean]))
  return seen.length === 0 ? -1 : meanOf(seen)
}

/** The principles, those that raters are most positive about first. */
export function compared(
  edition: Edition,
  standing: Pick<Standing, 'agreed'> | undefined,
  shown: readonly KindShown[],
  learners: string,
): PrincipleCompared[] {
  const rows = edition.principles.map((principle): PrincipleCompared => {
    const team = standing ? teamMean(standing, principle) : null
    const views = shown.map(({ kind, result }) => ({ kind, mean: result.principles[principle.key] ?? null }))
    const differences = views.flatMap(({ kind, mean }) =>
      mean === null || team === null ? [] : [{ kind, ...differenceWords(kindName(kind, learners), mean, team) }],
    )
    return { principle, team, views, differences }
  })
  return rows.toSorted((a, b) => warmth(b) - warmth(a) || a.principle.number - b.principle.number)
}

/** The one finding that the page is called by. */
export function findingOf(rows: readonly PrincipleCompared[]): string {
  const first = rows[0]
  if (!first || warmth(first) < 0) return 'Too few answered to show what they said'
  return `What works best in their eyes: ${first.principle.name}`
}

/** The English words of an answer that a mean is nearest to. */
export function meanInWords(mean: number | null): string {
  if (mean === null) return 'Not shown'
  const word = ['Not yet', 'A little', 'Mostly', 'Yes'][Math.round(mean)]!
  return `${mean.toFixed(1)}, ${word}`
}
