// What must be true of a move in the bank: where in the framework it belongs, whose it was before, which numbers may go
// with it. Pure.
import type { Criterion, Edition } from '../edition.ts'
import { criterionByKey, principleByKey, principleOf } from '../edition.ts'

export const EFFORT_WORDS = { small: 'A small effort', medium: 'Some effort', large: 'A large effort' } as const
export type Effort = keyof typeof EFFORT_WORDS

export const weekChoices = ['1', '2', '4', '6', '12', '24', '39'] as const
export const WEEKS_WORDS: Readonly<Record<string, string>> = {
  1: 'About a week',
  2: 'About two weeks',
  4: 'About a month',
  6: 'About half a term',
  12: 'About a term',
  24: 'About two terms',
  39: 'About a school year',
}

/** One school in the chain: whose move it was, and what it was called. */
export type Credit = { move: string; title: string; school: string }

const possessive = (name: string): string => (name.endsWith('s') ? `${name}’` : `${name}’s`)

/** “Adapted from Larchmead Primary School’s “Worry walks””, and so on back; nothing for one's own. */
export function creditWords(credit: readonly Credit[]): string {
  const [nearest, ...before] = credit.map(({ school, title }) => `${possessive(school)} “${title}”`)
  if (nearest === undefined) return ''
  return [`Adapted from ${nearest}`, ...before.map((one) => `itself adapted from ${one}`)].join(', ')
}

const LONGEST_CHAIN = 6

/** The chain of whatever is made from this move. The first school is never dropped, however long the chain. */
export function creditFrom(move: { id: string; title: string; setting_name: string; credit: readonly Credit[] }) {
  const chain: Credit[] = [{ move: move.id, title: move.title, school: move.setting_name }, ...move.credit]
  return chain.length <= LONGEST_CHAIN ? chain : [...chain.slice(0, LONGEST_CHAIN - 1), chain.at(-1)!]
}

export type Where = { principle_key: string; criterion_key: string | null }

/** What only one programme asks means nothing to another school: such a move is for the principle. */
export function sharedKey(criterion: Criterion): string | null {
  return criterion.of === undefined ? criterion.key : null
}

/** A principle or a criterion by its key; keys of principles and of criteria are never the same. */
export function whereIn(edition: Edition, key: string): Where | undefined {
  if (principleByKey(edition, key)) return { principle_key: key, criterion_key: null }
  const criterion = criterionByKey(edition, key)
  const principle = principleOf(edition, key)
  return criterion && principle && { principle_key: principle.key, criterion_key: sharedKey(criterion) }
}

/** The criterion that a school would take a move up under, if its edition asks it. */
export function criterionFor(edition: Edition, where: Where): string {
  return where.criterion_key !== null && criterionByKey(edition, where.criterion_key) ? where.criterion_key : ''
}

/** A count from 1 to 4 could be somebody: it stays in the school. A share of a whole says less than its school chose. */
export function mayLeave(unit: string, values: readonly number[], least: number): boolean {
  return unit === '%' || !values.some((value) => value > 0 && value < least)
}

/** Words to look for, each in small letters. */
export function wordsSought(text: string): string[] {
  return text.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8)
}
