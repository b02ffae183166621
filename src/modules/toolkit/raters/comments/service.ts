// Reading what raters wrote: opened for those who may, marked as read, and a letter to safeguarding leads while some wait.
import { acrossTenants, actorOf, today, type Ctx } from '../../../../kernel/context.ts'
import { nowhere } from '../../../../kernel/db.ts'
import { Problem } from '../../../../kernel/problem.ts'
import { peopleOf, settingById } from '../../../settings/contract.ts'
import { callAt } from '../../paths.ts'
import type { Kind } from '../rules.ts'
import { resultsOf, type Call } from '../service.ts'
import { kindsToRead, readsAtOnce, safeguarding } from './rules.ts'
import * as store from './store.ts'

export type Comment = { id: string; kind: Kind; words: string | undefined; read_on: string | null }

const rolesIn = (ctx: Ctx, setting: string) =>
  actorOf(ctx)
    .places.filter((place) => place.setting_id === setting)
    .map((place) => place.role)

export const COMMENTS_A_PAGE = 100
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The kinds whose comments this person may read now. */
async function kindsOf(ctx: Ctx, call: Call): Promise<Kind[]> {
  const results = await resultsOf(ctx.tx, call.setting_id, [call])
  const shown = results.filter(({ result }) => result.shown).map(({ kind }) => kind)
  return kindsToRead(rolesIn(ctx, call.setting_id), call, shown)
}

export type CommentsRead = {
  kinds: readonly Kind[]
  /** One page of them, those nobody has read first. */
  comments: readonly Comment[]
  n: number
  unread: number
  page: number
  pages: number
  /** Whether they say that these are read. */
  marks: boolean
}

/** The comments that this person may read now, a page of them: whoever holds a link can send very many. */
export async function commentsOf(ctx: Ctx, call: Call, asked = 1): Promise<CommentsRead> {
  const setting = call.setting_id
  const kinds = await kindsOf(ctx, call)
  const of = { setting, call: call.id, kinds }
  const { n, unread } = await ctx.tx.one(store.countComments, of)
  const pages = Math.max(1, Math.ceil(n / COMMENTS_A_PAGE))
  const page = Math.min(asked, pages)
  const skip = (page - 1) * COMMENTS_A_PAGE
  const rows = await ctx.tx.many(store.pageOfComments, { ...of, most: COMMENTS_A_PAGE, skip })
  const comments = rows.map(({ id, kind, sealed, read_on }) => ({
    id,
    kind,
    read_on,
    words: ctx.secrets.open('rater-comment', sealed, `${setting} ${call.id}`),
  }))
  return { kinds, comments, n, unread, page, pages, marks: readsAtOnce(rolesIn(ctx, setting)) }
}

/**
 * Of those shown to the reader: a comment that came meanwhile still waits. Only for whoever reads at once: what
 * somebody else has looked at, and it may be about them, still waits for a safeguarding lead.
 */
export async function markRead(ctx: Ctx, call: Call, ids: readonly string[]): Promise<void> {
  const setting = call.setting_id
  if (!readsAtOnce(rolesIn(ctx, setting))) throw new Problem('kernel.not-allowed')
  const read = ids.filter((id) => UUID.test(id)).slice(0, COMMENTS_A_PAGE)
  await ctx.tx.run(store.markRead, { setting, call: call.id, ids: read, day: today(ctx) })
  const words = `Read comments of raters in call ${call.number}`
  await ctx.audit({ deed: 'toolkit.read-rater-comments', setting, about: call.id, words })
}

/** How many wait to be read, by call, for those who may read at once. */
export async function unreadOf(ctx: Ctx, setting: string): Promise<Map<string, number>> {
  if (!readsAtOnce(rolesIn(ctx, setting))) return new Map()
  const rows = await ctx.tx.many(store.unreadOfSetting, { setting })
  return new Map(rows.map(({ call_id, n }) => [call_id, n]))
}

/** Each school day: the safeguarding leads hear that comments wait, never what they say. */
export async function sayCommentsWait(ctx: Ctx): Promise<void> {
  const waiting = await ctx.tx.as('clerk', nowhere, () => ctx.tx.many(store.settingsWaiting, {}))
  for (const { setting_id: setting } of waiting)
    await acrossTenants(ctx, 'Comments of raters wait for a safeguarding lead', [setting], () => writeTo(ctx, setting))
}

async function writeTo(ctx: Ctx, setting: string): Promise<void> {
  const { name } = await settingById(ctx.tx, setting)
  const [call] = await ctx.tx.many(store.unreadOfSetting, { setting })
  if (!call) return
  const people = await peopleOf(ctx.tx, setting)
  for (const person of people.filter((one) => one.roles.some((role) => safeguarding.includes(role))))
    await ctx.post({
      to: person.email,
      subject: `Comments wait to be read at ${name}`,
      words: `Someone who answered questions about ${name} has written a comment that nobody has read yet.\n\nA comment may say that someone is not safe. Please read it today:\n\n${ctx.publicUrl}${callAt(setting, call.call_id)}/comments\n`,
      setting,
    })
}
