// Loads what is known of a setting's levels over time, and sets two days or two cycles of it side by side.
import type { Ctx } from '../../../kernel/context.ts'
import { today } from '../../../kernel/context.ts'
import { dayFromTyped } from '../../../kernel/form.ts'
import { dateInWords, isoDay } from '../../../view/words.ts'
import type { Level } from '../edition.ts'
import { cyclesOf, editionOf } from '../standing/service.ts'
import {
  askedFrom,
  compare,
  doneBetween,
  sideOfCycle,
  sideOfDay,
  usualPair,
  type Asked,
  type Comparison,
  type CycleBrief,
  type DoneAction,
  type Known,
  type Side,
} from './rules.ts'
import * as store from './store.ts'

export type Mistaken = { from?: string; to?: string }

export type Compared = {
  cycles: readonly CycleBrief[]
  /** Absent before the first cycle, and where what was asked makes no sense. */
  comparison: Comparison | undefined
  done: readonly DoneAction[]
  /** As typed, or the days that were chosen. */
  typed: { from: string; to: string }
  mistakes: Mistaken
}

async function knownOf(ctx: Ctx, setting: string): Promise<Known> {
  const now = await ctx.tx.many(store.agreedEver, { setting })
  const kept = await ctx.tx.many(store.keptLevels, { setting })
  const withLevel = (word: { level: number | null; on: string } | null) =>
    word && { level: word.level as Level | null, on: word.on }
  return {
    now: now.map((row) => ({
      cycle: row.cycle_number,
      criterion: row.criterion_key,
      moment: row.moment,
      level: row.level as Level | null,
      on: isoDay(row.agreed_at),
      first: row.version === 1,
    })),
    kept: kept.map((row) => ({
      cycle: row.cycle_number,
      on: isoDay(row.kept_at),
      criteria: new Map(
        row.criteria.map((one) => [one.key, { assess: withLevel(one.assess), review: withLevel(one.review) }]),
      ),
    })),
  }
}

function sideOf(asked: Asked, cycles: readonly CycleBrief[], known: Known): Side | undefined {
  if ('day' in asked) {
    const name = dateInWords(asked.day)
    return sideOfDay(cycles, known, asked.day, { name, words: `on ${name}` })
  }
  const cycle = cycles.find((one) => one.number === asked.cycle)
  const name = `Cycle ${asked.cycle}`
  return cycle && sideOfCycle(cycle, known, { name, words: `in cycle ${asked.cycle}` })
}

const WRONG = 'Enter a day in the form 4 March 2027'

function mistakesOf(from: Asked | undefined, to: Asked | undefined, day: string): Mistaken {
  if (!from || !to) return { ...(from ? {} : { from: WRONG }), ...(to ? {} : { to: WRONG }) }
  if ('day' in to && to.day > day) return { to: 'Enter a day up to today' }
  if ('day' in from && 'day' in to && from.day >= to.day) return { to: 'Enter a day after the earlier one' }
  if ('cycle' in from && 'cycle' in to && from.cycle >= to.cycle) return { to: 'Choose a cycle after the earlier one' }
  if ('day' in from !== 'day' in to) return { to: 'Compare a day with a day, or a cycle with a cycle' }
  return {}
}

const shownDay = (asked: Asked | undefined): string => (asked && 'day' in asked ? dateInWords(asked.day) : '')

export async function comparisonOf(
  ctx: Ctx,
  setting: string,
  query: Readonly<Record<string, string>>,
): Promise<Compared> {
  const cycles = (await cyclesOf(ctx.tx, setting)).map((cycle): CycleBrief => ({
    number: cycle.number,
    startedOn: cycle.started_on,
    edition: editionOf(cycle),
  }))
  const day = today(ctx)
  const said = query.from !== undefined || query.to !== undefined
  const usual = usualPair(cycles, day)
  const [from, to] = said
    ? [askedFrom(query.from ?? '', dayFromTyped), askedFrom(query.to ?? '', dayFromTyped)]
    : [usual?.[0], usual?.[1]]
  const typed = {
    from: shownDay(from) || (from ? '' : (query.from ?? '')),
    to: shownDay(to) || (to ? '' : (query.to ?? '')),
  }
  const nothing = { cycles, comparison: undefined, done: [], typed }
  if (cycles.length === 0) return { ...nothing, mistakes: {} }
  const mistakes = mistakesOf(from, to, day)
  if (Object.keys(mistakes).length > 0 || !from || !to) return { ...nothing, mistakes }
  const known = await knownOf(ctx, setting)
  const [before, after] = [sideOf(from, cycles, known), sideOf(to, cycles, known)]
  if (!before || !after) {
    const missing = 'Nothing had begun by then. Choose a later day, or a cycle that there is'
    return { ...nothing, mistakes: { ...(before ? {} : { from: missing }), ...(after ? {} : { to: missing }) } }
  }
  const done = (await ctx.tx.many(store.doneActions, { setting })).map((row): DoneAction => ({
    cycle: row.cycle_number,
    criterion: row.criterion_key,
    title: row.title,
    on: isoDay(row.at),
    reviewed: row.reviewed,
    changed: row.changed,
  }))
  return { cycles, comparison: compare(before, after), done: doneBetween(done, from, to), typed, mistakes }
}
