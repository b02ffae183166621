// Pure rules of the programme board: which term a day is in, what a row says, what changes in the counts.
import type { ClosingRule, Level } from '../edition.ts'
import type { PrincipleStanding } from '../standing/rules.ts'

export const STAGES = ['assess', 'plan', 'review', 'closed'] as const
export type BoardStage = (typeof STAGES)[number]

/** In words that stand after a school's name. */
export const STAGE_WORDS: Readonly<Record<BoardStage, string>> = {
  assess: 'Stage 1, assessing',
  plan: 'Stage 2, planning',
  review: 'Stage 3, reviewing',
  closed: 'Cycle finished',
}

/** No step for this long, and a friendly call may help: half a term and its holiday. */
export const QUIET_WEEKS = 9
export const PAGE_SIZE = 50

// Summer terms begin in the second or third week of April nearly everywhere in England; August belongs to the summer.
const SUMMER_FROM = '04-10'

/** The term a day is in, as a key that sorts: `2026-1` is the autumn of the school year that begins in 2026. */
export function termOf(day: string): string {
  const year = Number(day.slice(0, 4))
  const monthAndDay = day.slice(5)
  if (monthAndDay >= '09-01') return `${year}-1`
  return monthAndDay < SUMMER_FROM ? `${year - 1}-2` : `${year - 1}-3`
}

/** "autumn term 2026", from its key. */
export function termInWords(term: string): string {
  const [year = 0, part = 1] = term.split('-').map(Number)
  if (part === 1) return `autumn term ${year}`
  return `${part === 2 ? 'spring' : 'summer'} term ${year + 1}`
}

export function quietSince(now: Date): Date {
  return new Date(now.getTime() - QUIET_WEEKS * 7 * 86_400_000)
}

/** A chapter's level for each principle, or null while it is not agreed; `na` when none of it applies. */
export type BoardLevels = Readonly<Record<string, Level | 'na' | null>>

export type Counted = { programme_id: string; stage: string; moved_term: string }
export type CountChange = Counted & { n: number }

const keyOf = (row: Counted): string => `${row.programme_id} ${row.stage} ${row.moved_term}`

/** What to add to the counts when these rows become those, in key order so that two deeds never wait in a ring. */
export function countChanges(before: readonly Counted[], after: readonly Counted[]): CountChange[] {
  const changes = new Map<string, CountChange>()
  const add = (row: Counted, n: number): void => {
    const { programme_id, stage, moved_term } = row
    const key = keyOf(row)
    changes.set(key, { programme_id, stage, moved_term, n: (changes.get(key)?.n ?? 0) + n })
  }
  for (const row of before) add(row, -1)
  for (const row of after) add(row, 1)
  return [...changes.values()].filter((change) => change.n !== 0).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

export type BoardTotals = { shared: number; moved: number; byStage: Readonly<Record<BoardStage, number>> }

/** The heading's numbers: how many share, how many moved this term, how many are at each stage. */
export function totalsOf(
  counts: readonly { stage: string; moved_term: string; n: number }[],
  term: string,
): BoardTotals {
  const byStage: Record<BoardStage, number> = { assess: 0, plan: 0, review: 0, closed: 0 }
  let moved = 0
  for (const count of counts) {
    if (isStage(count.stage)) byStage[count.stage] += count.n
    if (count.moved_term === term) moved += count.n
  }
  return { shared: STAGES.reduce((sum, stage) => sum + byStage[stage], 0), moved, byStage }
}

export function isStage(text: string): text is BoardStage {
  return (STAGES as readonly string[]).includes(text)
}

/** What keeps a stage open, counted by kind: a programme needs to know how much, not which criterion. */
export type BoardBlocker = { rule: ClosingRule; n: number }

export function countBlockers(blockers: readonly { rule: ClosingRule }[]): BoardBlocker[] {
  const counts = new Map<ClosingRule, number>()
  for (const { rule } of blockers) counts.set(rule, (counts.get(rule) ?? 0) + 1)
  return [...counts].map(([rule, n]) => ({ rule, n }))
}

const many = (n: number, one: string, more: string): string => `${n} ${n === 1 ? one : more}`

const BLOCKER_WORDS: Readonly<Record<ClosingRule, (n: number) => string>> = {
  'all-criteria-agreed': (n) => many(n, 'criterion to agree', 'criteria to agree'),
  'lead-named': () => 'a mental health lead to name',
  'senior-leader-named': () => 'a senior leader to name',
  'gaps-answered': (n) => many(n, 'gap to plan for', 'gaps to plan for'),
  'actions-reviewed': (n) => many(n, 'action to review', 'actions to review'),
  'recommended-roles': (n) => many(n, 'role to fill', 'roles to fill'),
}

/** "12 criteria to agree and a senior leader to name"; what a row kept before its rules had these names says nothing. */
export function blockersInWords(blockers: readonly unknown[]): string[] {
  return blockers.flatMap((one) => {
    const { rule, n } = (one ?? {}) as { rule?: unknown; n?: unknown }
    return typeof rule === 'string' && Object.hasOwn(BLOCKER_WORDS, rule) && typeof n === 'number'
      ? [BLOCKER_WORDS[rule as ClosingRule](n)]
      : []
  })
}

export function levelsOf(principles: readonly PrincipleStanding[]): BoardLevels {
  return Object.fromEntries(
    principles.map((one) => [
      one.principle.key,
      one.level ?? (one.agreed === one.total && one.total > 0 ? 'na' : null),
    ]),
  )
}

/** A level as it was kept in a row. */
export function levelIn(levels: Readonly<Record<string, unknown>>, principle: string): Level | 'na' | null {
  const kept = levels[principle]
  return kept === 0 || kept === 1 || kept === 2 || kept === 3 || kept === 'na' ? kept : null
}

/** Whole weeks since a step was taken. */
export function weeksSince(then: Date, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - then.getTime()) / (7 * 86_400_000)))
}
