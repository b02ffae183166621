// What a trust may set side by side: each school by its own edition, and across editions only the criteria that all of
// them ask. No school is ranked: schools stand by name.
import type { BoardStage } from '../board/rules.ts'
import { criteriaOf, type Edition, type Level } from '../edition.ts'
import { agreedNow, middleOf, type Standing } from '../standing/rules.ts'

export type Kept = Level | 'na'

/** Levels agreed of the criteria that may be compared across editions, by key. A criterion not agreed yet is left out. */
export function comparableLevels(edition: Edition, standing: Pick<Standing, 'agreed'>): Record<string, Kept> {
  return Object.fromEntries(
    criteriaOf(edition).flatMap((criterion) => {
      const agreed = criterion.comparable ? agreedNow(standing, criterion.key) : undefined
      return agreed ? [[criterion.key, agreed.level ?? 'na'] as const] : []
    }),
  )
}

/** A level as it was kept in a row. */
export function keptLevel(value: unknown): Kept | null {
  return value === 0 || value === 1 || value === 2 || value === 3 || value === 'na' ? value : null
}

export type SharedCriteria = { principle: string; keys: string[] }[]

/** The comparable criteria that every one of these editions has, by principle, in the first one's order. */
export function criteriaInAll(editions: readonly Edition[]): SharedCriteria {
  const [first, ...rest] = editions
  if (!first) return []
  const asked = rest.map((edition) => new Set(criteriaOf(edition).flatMap((one) => (one.comparable ? [one.key] : []))))
  return first.principles.map((principle) => ({
    principle: principle.key,
    keys: principle.criteria
      .filter((one) => one.comparable && asked.every((keys) => keys.has(one.key)))
      .map((one) => one.key),
  }))
}

/** The middle of a school's levels for these criteria: null while any is still to be agreed, so that all say the same. */
export function levelAcross(items: Readonly<Record<string, unknown>>, keys: readonly string[]): Kept | null {
  const levels = keys.map((key) => keptLevel(items[key]))
  if (levels.length === 0 || levels.includes(null)) return null
  return middleOf(levels.map((level) => (level === 'na' ? null : level))) ?? 'na'
}

export type SchoolFacts = { name: string; stage: string; edition_key: string; moved_term: string }
export type TrustAsked = {
  q: string | null
  stage: BoardStage | null
  edition: string | null
  page: number
  all: boolean
}

export function matching<R extends SchoolFacts>(rows: readonly R[], { q, stage, edition }: TrustAsked): R[] {
  return rows.filter(
    (row) =>
      (q === null || row.name.toLowerCase().includes(q.toLowerCase())) &&
      (stage === null || row.stage === stage) &&
      (edition === null || row.edition_key === edition),
  )
}

export const SCHOOLS_A_PAGE = 20

export function pageOf<R>(rows: readonly R[], { page, all }: TrustAsked): { shown: R[]; page: number; pages: number } {
  const pages = all ? 1 : Math.max(1, Math.ceil(rows.length / SCHOOLS_A_PAGE))
  const at = all ? 1 : Math.min(Math.max(1, page), pages)
  return { shown: all ? [...rows] : rows.slice((at - 1) * SCHOOLS_A_PAGE, at * SCHOOLS_A_PAGE), page: at, pages }
}

/** "Two of three schools that share have moved this term". */
export function movedThisTerm(rows: readonly SchoolFacts[], term: string): number {
  return rows.filter((row) => row.moved_term === term).length
}
