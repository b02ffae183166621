// What packs are made of: sections of words, lists, facts and tables, and what several packs say from a Record. Pure.
import { dateInWords, inWords, listInWords, wordsOfCount } from '../../../view/words.ts'
import type { Level, Nouns } from '../edition.ts'
import type { RecordAction, RecordChapter, RecordCriterion, RecordDocument } from '../records/document.ts'
import { nowAt, wasAt } from '../records/rules.ts'
import { changeWords, datesWords, levelWords } from '../records/wording.ts'
import { CHANGED_WORDS } from '../reviews/rules.ts'
import { lower, middleOf } from '../standing/rules.ts'
import { STATE_WORDS } from '../actions/rules.ts'

/** A level is drawn with its shape; null has words alone. */
export type Cell = string | { level: Level | null; words: string }

export type Block =
  | { kind: 'words' | 'heading'; words: string }
  | { kind: 'list'; items: readonly string[] }
  | { kind: 'facts'; lines: readonly (readonly [string, string])[] }
  | { kind: 'table'; widths: readonly number[]; head: readonly string[]; rows: readonly (readonly Cell[])[] }

export type Section = { heading: string; blocks: readonly Block[] }

export type Told = { document: RecordDocument; nouns: Nouns; today: string }

export const said = (words: string): Block => ({ kind: 'words', words })
export const heading = (words: string): Block => ({ kind: 'heading', words })
export const list = (items: readonly string[]): Block => ({ kind: 'list', items })

/** The first so many, and how many more there are in the Record. */
export function some(items: readonly string[], most: number): Block[] {
  const more = items.length - most
  return [list(items.slice(0, most)), ...(more > 0 ? [said(`And ${more} more, in the Record itself.`)] : [])]
}

export const criteriaOf = (document: RecordDocument): RecordCriterion[] =>
  document.chapters.flatMap((chapter) => chapter.criteria)

export const actionsOf = (document: RecordDocument): RecordAction[] =>
  criteriaOf(document).flatMap((criterion) => criterion.actions)

export function levelCell(document: RecordDocument, level: Level | null, otherwise: string): Cell {
  return level === null ? { level, words: otherwise } : { level, words: levelWords(document, level) }
}

export function middleNow(chapter: RecordChapter): Level | null {
  return middleOf(chapter.criteria.map((criterion) => nowAt(criterion)?.level ?? null))
}

/** Each principle on a line: the middle of its levels now and before, and its actions. No names. */
export function principlesTable(document: RecordDocument): Block {
  return {
    kind: 'table',
    widths: [4, 2.4, 2.4, 1],
    head: ['Principle', 'Now', 'Was', 'Actions'],
    rows: document.chapters.map((chapter) => [
      `${chapter.number}. ${chapter.name}`,
      levelCell(document, middleNow(chapter), 'Not agreed yet'),
      levelCell(document, middleOf(chapter.criteria.map(wasAt)), 'No earlier level'),
      String(chapter.criteria.reduce((sum, criterion) => sum + criterion.actions.length, 0)),
    ]),
  }
}

/** "Pupils help to write rules: from 1, Starting to 2, Working". */
export function risen(document: RecordDocument): string[] {
  return criteriaOf(document).flatMap((criterion) => {
    const [was, is] = [wasAt(criterion), nowAt(criterion)?.level ?? null]
    if (was === null || is === null || is <= was) return []
    return [`${plain(criterion.text)}: from ${levelWords(document, was)} to ${levelWords(document, is)}.`]
  })
}

export const plain = (sentence: string): string => sentence.replace(/[.]$/, '')

export const ended = (sentence: string): string => (/[.!?…]$/.test(sentence) ? sentence : `${sentence}.`)

/** What came of reviewed actions in which something changed, with the words of those it was for. */
export function changes(document: RecordDocument): string[] {
  return actionsOf(document).flatMap(({ title, review, measures }) => {
    if (!review || (review.changed !== 'much' && review.changed !== 'some')) return []
    const numbers = measures.flatMap((measure) => changeWords(measure) ?? [])
    const words = review.pupilsWords ? [`“${ended(review.pupilsWords)}”`] : []
    return [[`${plain(title)}. ${CHANGED_WORDS[review.changed]}.`, ...numbers.map(ended), ...words].join(' ')]
  })
}

export const isOpenAction = ({ state }: RecordAction): boolean => state === 'planned' || state === 'under_way'

/** Actions still to do, the first due first; nobody is named. */
export function openActions(document: RecordDocument): string[] {
  return actionsOf(document)
    .filter(isOpenAction)
    .toSorted((a, b) => (a.dueOn ?? '9999').localeCompare(b.dueOn ?? '9999'))
    .map((action) => `${plain(action.title)}: ${STATE_WORDS[action.state].toLowerCase()}. ${datesWords(action)}.`)
}

export function openRoles({ team }: RecordDocument): string | undefined {
  return team.gaps.length === 0 ? undefined : listInWords(team.gaps.map((gap) => lower(gap.role)))
}

/** Where nothing has moved yet, and what that means. */
export function stillEarly(document: RecordDocument): string {
  if (criteriaOf(document).every((criterion) => wasAt(criterion) === null))
    return 'It is early: there is no earlier level to compare with, and no action has been reviewed yet.'
  return 'What was reached before has held. What this cycle changes will be seen when its actions are reviewed.'
}

/** Agreed at 0 or 1, with no action and no reason why it can wait. */
export function unanswered(document: RecordDocument): RecordCriterion[] {
  return criteriaOf(document).filter(({ agreed, actions, gapReason }) => {
    const low = agreed !== null && agreed.level !== null && agreed.level <= 1
    return low && actions.length === 0 && gapReason === null
  })
}

/** Principles whose middle is the lowest of all that are agreed, and whose is the highest. */
export function ends(document: RecordDocument): { low: RecordChapter[]; high: RecordChapter[] } {
  const known = document.chapters.filter((chapter) => middleNow(chapter) !== null)
  const levels = known.map((chapter) => middleNow(chapter)!)
  const [low, high] = [Math.min(...levels), Math.max(...levels)]
  if (known.length === 0 || low === high) return { low: [], high: [] }
  return {
    low: known.filter((chapter) => middleNow(chapter) === low),
    high: known.filter((chapter) => middleNow(chapter) === high),
  }
}

export function stagesFacts(document: RecordDocument): Block {
  return {
    kind: 'facts',
    lines: document.cycle.stages.map((stage) => {
      const open = stage.key === document.cycle.stage ? 'Open now' : 'Not begun yet'
      return [stage.name, stage.closedOn === null ? open : `Closed on ${dateInWords(stage.closedOn)}`]
    }),
  }
}

export function levelsInWords(document: RecordDocument): string {
  const levels = criteriaOf(document).flatMap((criterion) => nowAt(criterion)?.level ?? [])
  if (levels.length === 0) return 'No level is agreed yet: the team is still at its first look.'
  const parts = ([3, 2, 1, 0] as const).flatMap((level) => {
    const n = levels.filter((one) => one === level).length
    return n === 0 ? [] : [`${n} at ${levelWords(document, level)}`]
  })
  return `Of ${wordsOfCount(levels.length, 'criterion', 'criteria')} with an agreed level: ${listInWords(parts)}.`
}

export const count = (n: number, one: string, many: string): string => `${inWords(n)} ${n === 1 ? one : many}`
