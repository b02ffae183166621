// What may be shown of answers given in confidence by kinds of raters: pupils, parents, staff. Promises: nothing of a kind
// with fewer forms than the least group; nothing that tells how many left an item out; no difference between two looks at
// the same round that is smaller than the least group; and a total made only of what is shown, so it can tell no more.
import type { Issue } from './issues.ts'

/** No setting may show a smaller group than this. */
export const LEAST_GROUP = 5

export type RaterKind = {
  readonly kind: string
  /** For each item the answers in the order the forms came in, one place for each form; null: left out. */
  readonly answers: Readonly<Record<string, readonly (number | null)[]>>
}
export type RaterForms = {
  readonly items: readonly string[]
  readonly kinds: readonly RaterKind[]
  /**
   * Open: forms still come in, so only whole groups are let in, and the last waits (nothing before twice the least group).
   * Closed: every form counts. A closed round must never open again, and its least group must not change once it is
   * open: a look before and a look after would differ by a few.
   */
  readonly round: 'open' | 'closed'
}
export type ShownKind = {
  readonly kind: string
  /** Forms behind what is shown; null: hidden, or there are none. The two look alike. */
  readonly n: number | null
  /** To one decimal; null: hidden, left out or not asked. There is no n by item, as it would tell who left it out. */
  readonly means: Readonly<Record<string, number | null>>
}
export type Together = { readonly mean: number; readonly of: readonly string[] }
export type ShownGroups = {
  readonly kinds: readonly ShownKind[]
  /** The shown kinds together, each by its forms; null when fewer than two are shown. Say whose mean it is: `of`. */
  readonly together: Readonly<Record<string, Together | null>>
  readonly issues: Issue[]
}

/**
 * Draw from this answer alone, and work out anything further (the mean of a principle, a difference between kinds) from its
 * numbers, never from the answers. Answers are whole numbers. A least group under 5 is refused: everything is hidden.
 */
export function showGroups({ items, kinds, round }: RaterForms, { leastGroup }: { leastGroup: number }): ShownGroups {
  const allowed =
    Number.isSafeInteger(leastGroup) &&
    leastGroup >= LEAST_GROUP &&
    (round === 'open' || round === 'closed') &&
    new Set(kinds.map(({ kind }) => kind)).size === kinds.length
  const sound = kinds.map((kind) => allowed && isSound(kind))
  const shown = kinds.map((kind, at) => showKind(items, sound[at] ? kind : { ...kind, answers: {} }, round, leastGroup))
  return {
    kinds: shown,
    together: Object.fromEntries(items.map((item) => [item, togetherOn(item, shown)])),
    issues: allowed && sound.every(Boolean) ? [] : ['out-of-range'],
  }
}

function isSound({ answers }: RaterKind): boolean {
  const lists = Object.values(answers)
  return lists.every(
    (list) =>
      list.length === lists[0]!.length && list.every((answer) => answer === null || Number.isSafeInteger(answer)),
  )
}

/** How many of those that came may be counted: 0, or at least the least group, and as many fewer than all to come. */
function counted(came: number, round: RaterForms['round'], leastGroup: number): number {
  if (round === 'closed') return came >= leastGroup ? came : 0
  return Math.max(0, Math.floor(came / leastGroup) - 1) * leastGroup
}

/** From ten forms on, a mean of whole numbers to one decimal can be had with any number of answers. */
const DECIMALS_TELL_BELOW = 10

function showKind(
  items: readonly string[],
  { kind, answers }: RaterKind,
  round: RaterForms['round'],
  leastGroup: number,
): ShownKind {
  const forms = Object.values(answers)[0]?.length ?? 0
  const n = counted(forms, round, leastGroup)
  const meanOf = (item: string): number | null => {
    const given = (Object.hasOwn(answers, item) ? answers[item]! : []).filter((answer) => answer !== null)
    const size = n === 0 ? 0 : counted(given.length, round, leastGroup)
    // Five answers can have the mean 2.4 and six cannot, so below ten the mean would tell that one was left out.
    if (size === 0 || (round === 'closed' && given.length < forms && forms < DECIMALS_TELL_BELOW)) return null
    return toOneDecimal(
      given.slice(0, size).reduce((sum, answer) => sum + answer, 0),
      size,
    )
  }
  return { kind, n: n === 0 ? null : n, means: Object.fromEntries(items.map((item) => [item, meanOf(item)])) }
}

function togetherOn(item: string, shown: readonly ShownKind[]): Together | null {
  const parts = shown.flatMap(({ kind, n, means }) =>
    n === null || means[item] == null ? [] : [{ kind, n, mean: means[item] }],
  )
  if (parts.length < 2) return null
  const n = parts.reduce((sum, part) => sum + part.n, 0)
  const tenths = parts.reduce((sum, part) => sum + part.n * Math.round(part.mean * 10), 0)
  return { mean: toOneDecimal(tenths / 10, n), of: parts.map((part) => part.kind) }
}

/** Halves up; the sum is multiplied first, so that a half is exactly a half. */
const toOneDecimal = (sum: number, n: number): number => Math.round((sum * 10) / n) / 10
