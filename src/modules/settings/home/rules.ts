// How a home page is put in order: what needs someone first, what changed newest first, each thing once.
import type { Change, HomePart, Need, NextStep } from '../../../kernel/module.ts'
import type { Html } from '../../../view/html.ts'

export type PlaceHome = {
  setting_id: string
  setting_name: string
  roles: readonly string[]
  needs: Need[]
  changes: Change[]
  next: NextStep[]
  picture?: Html | undefined
}

const MOST_CHANGES = 6

/** Needs by urgency and order, each address once; the newest changes; next steps as given. */
export function arranged(part: HomePart): Pick<PlaceHome, 'needs' | 'changes' | 'next' | 'picture'> {
  const once = new Map<string, Need>()
  for (const need of part.needs ?? []) if (!once.has(need.href)) once.set(need.href, need)
  const needs = [...once.values()].sort(
    (a, b) => Number(b.urgent !== undefined) - Number(a.urgent !== undefined) || a.order - b.order,
  )
  const changes = [...(part.changes ?? [])].sort((a, b) => b.at.getTime() - a.at.getTime()).slice(0, MOST_CHANGES)
  return { needs, changes, next: [...(part.next ?? [])], picture: part.picture }
}

export function minutesOf(homes: readonly PlaceHome[]): { things: number; minutes: number } {
  const needs = homes.flatMap((home) => home.needs)
  return { things: needs.length, minutes: needs.reduce((sum, need) => sum + need.minutes, 0) }
}
