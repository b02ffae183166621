// Talking about what the team works on: a comment is written, changed or taken back by its writer; whoever is asked for
// hears of it by a letter that carries nothing of what was said.
import type { z } from 'zod'
import { actorOf, type Ctx } from '../../../kernel/context.ts'
import { notFound } from '../../../kernel/problem.ts'
import { peopleOf, settingById, type PersonOfSetting } from '../../settings/contract.ts'
import { idFrom, loadAction } from '../actions/service.ts'
import { criterionByKey, principleByKey, principleOf } from '../edition.ts'
import { actionAt, callAt, criterionPageAt, principleAt, threadAt } from '../paths.ts'
import { loadCall } from '../raters/service.ts'
import { readers } from '../roles.ts'
import { currentCycle, editionOf } from '../standing/service.ts'
import { askedForIn, KIND_WORDS, THINGS, type Thing } from './rules.ts'
import * as store from './store.ts'

export type Comment = z.output<typeof store.CommentRow> & {
  asked: readonly { person_id: string; name: string; seen_at: Date | null }[]
}

/** A thread as one person sees it. */
export type Thread = {
  thing: Pick<Thing, 'setting' | 'cycle' | 'about' | 'key'>
  comments: readonly Comment[]
  me: string
}

/** The thing that `:about` and `:thing` name, as it is now: one that is not here is not found. */
export async function loadThing(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Thing> {
  const { setting = '', thing: key = '' } = params
  const about = THINGS.find((one) => one === params.about)
  if (about === undefined) throw notFound()
  if (about === 'action') {
    const { action } = await loadAction(ctx, { setting, action: key })
    return { setting, cycle: action.cycle_id, about, key, title: action.title, href: actionAt(setting, key) }
  }
  if (about === 'call') {
    const call = await loadCall(ctx, { setting, call: key })
    if (call.closed_on === null) throw notFound()
    const title = `What raters said in call ${call.number}`
    return { setting, cycle: call.cycle_id, about, key, title, href: callAt(setting, key) }
  }
  const cycle = await currentCycle(ctx.tx, setting)
  if (!cycle) throw notFound()
  const edition = editionOf(cycle)
  const principle = about === 'principle' ? principleByKey(edition, key) : principleOf(edition, key)
  if (!principle) throw notFound()
  const at = { setting, cycle: cycle.id, about, key }
  if (about === 'principle') return { ...at, title: principle.name, href: principleAt(setting, key) }
  return { ...at, title: criterionByKey(edition, key)!.text, href: criterionPageAt(setting, principle.key, key) }
}

const placeOf = ({ setting, cycle, about, key }: Thread['thing']) => ({ setting, cycle, about, key })

export async function threadOf(ctx: Ctx, thing: Thread['thing']): Promise<Thread> {
  const at = placeOf(thing)
  const rows = await ctx.tx.many(store.commentsAbout, at)
  const mentions = rows.length === 0 ? [] : await ctx.tx.many(store.mentionsAbout, at)
  const askedBy = (id: string): Comment['asked'] =>
    mentions
      .filter((one) => one.comment_id === id)
      .map(({ person_id, person_name: name, seen_at }) => ({ person_id, name, seen_at }))
  return { thing: at, comments: rows.map((row) => ({ ...row, asked: askedBy(row.id) })), me: actorOf(ctx).person_id }
}

/** Those who may see the Toolkit here and so can be asked for; never the writer. */
export async function colleaguesOf(ctx: Ctx, setting: string): Promise<PersonOfSetting[]> {
  const people = await peopleOf(ctx.tx, setting)
  const me = actorOf(ctx).person_id
  return people.filter((one) => one.person_id !== me && one.roles.some((role) => readers.includes(role)))
}

/** Each is written down and written to once, however often they are named. */
async function askFor(ctx: Ctx, thing: Thing, comment: string, people: readonly PersonOfSetting[]): Promise<void> {
  if (people.length === 0) return
  const { setting } = thing
  const { name } = await settingById(ctx.tx, setting)
  const by = actorOf(ctx).name
  for (const person of people) {
    const { person_id, name: personName, email } = person
    const row = { setting, comment, person: person_id, name: personName, at: ctx.now }
    if ((await ctx.tx.run(store.addMention, row)) === 0) continue
    await ctx.post({
      to: email,
      subject: `${by} asks for you in the Toolkit of ${name}`,
      words: `${by} has written a comment in the Toolkit of ${name} and asks you to look at it:\n\n${ctx.publicUrl}${threadAt(setting, thing.about, thing.key)}\n`,
      setting,
    })
  }
}

/** False when someone was chosen who is not here. */
export async function addComment(
  ctx: Ctx,
  thing: Thing,
  sent: { words: string; people: readonly string[] },
): Promise<boolean> {
  const colleagues = await colleaguesOf(ctx, thing.setting)
  if (!sent.people.every((id) => colleagues.some((one) => one.person_id === id))) return false
  const { person_id: person, name } = actorOf(ctx)
  const at = placeOf(thing)
  const { id } = await ctx.tx.one(store.addComment, { ...at, person, name, words: sent.words, at: ctx.now })
  const asked = new Set([...sent.people, ...askedForIn(sent.words, colleagues)])
  await askFor(
    ctx,
    thing,
    id,
    colleagues.filter((one) => asked.has(one.person_id)),
  )
  await ctx.tx.run(store.markSeen, { ...at, person, at: ctx.now })
  const words = `Wrote a comment on ${KIND_WORDS[thing.about]}`
  await ctx.audit({ deed: 'toolkit.commented', setting: thing.setting, about: id, words })
  return true
}

export async function markSeen(ctx: Ctx, thing: Thing): Promise<void> {
  await ctx.tx.run(store.markSeen, { ...placeOf(thing), person: actorOf(ctx).person_id, at: ctx.now })
}

/** A comment of one's own that still stands, with what it is about. Anyone else's is not found. */
export type Own = { comment: z.output<typeof store.CommentRow>; thing: Thing }

export async function loadOwn(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Own> {
  const setting = params.setting!
  const comment = await ctx.tx.maybe(store.commentById, { setting, id: idFrom(params.comment) })
  if (!comment || comment.author_id !== actorOf(ctx).person_id || comment.taken_back_at !== null) throw notFound()
  const thing = await loadThing(ctx, { setting, about: comment.about, thing: comment.about_key })
  // A thread of an earlier cycle has no page any more: it stands as it was.
  if (thing.cycle !== comment.cycle_id) throw notFound()
  return { comment, thing }
}

const ownRow = (ctx: Ctx, { comment }: Own, version: number) => {
  const { setting_id: setting, id } = comment
  return { setting, id, person: actorOf(ctx).person_id, version, at: ctx.now }
}

/** False when it was changed since this version, in another window. */
export async function changeComment(ctx: Ctx, own: Own, words: string, version: number): Promise<boolean> {
  const { thing, comment } = own
  if (!(await ctx.tx.maybe(store.changeComment, { ...ownRow(ctx, own, version), words }))) return false
  const colleagues = await colleaguesOf(ctx, thing.setting)
  const asked = askedForIn(words, colleagues)
  await askFor(
    ctx,
    thing,
    comment.id,
    colleagues.filter((one) => asked.includes(one.person_id)),
  )
  const said = `Changed a comment of their own on ${KIND_WORDS[thing.about]}`
  await ctx.audit({ deed: 'toolkit.changed-comment', setting: thing.setting, about: comment.id, words: said })
  return true
}

/** The words go; that something stood here stays. */
export async function takeBack(ctx: Ctx, own: Own, version: number): Promise<boolean> {
  const { thing, comment } = own
  if (!(await ctx.tx.maybe(store.takeBackComment, ownRow(ctx, own, version)))) return false
  await ctx.tx.run(store.removeMentions, { setting: thing.setting, comment: comment.id })
  const words = `Took back a comment of their own on ${KIND_WORDS[thing.about]}`
  await ctx.audit({ deed: 'toolkit.took-back-comment', setting: thing.setting, about: comment.id, words })
  return true
}
