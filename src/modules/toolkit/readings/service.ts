// A school asks someone outside to read one chapter as it stands. The head agrees before anyone does; what the reader
// holds is a copy of that chapter and nothing else, gone when it is taken back or has run out.
import { acrossTenants, actorOf, today, type Ctx } from '../../../kernel/context.ts'
import { nowhere } from '../../../kernel/db.ts'
import type { Mistakes } from '../../../kernel/form.ts'
import { notFound, Problem } from '../../../kernel/problem.ts'
import { json } from '../../../kernel/sql.ts'
import { settingById } from '../../settings/contract.ts'
import { idFrom } from '../actions/service.ts'
import type { Here } from '../cycles/service.ts'
import { loadHereLeading } from '../cycles/service.ts'
import { principleByKey } from '../edition.ts'
import { readDocument, type RecordDocument } from '../records/document.ts'
import { documentOf, readersOf } from '../records/service.ts'
import type { Answer, Asking } from './forms.ts'
import { askLetter, reminderLetter, sealedAsk } from './letters.ts'
import {
  daysAfter,
  daysBetween,
  isOpen,
  mayRemind,
  MOST_WISHED_DAYS,
  NEAR_DAYS,
  oneChapter,
  OPEN_DAYS,
} from './rules.ts'
import * as store from './store.ts'
import type { CopyRow, ReadingRow } from './store.ts'

export type Reading = ReadingRow & { document: RecordDocument }

export function readingsOf(ctx: Ctx, setting: string): Promise<ReadingRow[]> {
  return ctx.tx.many(store.readingsOfSetting, { setting })
}

export async function loadReading(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Reading> {
  const row = await ctx.tx.maybe(store.readingById, { setting: params.setting!, id: idFrom(params.reading) })
  if (!row) throw notFound()
  return { ...row, document: readDocument(row.document) }
}

/** For those who lead: taking back, reminding, keeping. */
export async function loadReadingLed(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Reading> {
  await loadHereLeading(ctx, params)
  return loadReading(ctx, params)
}

export function chapterName(reading: Pick<Reading, 'document'>): string {
  return reading.document.chapters[0]?.name ?? ''
}

// The school asks ----------------------------------------------------------------------------------------------------

export async function askToRead(
  ctx: Ctx,
  here: Here,
  asking: Asking,
): Promise<{ id: string } | { mistakes: Mistakes }> {
  const { cycle, edition } = here
  const setting = cycle.setting_id
  const principle = principleByKey(edition, asking.principle)
  if (!principle) return { mistakes: { principle: 'Choose a chapter from the list' } }
  const ahead = daysBetween(here.today, asking.wished_on)
  if (ahead < 1 || ahead > MOST_WISHED_DAYS)
    return { mistakes: { wished_on: `Enter a day from tomorrow to ${MOST_WISHED_DAYS} days ahead` } }
  const whom = await whomOf(ctx, setting, asking)
  if ('mistakes' in whom) return whom
  const document = oneChapter(await documentOf(ctx, cycle), principle.key)
  const { wished_on, question, asks } = asking
  const { id } = await ctx.tx.one(store.addReading, {
    ...whom,
    ...{ setting, cycle: cycle.id, principle: principle.key, asks, question, wished_on },
    ...{ document: json(document), name: actorOf(ctx).name, at: ctx.now, expires_on: daysAfter(wished_on, OPEN_DAYS) },
  })
  const words = `Asked for ${principle.name} to be read by someone outside; the head has not agreed yet`
  await ctx.audit({ deed: 'toolkit.asked-to-read', setting, about: id, words })
  return { id }
}

type Whom = { programme: string | null; asked_of: string; email: string | null }

async function whomOf(ctx: Ctx, setting: string, asking: Asking): Promise<Whom | { mistakes: Mistakes }> {
  if (asking.asks === 'friend') {
    if (asking.friend === null) return { mistakes: { friend: 'Say who they are, such as a name and a school' } }
    if (asking.email === '') return { mistakes: { email: 'Enter their email address' } }
    return { programme: null, asked_of: asking.friend, email: asking.email }
  }
  const reader = (await readersOf(ctx, setting)).find((one) => one.programme_id === asking.programme)
  if (!reader) return { mistakes: { programme: 'Choose a programme for which reading by reviewers is switched on' } }
  return { programme: reader.programme_id, asked_of: `Reviewers of ${reader.name}`, email: null }
}

/** Only a head. For a programme the flow must be on under a live agreement, today and not only when it was asked. */
export async function agreeToReading(ctx: Ctx, reading: Reading, version: number): Promise<'agreed' | 'stale' | 'off'> {
  const { setting_id: setting, id, programme_id: programme } = reading
  const reader = (await readersOf(ctx, setting)).find((one) => one.programme_id === programme)
  if (programme !== null && !reader) return 'off'
  if (reading.expires_on < today(ctx)) return 'stale'
  const deed = { setting, id, name: actorOf(ctx).name, at: ctx.now, version }
  if (!(await ctx.tx.maybe(store.agreeReading, deed))) return 'stale'
  const { name: setting_name } = await settingById(ctx.tx, setting)
  const principle_name = chapterName(reading)
  const until = reader?.until ?? null
  if (programme !== null)
    await ctx.tx.run(store.addCopy, { setting, id, programme, person: null, setting_name, principle_name, until })
  else await ctx.post(askLetter(ctx, reading, { school: setting_name, chapter: principle_name }))
  const words = `Agreed that ${reading.asks === 'programme' ? reading.asked_of : 'a critical friend'} reads ${principle_name}`
  await ctx.audit({ deed: 'toolkit.agreed-to-reading', setting, about: id, words })
  return 'agreed'
}

async function end(
  ctx: Ctx,
  reading: Pick<ReadingRow, 'setting_id' | 'id'>,
  ended: 'withdrawn' | 'declined' | 'expired',
) {
  const at = { setting: reading.setting_id, id: reading.id }
  await ctx.tx.run(store.removeCopy, at)
  return (await ctx.tx.maybe(store.endReading, { ...at, ended, at: ctx.now })) !== undefined
}

/** What was answered stays with the school; the reader's copy goes at once. */
export async function withdrawReading(ctx: Ctx, reading: Reading): Promise<void> {
  if (!(await end(ctx, reading, 'withdrawn'))) return
  const words = `Took back ${chapterName(reading)} from ${reading.asks === 'programme' ? reading.asked_of : 'a critical friend'}`
  await ctx.audit({ deed: 'toolkit.withdrew-reading', setting: reading.setting_id, about: reading.id, words })
}

/** False when they were written to a short while ago, or there is nobody to write to any more. */
export async function remind(ctx: Ctx, reading: Reading): Promise<boolean> {
  if (!mayRemind(reading, today(ctx))) return false
  const { setting_id: setting, id } = reading
  const { name: school } = await settingById(ctx.tx, setting)
  await ctx.post(reminderLetter(ctx, reading, { school, chapter: chapterName(reading) }))
  await ctx.tx.run(store.noteReminded, { setting, id, today: today(ctx) })
  return true
}

/** Puts what was said in the Record, or takes it out again. */
export async function keepInRecord(ctx: Ctx, reading: Reading, version: number): Promise<boolean> {
  const { setting_id: setting, id } = reading
  const keep = reading.kept_at === null
  const deed = { setting, id, name: actorOf(ctx).name, at: ctx.now, version, keep }
  if (!(await ctx.tx.maybe(store.keepReading, deed))) return false
  const words = `${keep ? 'Put' : 'Took out'} what a reader said about ${chapterName(reading)} ${keep ? 'in' : 'of'} the Record`
  await ctx.audit({ deed: 'toolkit.kept-reading', setting, about: id, words })
  return true
}

/**
 * When sharing with a programme ends, what its reviewers were reading goes with it; under a new agreement the rest is
 * read until its last day.
 */
export async function withdrawUnshared(ctx: Ctx, setting: string): Promise<void> {
  const readers = await readersOf(ctx, setting)
  for (const { programme_id: programme, until } of readers)
    await ctx.tx.run(store.moveCopies, { setting, programme, until })
  for (const reading of await readingsOf(ctx, setting))
    if (
      reading.programme_id !== null &&
      reading.ended === null &&
      !readers.some((one) => one.programme_id === reading.programme_id)
    )
      await end(ctx, reading, 'withdrawn')
}

/** Each school day: what has run out ends, and readers whose day comes near hear of it once. */
export async function tendReadings(ctx: Ctx): Promise<void> {
  const day = today(ctx)
  const due = { today: day, near: daysAfter(day, NEAR_DAYS) }
  const settings = await ctx.tx.as('clerk', nowhere, () => ctx.tx.many(store.settingsWithDue, due))
  for (const { setting_id: setting } of settings)
    await acrossTenants(ctx, 'Asks to read a chapter run out, or their day comes near', [setting], async () => {
      for (const row of await readingsOf(ctx, setting)) {
        if (row.ended === null && row.expires_on < day) await end(ctx, row, 'expired')
        else if (row.reminded_on === null && row.wished_on <= due.near && mayRemind(row, day))
          await remind(ctx, await loadReading(ctx, { setting, reading: row.id }))
      }
    })
}

// The reader ---------------------------------------------------------------------------------------------------------

/** What a link says to whoever it was sent to; undefined for anyone else, however they came by it. */
export function readAsk(ctx: Ctx, token: string | undefined) {
  return sealedAsk(ctx, token, actorOf(ctx).email)
}

const over = (): Problem => new Problem('toolkit.reading-over')

/** Whoever was asked says yes and gets their copy, or says not this time. Gives the reading's id. */
export async function answerAsk(ctx: Ctx, token: string, answer: 'take' | 'decline'): Promise<string> {
  const ask = readAsk(ctx, token)
  if (!ask) throw over()
  const { setting, reading: id } = ask
  const { person_id: person, name } = actorOf(ctx)
  await acrossTenants(ctx, 'Whoever was asked to read a chapter answers the ask', [setting], async () => {
    const reading = await loadReading(ctx, { setting, reading: id })
    if (!isOpen(reading, today(ctx)) || reading.asks !== 'friend') throw over()
    if (answer === 'decline') {
      if (reading.answered_at !== null || !(await end(ctx, reading, 'declined'))) throw over()
      return ctx.audit({
        deed: 'toolkit.declined-reading',
        setting,
        about: id,
        words: 'A critical friend said: not this time',
      })
    }
    const row = { setting, id, person, name, at: ctx.now, today: today(ctx) }
    if (!(await ctx.tx.maybe(store.takeReading, row))) throw over()
    const { name: setting_name } = await settingById(ctx.tx, setting)
    const names = { setting_name, principle_name: chapterName(reading) }
    await ctx.tx.run(store.addCopy, { setting, id, programme: null, person, ...names, until: null })
    const words = `${name} takes up reading ${names.principle_name}`
    return ctx.audit({ deed: 'toolkit.took-up-reading', setting, about: id, words })
  })
  return id
}

export type Copy = CopyRow & { document: RecordDocument }

const asCopy = (row: (CopyRow & { document: unknown }) | undefined): Copy => {
  if (!row) throw notFound()
  return { ...row, document: readDocument(row.document) }
}

/** The copy of someone who was asked by name: theirs alone, and only while it is open. */
export async function loadOwnCopy(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Copy> {
  const at = { id: idFrom(params.reading), person: actorOf(ctx).person_id, today: today(ctx) }
  return asCopy(await ctx.tx.maybe(store.copyOfPerson, at))
}

/** A copy that a programme's reviewers were given. */
export async function loadProgrammeCopy(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Copy> {
  const at = { id: idFrom(params.asked), programme: params.programme!, today: today(ctx) }
  return asCopy(await ctx.tx.maybe(store.copyOfProgramme, at))
}

/** For answering: one that nobody has answered yet. */
export function stillOpen(load: (ctx: Ctx, params: Readonly<Record<string, string>>) => Promise<Copy>): typeof load {
  return async (ctx, params) => {
    const copy = await load(ctx, params)
    if (copy.answered_at !== null) throw over()
    return copy
  }
}

/** Said once, by the one reader; of a programme's reviewers, whoever answers first. */
export async function answerReading(ctx: Ctx, copy: Copy, answer: Answer): Promise<void> {
  const { setting_id: setting, reading_id: id, programme_id, principle_name } = copy
  const { person_id: person, name } = actorOf(ctx)
  const row = { setting, id, person, at: ctx.now, today: today(ctx) }
  await acrossTenants(ctx, 'A reader answers what they were asked to read', [setting], async () => {
    if (programme_id !== null && !(await ctx.tx.maybe(store.takeReading, { ...row, name }))) throw over()
    if (!(await ctx.tx.maybe(store.answerReading, { ...row, ...answer }))) throw over()
    await ctx.tx.run(store.markCopyAnswered, { setting, id, at: ctx.now })
    const words = `${name} answered about ${principle_name}`
    await ctx.audit({ deed: 'toolkit.answered-reading', setting, about: id, words })
  })
}

export const copiesOf = (ctx: Ctx, person: string): Promise<CopyRow[]> =>
  ctx.tx.many(store.copiesOfPerson, { person, today: today(ctx) })

export const copiesFor = (ctx: Ctx, programme: string): Promise<CopyRow[]> =>
  ctx.tx.many(store.copiesOfProgramme, { programme, today: today(ctx) })
