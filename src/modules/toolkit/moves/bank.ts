// The bank as others read it: a school's staff through the programmes that the school takes part in, officers and
// reviewers in their own programme; and what readers do: ask, adapt, and for officers hide.
import { acrossTenants, actorOf, today, type Ctx } from '../../../kernel/context.ts'
import { nowhere } from '../../../kernel/db.ts'
import type { Mistakes } from '../../../kernel/form.ts'
import { notFound, Problem } from '../../../kernel/problem.ts'
import { json } from '../../../kernel/sql.ts'
import { peopleOf, programmeById, programmesOf, settingById, type ProgrammeRow } from '../../settings/contract.ts'
import { idFrom, makeAction, type Planning, type Purpose } from '../actions/service.ts'
import { ownMoveAt } from '../paths.ts'
import { leads } from '../roles.ts'
import type { Adapting } from './forms.ts'
import { creditFrom, sharedKey } from './rules.ts'
import * as store from './store.ts'
import type { MoveRow } from './store.ts'

export const PAGE = 30
const IDEAS = 3

/**
 * The one place where a school's staff read what their programmes publish: with no setting in reach, and only while `f`
 * runs. Whoever calls it gives statements about the bank and nothing else.
 */
export async function amongProgrammes<T>(
  ctx: Ctx,
  setting: string,
  f: (programmes: readonly string[]) => Promise<T>,
): Promise<T> {
  const programmes = (await programmesOf(ctx.tx, setting)).map((one) => one.programme_id)
  const reach = { ...nowhere, programmes, person: ctx.tx.reach.person, today: today(ctx) }
  return ctx.tx.as('web', reach, () => f(programmes))
}

export type Asked = Omit<store.Sought, 'hidden'> & { page: number }
export type Bank = { moves: readonly MoveRow[]; total: number; more: boolean }

async function sought(ctx: Ctx, programmes: readonly string[], asked: Asked, hidden: boolean): Promise<Bank> {
  const { page, ...what } = asked
  const filter = { ...what, hidden, programmes }
  const { n: total } = await ctx.tx.one(store.countSought, filter)
  const rows = await ctx.tx.many(store.movesSought, { ...filter, skip: (page - 1) * PAGE, most: PAGE + 1 })
  return { moves: rows.slice(0, PAGE), total, more: rows.length > PAGE }
}

export function bankFor(ctx: Ctx, setting: string, asked: Asked): Promise<Bank> {
  return amongProgrammes(ctx, setting, (programmes) => sought(ctx, programmes, asked, false))
}

/** A move that `:move` names, in a programme of the setting of the path. Hidden moves are not found. */
export async function loadMove(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<MoveRow> {
  const id = idFrom(params.move)
  const found = await amongProgrammes(ctx, params.setting!, (programmes) =>
    ctx.tx.maybe(store.moveById, { programmes, id }),
  )
  if (!found || found.hidden_at !== null) throw notFound()
  return found
}

/** For deeds of readers: of another school's move only. */
export async function loadOthersMove(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<MoveRow> {
  const move = await loadMove(ctx, params)
  if (move.setting_id === params.setting) throw new Problem('toolkit.move-is-own')
  return move
}

/** A few of what others did about the same thing, for the page on which a school plans for it. */
export function ideasFor(ctx: Ctx, setting: string, { principle, criterion }: Purpose): Promise<MoveRow[]> {
  const near = { but: setting, principle: principle.key, criterion: sharedKey(criterion), most: IDEAS }
  return amongProgrammes(ctx, setting, (programmes) => ctx.tx.many(store.movesNear, { ...near, programmes }))
}

// Readers' deeds -------------------------------------------------------------------------------------------------------

/** Into the school's own plan, with credit, and with the original to look at for as long as it is shared. */
export async function adaptMove(
  ctx: Ctx,
  planning: Planning,
  move: MoveRow,
  form: Adapting,
): Promise<{ id: string } | { mistakes: Mistakes }> {
  const { tx } = ctx
  const setting = planning.cycle.setting_id
  if (!move.may_adapt) throw new Problem('toolkit.move-not-to-adapt')
  const blank = { owner_id: null, people: null, starts_on: null, due_on: null, evidence_plan: null, pupil_view: null }
  const made = await makeAction(ctx, planning, { ...blank, ...form, activity_level: null, move: '' })
  if ('mistakes' in made) return made
  const { title, done_words, for_words, changed_words, programme_id: programme, id } = move
  await tx.run(store.addAdaptation, {
    setting,
    action: made.id,
    programme,
    move: id,
    credit: json(creditFrom(move)),
    original: json({ title, done_words, for_words, changed_words }),
    by: actorOf(ctx).name,
    at: ctx.now,
  })
  await tx.as('clerk', nowhere, async () => {
    await tx.run(store.holdCount, { programme, move: id })
    await tx.run(store.countAnew, { programme, move: id })
  })
  return made
}

const HOUR = 3_600_000
const MOST_QUESTIONS = 10
const asking = new Map<string, { hour: number; n: number }>()

/** In this process: enough for anyone who wants to know, too few for a flood. */
function keepPace(person: string, now: Date): void {
  const hour = Math.floor(now.getTime() / HOUR)
  const before = asking.get(person)
  const n = before?.hour === hour ? before.n + 1 : 1
  if (n > MOST_QUESTIONS) throw new Problem('toolkit.asked-enough')
  if (asking.size > 10_000) asking.clear()
  asking.set(person, { hour, n })
}

const oneLine = (words: string): string => words.replace(/\s+/g, ' ').trim()

/** Whom the school named, or a head or lead when they have left. Nobody's address is told to the asker. */
async function addressOf(ctx: Ctx, move: MoveRow): Promise<string> {
  const people = await peopleOf(ctx.tx, move.setting_id)
  const to =
    people.find((one) => one.person_id === move.contact_id) ??
    people.find((one) => one.roles.some((role) => leads.includes(role)))
  if (!to) throw new Problem('toolkit.nobody-to-ask')
  return to.email
}

/** A letter to the school's own contact, with the asker's name and address, so that the answer goes straight to them. */
export async function askAbout(ctx: Ctx, setting: string, move: MoveRow, question: string): Promise<void> {
  const { name, email, person_id } = actorOf(ctx)
  keepPace(person_id, ctx.now)
  const { name: school } = await settingById(ctx.tx, setting)
  await acrossTenants(ctx, 'Someone in another school asked about a move that is shared', [move.setting_id], async () =>
    ctx.post({
      to: await addressOf(ctx, move),
      subject: oneLine(`A question about “${move.title}”, from ${school}`),
      words: `${name} of ${school} has read your move “${move.title}” and asks:\n\n${question}\n\nTo answer, write to ${email}. Your own address has not been shown to them. If you would rather not answer, you need not.\n`,
      setting: move.setting_id,
    }),
  )
  const words = `Asked ${move.setting_name} about the move “${move.title}”`
  await ctx.audit({ deed: 'toolkit.asked-about-move', setting, about: move.id, words })
}

// At the programme's office --------------------------------------------------------------------------------------------

export async function loadProgramme(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<ProgrammeRow> {
  const programme = await programmeById(ctx.tx, params.programme!)
  if (!programme) throw notFound()
  return programme
}

export function bankOf(ctx: Ctx, programme: string, asked: Asked, officer: boolean): Promise<Bank> {
  return sought(ctx, [programme], asked, officer)
}

/** Hidden ones are the officers' alone. */
export async function loadBankMove(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<MoveRow> {
  const move = await ctx.tx.maybe(store.moveById, { programmes: [params.programme!], id: idFrom(params.bank_move) })
  if (!move || (move.hidden_at !== null && !isOfficer(ctx, move.programme_id))) throw notFound()
  return move
}

export function isOfficer(ctx: Ctx, programme: string): boolean {
  return actorOf(ctx).places.some((one) => one.programme_id === programme && one.role === 'programme_officer')
}

/** The office through which the officer acts: where the audit is read. */
function officeOf(ctx: Ctx, programme: string): string {
  const place = actorOf(ctx).places.find((one) => one.programme_id === programme)
  if (!place) throw notFound()
  return place.setting_id
}

/** Nobody reads it any more, copies included. The school hears why and how to answer. False: it was hidden already. */
export async function hideMove(ctx: Ctx, move: MoveRow, reason: string): Promise<boolean> {
  const { tx } = ctx
  const { programme_id: programme, id, setting_id: setting, title } = move
  const by = actorOf(ctx).name
  const done = await tx.as('clerk', nowhere, async () => {
    const hidden = await tx.maybe(store.hideMove, { programme, id, by, at: ctx.now, words: reason })
    if (hidden) await tx.run(store.forgetOriginals, { moves: [id] })
    return hidden !== undefined
  })
  if (!done) return false
  await acrossTenants(ctx, `An officer of the programme hid the move “${title}”`, [setting], async () =>
    ctx.post({
      to: await addressOf(ctx, move),
      subject: oneLine(`“${title}” is hidden from the moves bank for now`),
      words: `${by} has hidden your move “${title}” from other schools. The reason:\n\n${reason}\n\nYou can change its words, answer the reason or take it back here:\n\n${ctx.publicUrl}${ownMoveAt(setting, id)}\n`,
      setting,
    }),
  )
  const words = `Hid the move “${title}” of ${move.setting_name}`
  await ctx.audit({ deed: 'toolkit.hid-move', setting: officeOf(ctx, programme), about: id, words })
  return true
}

export async function showMove(ctx: Ctx, move: MoveRow): Promise<boolean> {
  const { programme_id: programme, id, title, setting_name, setting_id } = move
  const done = await ctx.tx.as('clerk', nowhere, () => ctx.tx.maybe(store.showMove, { programme, id }))
  if (!done) return false
  const office = officeOf(ctx, programme)
  const why = `An officer of the programme showed the move “${title}” again`
  await acrossTenants(ctx, why, [setting_id], () => Promise.resolve())
  await ctx.audit({
    deed: 'toolkit.showed-move',
    setting: office,
    about: id,
    words: `Showed the move “${title}” of ${setting_name} again`,
  })
  return true
}
