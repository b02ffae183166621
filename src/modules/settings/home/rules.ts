// How a home page says what it found: needs first, with their minutes, grouped by place when there are several.
import type { Place } from '../../../kernel/access.ts'
import type { Change, HomePart, Need, NextStep } from '../../../kernel/module.ts'
import { inWords, minutes } from '../../../view/words.ts'

export type PlaceHome = {
  setting_id: string
  name: string
  kind: Place['kind']
  roles: readonly Place['role'][]
  needs: readonly Need[]
  changes: readonly Change[]
  next: readonly NextStep[]
}

const MOST_CHANGES = 8

export function mergeParts(parts: readonly HomePart[]): Pick<PlaceHome, 'needs' | 'changes' | 'next'> {
  const needs = parts.flatMap((part) => part.needs ?? []).sort((a, b) => a.order - b.order || a.title.localeCompare(b.title))
  const changes = parts.flatMap((part) => part.changes ?? []).sort((a, b) => b.at.getTime() - a.at.getTime())
  return { needs, changes: changes.slice(0, MOST_CHANGES), next: parts.flatMap((part) => part.next ?? []) }
}

/** "Three things need you, about 25 minutes". */
export function headingFor(needs: readonly Need[]): string {
  if (needs.length === 0) return 'Nothing needs you today'
  const total = needs.reduce((sum, need) => sum + need.minutes, 0)
  const things = needs.length === 1 ? 'One thing needs you' : `${inWords(needs.length)} things need you`
  return `${things}, about ${minutes(Math.max(1, total))}`
}

/** An actor's places by setting, each with all roles held there. */
export function settingsOf(places: readonly Place[]): { setting_id: string; name: string; kind: Place['kind']; roles: Place['role'][]; places: Place[] }[] {
  const bySetting = Map.groupBy(places, (place) => place.setting_id)
  return [...bySetting].map(([setting_id, own]) => ({
    setting_id,
    name: own[0]!.setting_name,
    kind: own[0]!.kind,
    roles: own.map((place) => place.role),
    places: own,
  }))
}

/** The school term of a day and its week, as the quiet line over a home page: "Autumn term". */
export function termOf(today: string): string {
  const month = Number(today.slice(5, 7))
  if (month >= 9) return 'Autumn term'
  return month <= 3 ? 'Spring term' : 'Summer term'
}
