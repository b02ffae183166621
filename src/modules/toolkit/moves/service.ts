// A school's own moves: shared with a programme under an agreement, changed, taken back; gone at once when sharing ends.
// Whoever made something of one keeps its credit, and nothing else of it once it is gone.
import { actorOf, placeIn, today, type Ctx } from '../../../kernel/context.ts'
import { ROLES, roleNames, type RoleName } from '../../../kernel/access.ts'
import { nowhere } from '../../../kernel/db.ts'
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import { notFound, Problem } from '../../../kernel/problem.ts'
import { json } from '../../../kernel/sql.ts'
import { LEAST_GROUP } from '../../../stats/disclose.ts'
import { dateInWords } from '../../../view/words.ts'
import { peopleOf, programmesSharedWith, settingById, type SharedWith } from '../../settings/contract.ts'
import { withUnit } from '../actions/indicators/pages.ts'
import { findingOf } from '../actions/indicators/rules.ts'
import { idFrom, indicatorsOf, loadAction, loadPlanning, type Action, type Planning } from '../actions/service.ts'
import { editionFor, type Edition } from '../edition.ts'
import { reviewAt, sharingAt } from '../paths.ts'
import { reviewOfAction } from '../reviews/store.ts'
import { staff } from '../roles.ts'
import { currentCycle, editionOf } from '../standing/service.ts'
import { amongProgrammes } from './bank.ts'
import type { NewMove, WrittenMove } from './forms.ts'
import { mayLeave, sharedKey, whereIn, type Credit } from './rules.ts'
import * as store from './store.ts'
import type { MoveRow } from './store.ts'

export type Contact = { person_id: string; name: string; role: string }
export type Measure = { measure: string; words: string }

/** Where a move comes from when it was an action: its words to begin with, its measures, whose move it was before. */
export type Origin = { action: Action; typed: Typed; measures: readonly Measure[]; credit: readonly Credit[] }

/** What the form of a move needs to know. */
export type Writing = {
  setting: string
  edition: Edition
  people: readonly Contact[]
  measures: readonly Measure[]
}

export type Sharing = Writing & { programmes: readonly SharedWith[]; origin: Origin | undefined; person: string }

/** The words of a setting's own edition, also before its first cycle. */
export async function editionHere(ctx: Ctx, setting: string): Promise<Edition> {
  const cycle = await currentCycle(ctx.tx, setting)
  if (cycle) return editionOf(cycle)
  const { designation } = await settingById(ctx.tx, setting)
  const edition = editionFor(designation ?? 'primary') ?? editionFor('primary')
  if (!edition) throw new Error('No edition is out')
  return edition
}

/** Staff whom others may ask, under the first of their roles in the house's order. */
async function contactsOf(ctx: Ctx, setting: string): Promise<Contact[]> {
  const people = await peopleOf(ctx.tx, setting)
  return people.flatMap(({ person_id, name, roles }) => {
    const role = roleNames.find((one: RoleName) => roles.includes(one) && staff.includes(one))
    return role ? [{ person_id, name, role: ROLES[role] }] : []
  })
}

/** Measures that show a change and no small number of people. */
async function measuresOf(ctx: Ctx, setting: string, action: string | null): Promise<Measure[]> {
  if (action === null) return []
  const found = await indicatorsOf(ctx, [{ setting_id: setting, id: action }])
  return found.flatMap((one) => {
    const finding = findingOf(one)
    if (finding.kind !== 'change') return []
    const { first, last } = finding
    if (!mayLeave(one.unit, [first.value, last.value], LEAST_GROUP)) return []
    const said = ({ value, on_day }: typeof first): string => `${withUnit(value, one.unit)} on ${dateInWords(on_day)}`
    return [{ measure: one.id, words: `${one.name}: from ${said(first)} to ${said(last)}.` }]
  })
}

async function originOf(ctx: Ctx, planning: Planning, id: string): Promise<Origin> {
  const setting = planning.cycle.setting_id
  const { action, purpose } = await loadAction(ctx, { setting, action: id })
  const review = await ctx.tx.maybe(reviewOfAction, { setting, action: action.id })
  if (!review) throw new Problem('toolkit.move-not-reviewed', reviewAt(setting, action.id))
  const adapted = await ctx.tx.maybe(store.adaptationOfAction, { setting, action: action.id })
  const key = sharedKey(purpose.criterion) ?? purpose.principle.key
  const typed = {
    title: action.title.slice(0, 120),
    place: whereIn(planning.edition, key) ? key : purpose.principle.key,
    done_words: review.done_words,
    changed_words: review.pupils_words ?? '',
    action: action.id,
  }
  return { action, typed, measures: await measuresOf(ctx, setting, action.id), credit: adapted?.credit ?? [] }
}

/** For sharing a move: refuses where nothing of the kind is shared with any programme. */
export async function loadSharing(ctx: Ctx, setting: string, action: string | undefined): Promise<Sharing> {
  const programmes = await programmesSharedWith(ctx.tx, setting, 'moves', today(ctx))
  if (programmes.length === 0) throw new Problem('toolkit.moves-not-shared', sharingAt(setting))
  const planning = await loadPlanning(ctx, { setting })
  const origin = action ? await originOf(ctx, planning, action) : undefined
  return {
    setting,
    edition: planning.edition,
    people: await contactsOf(ctx, setting),
    measures: origin?.measures ?? [],
    programmes,
    origin,
    person: actorOf(ctx).person_id,
  }
}

/** What only the school's own rows can tell about what was written. */
function settled({ edition, people, measures }: Writing, written: WrittenMove) {
  const where = whereIn(edition, written.place)
  const contact = people.find((one) => one.person_id === written.contact)
  const measured = measures.find((one) => one.measure === written.measure)
  const mistakes: Record<string, string> = {}
  if (!where) mistakes.place = 'Choose what it is for'
  if (!contact) mistakes.contact = 'Choose whom others may ask'
  if (written.measure !== '' && !measured) mistakes.measure = 'Choose a measure from the list'
  if (!where || !contact || Object.keys(mistakes).length > 0) return { mistakes }
  const { place: _, measure: __, contact: ___, may_adapt, ...words } = written
  return {
    values: {
      ...words,
      principle: where.principle_key,
      criterion: where.criterion_key,
      may_adapt: may_adapt === 'yes',
      measured: measured ? json(measured) : null,
      contact: contact.person_id,
      ask_words: contact.role,
    },
  }
}

export async function shareMove(
  ctx: Ctx,
  sharing: Sharing,
  form: NewMove,
): Promise<{ id: string } | { mistakes: Mistakes }> {
  const { programme: chosen, action: _, ...written } = form
  const { setting, programmes, origin } = sharing
  const programme = programmes.find((one) => one.programme_id === chosen)
  if (!programme) return { mistakes: { programme: 'Choose a programme to share it with' } }
  const read = settled(sharing, written)
  if ('mistakes' in read) return { mistakes: read.mistakes }
  const { id } = await ctx.tx.one(store.addMove, {
    ...read.values,
    programme: programme.programme_id,
    setting,
    setting_name: programme.setting_name,
    designation: programme.designation,
    action: origin?.action.id ?? null,
    credit: json(origin?.credit ?? []),
    by: actorOf(ctx).name,
    at: ctx.now,
    until: programme.until,
  })
  const words = `Shared the move “${form.title}” with ${programme.name}`
  await ctx.audit({ deed: 'toolkit.shared-move', setting, about: id, words })
  return { id }
}

/** All of a setting's moves, with how many schools made something of each. */
export function ownMoves(ctx: Ctx, setting: string): Promise<MoveRow[]> {
  return amongProgrammes(ctx, setting, () => ctx.tx.many(store.movesOfSetting, { setting }))
}

export type OwnMove = { move: MoveRow; writing: Writing }

export async function loadOwnMove(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<OwnMove> {
  const setting = params.setting!
  const id = idFrom(params.own_move)
  if (placeIn(actorOf(ctx), setting).length === 0) throw notFound()
  const move = await amongProgrammes(ctx, setting, () => ctx.tx.maybe(store.ownMove, { setting, id }))
  if (!move) throw notFound()
  const measures = await measuresOf(ctx, setting, move.action_id)
  // What it says now may be said on, also when its measure has been taken away since.
  const kept = move.measured && !measures.some((one) => one.measure === move.measured!.measure) ? [move.measured] : []
  const writing = {
    setting,
    edition: await editionHere(ctx, setting),
    people: await contactsOf(ctx, setting),
    measures: [...kept, ...measures],
  }
  return { move, writing }
}

/** For the answer to a hiding: once, while it is hidden. */
export async function loadHiddenMove(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<OwnMove> {
  const own = await loadOwnMove(ctx, params)
  const { hidden_at, appealed_at } = own.move
  if (hidden_at === null || appealed_at !== null) throw new Problem('toolkit.move-not-hidden')
  return own
}

export async function changeMove(
  ctx: Ctx,
  { move, writing }: OwnMove,
  form: WrittenMove & { version: number },
): Promise<'changed' | 'overtaken' | { mistakes: Mistakes }> {
  const { version, ...written } = form
  const read = settled(writing, written)
  if ('mistakes' in read) return { mistakes: read.mistakes }
  const { setting_id: setting, id } = move
  const by = actorOf(ctx).name
  const done = await ctx.tx.maybe(store.changeMove, { ...read.values, setting, id, version, by, at: ctx.now })
  if (!done) return 'overtaken'
  await ctx.audit({ deed: 'toolkit.changed-move', setting, about: id, words: `Changed the move “${form.title}”` })
  return 'changed'
}

/** Out of the bank, with its count and with the copies that others kept to look at. */
async function remove(ctx: Ctx, setting: string, moves: readonly string[]): Promise<void> {
  const { tx } = ctx
  if (moves.length === 0) return
  await tx.run(store.removeMoves, { setting, moves })
  await tx.as('clerk', nowhere, async () => {
    await tx.run(store.forgetCounts, { moves })
    await tx.run(store.forgetOriginals, { moves })
  })
}

export async function takeBack(ctx: Ctx, { move }: OwnMove): Promise<void> {
  const { setting_id: setting, id, title } = move
  await remove(ctx, setting, [id])
  await ctx.audit({ deed: 'toolkit.took-back-move', setting, about: id, words: `Took back the move “${title}”` })
}

/** The school answers the reason for which its move was hidden. */
export async function answerHiding(ctx: Ctx, { move }: OwnMove, words: string): Promise<boolean> {
  const { setting_id: setting, id, title } = move
  if (!(await ctx.tx.maybe(store.appeal, { setting, id, words, at: ctx.now }))) return false
  const said = `Asked the programme to look at the move “${title}” again`
  await ctx.audit({ deed: 'toolkit.appealed-move', setting, about: id, words: said })
  return true
}

/** Sharing began, ended, or runs until another day: moves go or are read until then, in the deed that changed it. */
export async function followSharing(ctx: Ctx, setting: string): Promise<void> {
  const own = await ctx.tx.many(store.movesOfSetting, { setting })
  if (own.length === 0) return
  const shared = await programmesSharedWith(ctx.tx, setting, 'moves', today(ctx))
  const stays = (move: MoveRow): boolean => shared.some((one) => one.programme_id === move.programme_id)
  await remove(
    ctx,
    setting,
    own.filter((move) => !stays(move)).map((move) => move.id),
  )
  for (const { programme_id: programme, until, setting_name, designation } of shared)
    await ctx.tx.run(store.dateMoves, { setting, programme, until, setting_name, designation })
}
