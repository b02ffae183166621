// The plan as a whole: which gaps are answered, which actions a filter shows, and the days of the calendar. Pure.
import { isLate, type ActionState } from '../rules.ts'
import { agreedAt, isGap, type Agreed, type GapReason, type Standing } from '../../standing/rules.ts'
import type { Criterion, Edition, Principle } from '../../edition.ts'

export type Gap = {
  principle: Principle
  criterion: Criterion
  agreed: Agreed
  actions: number
  reason: GapReason | undefined
}

/** What the team agreed as 0 or 1 when it assessed, with its answer: actions, or a reason for leaving it for now. */
export function gapsOf(edition: Edition, standing: Pick<Standing, 'agreed' | 'actions' | 'gapReasons'>): Gap[] {
  return edition.principles.flatMap((principle) =>
    principle.criteria.flatMap((criterion) => {
      const agreed = agreedAt(standing, criterion.key, 'assess')
      if (!agreed || !isGap(agreed)) return []
      const actions = standing.actions.filter((action) => action.criterion_key === criterion.key).length
      return [
        {
          principle,
          criterion,
          agreed,
          actions,
          reason: standing.gapReasons.find((one) => one.criterion_key === criterion.key),
        },
      ]
    }),
  )
}

export type GapCounts = { gaps: number; acted: number; reasoned: number; open: number }

export function gapCounts(gaps: readonly Pick<Gap, 'actions' | 'reason'>[]): GapCounts {
  const acted = gaps.filter((gap) => gap.actions > 0).length
  const reasoned = gaps.filter((gap) => gap.actions === 0 && gap.reason !== undefined).length
  return { gaps: gaps.length, acted, reasoned, open: gaps.length - acted - reasoned }
}

export type Filter = { owner: string | undefined; principle: string | undefined; late: boolean }
type Filtered = { owner_id: string | null; criterion_key: string; state: ActionState; due_on: string | null }

/** `owner` is a member's id, or `nobody`. */
export function chosen<A extends Filtered>(
  actions: readonly A[],
  filter: Filter,
  edition: Edition,
  today: string,
): A[] {
  const keys = new Set(
    edition.principles.find((one) => one.key === filter.principle)?.criteria.map((criterion) => criterion.key),
  )
  return actions.filter(
    (action) =>
      (filter.owner === undefined || (action.owner_id ?? 'nobody') === filter.owner) &&
      (filter.principle === undefined || keys.has(action.criterion_key)) &&
      (!filter.late || isLate(action, today)),
  )
}

type Planned = { id: string; title: string; state: ActionState; starts_on: string | null; due_on: string | null }
type Aimed = { action_id: string; name: string; target_on: string | null }

export type Entry<A> = { day: string; kind: 'start' | 'due' | 'target'; action: A; about: readonly string[] }
export type Month<A> = { month: string; entries: Entry<A>[] }

const ORDER = { start: 0, target: 1, due: 2 } as const

/** What one action puts in the calendar; a target on the day it is due is said with it. */
function entriesOf<A extends Planned>(action: A, targets: readonly Aimed[]): Entry<A>[] {
  const { starts_on: start, due_on: due } = action
  const withDue = targets.filter((one) => one.target_on === due).map((one) => one.name)
  return [
    ...(start === null ? [] : [{ day: start, kind: 'start', action, about: [] } as const]),
    ...(due === null ? [] : [{ day: due, kind: 'due', action, about: withDue } as const]),
    ...targets.flatMap((one) =>
      one.target_on === null || one.target_on === due
        ? []
        : [{ day: one.target_on, kind: 'target', action, about: [one.name] } as const],
    ),
  ]
}

/** Month by month: when actions start and are due, and when targets should be met. Stopped ones are left out. */
export function calendarOf<A extends Planned>(actions: readonly A[], indicators: readonly Aimed[]): Month<A>[] {
  const entries = actions
    .filter((action) => action.state !== 'stopped')
    .flatMap((action) =>
      entriesOf(
        action,
        indicators.filter((one) => one.action_id === action.id),
      ),
    )
    .sort(
      (a, b) =>
        a.day.localeCompare(b.day) || ORDER[a.kind] - ORDER[b.kind] || a.action.title.localeCompare(b.action.title),
    )
  const months = new Map<string, Entry<A>[]>()
  for (const entry of entries) months.set(entry.day.slice(0, 7), [...(months.get(entry.day.slice(0, 7)) ?? []), entry])
  return [...months].map(([month, own]) => ({ month, entries: own }))
}
