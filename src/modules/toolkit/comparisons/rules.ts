// Two days or two cycles set side by side. A day is answered from what stands now and from kept versions, and where
// neither can say for certain, the answer says so. Only what both editions ask alike is compared. Pure.
import { criteriaOf, criterionByKey, type Edition, type Level, type Principle } from '../edition.ts'

export type Moment = 'assess' | 'review'

/** The last word on a criterion at a moment of a cycle. `first`: nothing was agreed there before it. */
export type LastWord = {
  cycle: number
  criterion: string
  moment: Moment
  level: Level | null
  on: string
  first: boolean
}

/** What a kept version says was agreed in its cycle, and the day it was kept. */
export type KeptLevels = {
  cycle: number
  on: string
  criteria: ReadonlyMap<string, Readonly<Record<Moment, { level: Level | null; on: string } | null>>>
}

export type Known = { now: readonly LastWord[]; kept: readonly KeptLevels[] }

/** What stood. `level` null: it does not apply here. `sure` false: it may have been agreed otherwise meanwhile. */
export type Stood = { level: Level | null; on: string; cycle: number; sure: boolean }

type Answer = { stood: Stood | undefined; sure: boolean }

/** One moment of one cycle on a day, from the three things that can tell. */
function wordOn(known: Known, at: { cycle: number; criterion: string; moment: Moment }, day: string): Answer {
  const { cycle, criterion, moment } = at
  const now = known.now.find((one) => one.cycle === cycle && one.criterion === criterion && one.moment === moment)
  if (now && now.on <= day) return { stood: { level: now.level, on: now.on, cycle, sure: true }, sure: true }
  const seen = known.kept.filter((version) => version.cycle === cycle)
  const wordIn = (version: KeptLevels) => version.criteria.get(criterion)?.[moment] ?? null
  // Kept on the day or later, and agreed before it: it stood all that time.
  const after = seen.filter((version) => version.on >= day)
  for (const version of after) {
    const word = wordIn(version)
    if (word && word.on <= day) return { stood: { ...word, cycle, sure: true }, sure: true }
  }
  const before = seen.filter((version) => version.on <= day && wordIn(version)).at(-1)
  if (before) return { stood: { ...wordIn(before)!, cycle, sure: false }, sure: false }
  // Nothing is known of it on that day. It was not there if the word that came later is the first.
  const absent = !now || now.first || after.some((version) => version.on === day && !wordIn(version))
  return { stood: undefined, sure: absent }
}

/** What stood on a day: the newest word of the newest cycle that had begun. */
export function stoodOn(known: Known, criterion: string, cycles: readonly number[], day: string): Answer {
  let sure = true
  for (const cycle of cycles.toSorted((a, b) => b - a)) {
    for (const moment of ['review', 'assess'] as const) {
      const answer = wordOn(known, { cycle, criterion, moment }, day)
      sure = sure && answer.sure
      if (answer.stood) return { stood: { ...answer.stood, sure }, sure }
    }
  }
  return { stood: undefined, sure }
}

export type CycleBrief = { number: number; startedOn: string; edition: Edition }

/** One of the two that are compared. */
export type Side = {
  /** "4 March 2027", "cycle 1": as it names a column. */
  name: string
  /** "on 4 March 2027", "in cycle 1": as it goes on in a sentence. */
  words: string
  edition: Edition
  at: ReadonlyMap<string, Stood>
  /** Criteria of which it is not known for certain how they stood. */
  unsure: readonly string[]
}

type Named = Pick<Side, 'name' | 'words'>

export function sideOfDay(cycles: readonly CycleBrief[], known: Known, day: string, named: Named): Side | undefined {
  const begun = cycles.filter((cycle) => cycle.startedOn <= day).toSorted((a, b) => a.number - b.number)
  const last = begun.at(-1)
  if (!last) return undefined
  const at = new Map<string, Stood>()
  const unsure: string[] = []
  for (const { key } of criteriaOf(last.edition)) {
    const asked = begun.filter((cycle) => isShared(cycle.edition, last.edition, key)).map((cycle) => cycle.number)
    const { stood, sure } = stoodOn(known, key, asked, day)
    if (stood) at.set(key, stood)
    if (!sure) unsure.push(key)
  }
  return { ...named, edition: last.edition, at, unsure }
}

/** How a cycle ended, or how it stands: its review where there is one, else its assessment. */
export function sideOfCycle(cycle: CycleBrief, known: Known, named: Named): Side {
  const at = new Map<string, Stood>()
  for (const { key } of criteriaOf(cycle.edition)) {
    const words = known.now.filter((one) => one.cycle === cycle.number && one.criterion === key)
    const word = words.find((one) => one.moment === 'review') ?? words[0]
    if (word) at.set(key, { level: word.level, on: word.on, cycle: cycle.number, sure: true })
  }
  return { ...named, edition: cycle.edition, at, unsure: [] }
}

const isSame = (one: Edition, other: Edition): boolean => one.key === other.key && one.version === other.version

/**
 * Whether both ask the same thing: they are one edition, or both say that it may be compared. A programme's own
 * criterion is the same only in the same version of its words.
 */
export function isShared(one: Edition, other: Edition, key: string): boolean {
  const [a, b] = [criterionByKey(one, key), criterionByKey(other, key)]
  if (!a || !b) return false
  if (a.of || b.of) return a.of?.programme === b.of?.programme && a.of?.version === b.of?.version
  return isSame(one, other) || (a.comparable && b.comparable)
}

export type Way = 'higher' | 'same' | 'lower' | 'first' | 'open'

/** `open`: one of the two has no level, because it does not apply or was not agreed. */
export type Move = { key: string; text: string; from: Stood | undefined; to: Stood | undefined; way: Way }

export type Chapter = {
  principle: Principle
  moves: readonly Move[]
  /** Of those with a level on both sides: how many stand at 2 or 3. */
  inPlace: { from: number; to: number; of: number }
}

export type Comparison = {
  from: Side
  to: Side
  chapters: readonly Chapter[]
  count: Readonly<Record<Way, number>>
  /** Criteria that only one of the two editions asks, or that they ask differently; none where they are one. */
  apart: number
  sameEdition: boolean
  unsure: number
}

function wayOf(from: Stood | undefined, to: Stood | undefined): Way {
  const [was, is] = [from?.level ?? null, to?.level ?? null]
  if (is === null) return 'open'
  if (was === null) return from ? 'open' : 'first'
  if (is === was) return 'same'
  return is > was ? 'higher' : 'lower'
}

export function compare(from: Side, to: Side): Comparison {
  const shared = (key: string): boolean => isShared(from.edition, to.edition, key)
  const chapters = to.edition.principles.map((principle): Chapter => {
    const moves = principle.criteria
      .filter((criterion) => shared(criterion.key))
      .map(({ key, text }): Move => {
        const [was, is] = [from.at.get(key), to.at.get(key)]
        return { key, text, from: was, to: is, way: wayOf(was, is) }
      })
    const both = moves.filter((move) => move.way !== 'first' && move.way !== 'open')
    const inPlace = (stood: (move: Move) => Stood | undefined): number =>
      both.filter((move) => (stood(move)?.level ?? 0) >= 2).length
    return {
      principle,
      moves,
      inPlace: { from: inPlace((move) => move.from), to: inPlace((move) => move.to), of: both.length },
    }
  })
  const moves = chapters.flatMap((chapter) => chapter.moves)
  const countOf = (way: Way): number => moves.filter((move) => move.way === way).length
  const keys = new Set([from, to].flatMap((side) => criteriaOf(side.edition).map((criterion) => criterion.key)))
  return {
    from,
    to,
    chapters,
    count: {
      higher: countOf('higher'),
      same: countOf('same'),
      lower: countOf('lower'),
      first: countOf('first'),
      open: countOf('open'),
    },
    apart: keys.size - moves.length,
    sameEdition: isSame(from.edition, to.edition),
    unsure: new Set([...from.unsure, ...to.unsure].filter(shared)).size,
  }
}

// What was asked ----------------------------------------------------------------------------------------------------

/** A day, or a cycle by its number. */
export type Asked = { day: string } | { cycle: number }

const CYCLE = /^cycle-([1-9]\d?)$/

/** What someone asked for in an address or a field; undefined when it is neither a day nor a cycle. */
export function askedFrom(text: string, dayFrom: (text: string) => string | undefined): Asked | undefined {
  const number = CYCLE.exec(text.trim())?.[1]
  if (number !== undefined) return { cycle: Number(number) }
  const day = dayFrom(text)
  return day === undefined ? undefined : { day }
}

/** What is compared when nobody asked: the two newest cycles, or the beginning of the only one with today. */
export function usualPair(cycles: readonly CycleBrief[], today: string): [Asked, Asked] | undefined {
  const [newest, before] = cycles.toSorted((a, b) => b.number - a.number)
  if (!newest) return undefined
  return before ? [{ cycle: before.number }, { cycle: newest.number }] : [{ day: newest.startedOn }, { day: today }]
}

export type DoneAction = {
  cycle: number
  criterion: string
  title: string
  on: string
  reviewed: boolean
  changed: 'much' | 'some' | 'not_yet' | 'too_early' | null
}

/** Done after the first of the two and up to the second; of cycles, done in those after the first. */
export function doneBetween(actions: readonly DoneAction[], from: Asked, to: Asked): DoneAction[] {
  return actions.filter(
    (action) =>
      ('day' in from ? action.on > from.day : action.cycle > from.cycle) &&
      ('day' in to ? action.on <= to.day : action.cycle <= to.cycle),
  )
}
