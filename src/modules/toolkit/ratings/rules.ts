// Rating alone and seeing together: what a round asks, what someone's answers say, and what may be shown of a group so
// that whoever chose to be counted stays uncounted by subtraction.
import type { z } from 'zod'
import type { Edition, Level, Move, Term } from '../edition.ts'
import { principleByKey, termsOf } from '../edition.ts'
import { askedBy } from '../own-criteria/rules.ts'
import { minutesAlone } from '../cycles/rules.ts'
import { middleOf } from '../standing/rules.ts'
import type { OwnRatingRow, SeenRatingRow } from './store.ts'

export const BASELINE = 'baseline'

export type Item = {
  key: string
  text: string
  anchors: { '0': string; '1': string; '2': string; '3': string }
  /** Whose it is, when a programme asks it and not the edition. */
  asked_by?: string | undefined
  /** For a criterion: what stands behind it. */
  more: { why: string; minimum_evidence: string; moves: readonly Move[]; terms: readonly Term[] } | undefined
}

/** What one round asks: the baseline, or the criteria of a principle. */
export type Part = {
  key: string
  name: string
  minutes: number
  words: string
  groups: readonly { heading: string | undefined; items: readonly Item[] }[]
}

export function partOf(edition: Edition, key: string): Part | undefined {
  if (key === BASELINE) return baselineOf(edition)
  const principle = principleByKey(edition, key)
  if (!principle) return undefined
  const items = principle.criteria.map((criterion) => {
    const { why, minimum_evidence, moves } = criterion
    return {
      key: criterion.key,
      text: criterion.text,
      anchors: criterion.anchors,
      asked_by: askedBy(criterion),
      more: { why, minimum_evidence, moves, terms: termsOf(edition, criterion) },
    }
  })
  return {
    key,
    name: principle.name,
    minutes: minutesAlone(principle.minutes),
    words: principle.focus_question,
    groups: [{ heading: undefined, items }],
  }
}

function baselineOf(edition: Edition): Part {
  const { minutes, introduction, questions } = edition.baseline
  const groups = edition.principles.map((principle) => ({
    heading: principle.name,
    items: questions
      .filter((question) => question.principle === principle.key)
      .map(({ key, text, anchors }) => ({ key, text, anchors, more: undefined })),
  }))
  return {
    key: BASELINE,
    name: 'Baseline',
    minutes,
    words: introduction,
    groups: groups.filter((group) => group.items.length > 0),
  }
}

export function itemsOf(part: Part): Item[] {
  return part.groups.flatMap((group) => group.items)
}

export type OwnRating = z.output<typeof OwnRatingRow>
export type SeenRating = z.output<typeof SeenRatingRow>

/** The choice as its radio says it. */
export function choiceOf(rating: OwnRating | undefined): string {
  if (!rating) return ''
  if (rating.state === 'rated') return String(rating.level)
  return rating.state === 'not_applicable' ? 'na' : 'later'
}

/** What someone sent: every answer that can be kept, what is wrong in any case, and what is missing to finish. */
export type Answers = { keep: OwnRating[]; wrong: Record<string, string>; missing: Record<string, string> }

function textIn(sent: Readonly<Record<string, unknown>>, name: string): string {
  const value = sent[name]
  return typeof value === 'string' ? value : ''
}

export function answersFrom(part: Part, sent: Readonly<Record<string, unknown>>): Answers {
  const answers: Answers = { keep: [], wrong: {}, missing: {} }
  for (const { key: item_key, text } of itemsOf(part)) {
    const choice = textIn(sent, `level_${item_key}`)
    const reason = textIn(sent, `reason_${item_key}`).trim()
    const about = text.replace(/[.?]$/, '')
    if (choice === '') answers.missing[`level_${item_key}`] = `Choose a level for “${about}”, or come back to it`
    else if (choice === 'later') answers.keep.push({ item_key, state: 'later', level: null, reason: null })
    else if (choice === 'na') {
      answers.keep.push({ item_key, state: 'not_applicable', level: null, reason: reason === '' ? null : reason })
      if (reason === '') answers.missing[`reason_${item_key}`] = `Say why “${about}” does not apply here`
    } else if (/^[0-3]$/.test(choice))
      answers.keep.push({ item_key, state: 'rated', level: Number(choice), reason: null })
    else answers.wrong[`level_${item_key}`] = `Choose a level for “${about}” from the list`
  }
  return answers
}

export type SeenValue = Level | 'na' | null

/** What the team sees of one item. */
export type Together = {
  /** How many finished the round, counted or named. */
  n: number
  named: readonly { name: string; value: SeenValue; reason: string | null }[]
  /** How many chose counted, not shown. */
  counted: number
  /** Of the whole group by level; absent when it would tell what one person chose. */
  counts: readonly { value: Level | 'na'; n: number }[] | undefined
  /** The middle of what is shown; null when nothing is. */
  middle: Level | null
  /** Two levels or more lie between what is shown. */
  apart: boolean
  words: string | undefined
}

const valueOf = (rating: SeenRating): SeenValue => {
  if (rating.state === 'rated') return rating.level as Level
  return rating.state === 'not_applicable' ? 'na' : null
}

/**
 * May the choices of those who asked not to be shown be in totals? Names can be taken away from totals, and each of
 * the counted can take away their own choice too: what is left must still be two people who did not choose alike.
 */
function mayBeTotalled(hidden: readonly SeenValue[]): boolean {
  const alike = [...new Set(hidden)].map((value) => hidden.filter((one) => one === value).length)
  return hidden.length > 2 && Math.max(...alike) < hidden.length - 1
}

/** What a team sees of one item once its round is closed. Totals never tell what one person chose who is counted. */
export function together(ratings: readonly SeenRating[]): Together {
  const named = ratings
    .filter((one) => one.shown_as === 'named')
    .map((one) => ({ name: one.name, value: valueOf(one), reason: one.state === 'not_applicable' ? one.reason : null }))
  const hidden = ratings.filter((one) => one.shown_as === 'counted').map(valueOf)
  const mayCount = hidden.length === 0 || mayBeTotalled(hidden)
  const seen = [...named.map((one) => one.value), ...(mayCount ? hidden : [])]
  const kinds = [0, 1, 2, 3, 'na'] as const
  const counts = mayCount
    ? kinds.map((value) => ({ value, n: seen.filter((one) => one === value).length })).filter(({ n }) => n > 0)
    : undefined
  const levels = seen.filter((value) => value !== null && value !== 'na')
  const spread = levels.length === 0 ? 0 : Math.max(...levels) - Math.min(...levels)
  return {
    n: ratings.length,
    named,
    counted: hidden.length,
    counts,
    middle: middleOf(levels),
    apart: spread > 1,
    words: differenceIn(levels),
  }
}

const NUMBERS = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine']

/** The difference in words; undefined when there are fewer than two views to compare. */
function differenceIn(levels: readonly Level[]): string | undefined {
  const middle = middleOf(levels)
  if (levels.length < 2 || middle === null) return undefined
  const low = Math.min(...levels)
  const high = Math.max(...levels)
  if (low === high) return 'You all see this the same way'
  if (high - low === 1) return `You are close: ${low} or ${high}`
  const far = levels.filter((level) => Math.abs(level - middle) > 1).length
  if (far < 2) return `You see this differently, from ${low} to ${high}`
  return `${NUMBERS[far] ?? far} of you see this differently`
}
