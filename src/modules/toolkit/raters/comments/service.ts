// Reading what raters wrote: opened for those who may, marked as read, and a letter to safeguarding leads while some wait.
import { acrossTenants, actorOf, today, type Ctx } from '../../../../kernel/context.ts'
import { nowhere } from '../../../../kernel/db.ts'
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

/** The kinds whose comments this person may read now, and those comments. */
export async function commentsOf(ctx: Ctx, call: Call): Promise<{ kinds: Kind[]; comments: Comment[] }> {
  const setting = call.setting_id
  const results = await resultsOf(ctx.tx, setting, [call])
  const shown = results.filter(({ result }) => result.shown).map(({ kind }) => kind)
  const kinds = kindsToRead(rolesIn(ctx, setting), call, shown)
  const rows = await ctx.tx.many(store.commentsOfCall, { setting, call: call.id, kinds })
  const comments = rows.map(({ id, kind, sealed, read_on }) => ({
    id,
    kind,
    read_on,
    words: ctx.secrets.open('rater-comment', sealed, `${setting} ${call.id}`),
  }))
  return { kinds, comments }
}

/** Of those shown to the reader: a comment that came meanwhile still waits. */
export async function markRead(ctx: Ctx, call: Call, ids: readonly string[]): Promise<void> {
  const mine = (await commentsOf(ctx, call)).comments.map((comment) => comment.id)
  const read = ids.filter((id) => mine.includes(id))
  const setting = call.setting_id
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
