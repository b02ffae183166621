// Who has a page open to change it: noted when a form is sent or a script says so, told to those who have the same one
// open, forgotten soon. A hint and no lock: nothing waits for it, and nothing is decided by it.
import { actorOf, type Ctx } from '../../../kernel/context.ts'
import { nowhere } from '../../../kernel/db.ts'
import { postMerging, type MergingRoute } from '../../../kernel/merge.ts'
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import type { Asked, Loaded, Loaders, Page, Route } from '../../../kernel/route.ts'
import { sameText } from '../../../kernel/secrets.ts'
import type { Html } from '../../../view/html.ts'
import type { By } from '../../../view/merge-page.ts'
import { presencePiece } from './pieces.ts'
import { BEAT_SECONDS, MOST_NAMED, POST_SECONDS, presenceInWords, savedLatelyInWords } from './rules.ts'
import * as store from './store.ts'

const MOST_PAGE = 300

function seatOf(ctx: Ctx, setting: string, page: string) {
  return { setting, page: page.slice(0, MOST_PAGE), person: actorOf(ctx).person_id }
}

function markOf(ctx: Ctx, setting: string, page: string): string {
  return ctx.secrets.sign('presence', `${setting} ${actorOf(ctx).person_id} ${page}`)
}

async function note(ctx: Ctx, setting: string, page: string, seconds: number): Promise<void> {
  const until = new Date(ctx.now.getTime() + seconds * 1000)
  const { name } = actorOf(ctx)
  await ctx.tx.run(store.notePresence, { ...seatOf(ctx, setting, page), name, at: ctx.now, until })
}

async function othersInWords(ctx: Ctx, setting: string, page: string): Promise<string> {
  const asked = { ...seatOf(ctx, setting, page), at: ctx.now, most: MOST_NAMED + 1 }
  return presenceInWords(await ctx.tx.many(store.othersPresent, asked), ctx.now)
}

/**
 * What stands over the form that is sent to `page`. Drawn after a post it notes that its writer is there: that is all
 * that is known of them without a script.
 */
export async function presenceAbove(ctx: Ctx, setting: string, page: string, saved?: By): Promise<Html> {
  if (!ctx.tx.readOnly) await note(ctx, setting, page, POST_SECONDS)
  return presencePiece({
    setting,
    page: page.slice(0, MOST_PAGE),
    mark: markOf(ctx, setting, page.slice(0, MOST_PAGE)),
    others: await othersInWords(ctx, setting, page),
    saved: saved && savedLatelyInWords(saved, actorOf(ctx).name, ctx.now),
  })
}

/** A page says that it is still open. Undefined when we never showed it to this person. */
export async function beat(ctx: Ctx, setting: string, page: string, mark: string): Promise<string | undefined> {
  if (!sameText(mark, markOf(ctx, setting, page))) return undefined
  await note(ctx, setting, page, BEAT_SECONDS)
  return othersInWords(ctx, setting, page)
}

type At<L extends Loaders> = Ctx & Asked & Loaded<L>

type EditingRoute<L extends Loaders, T> = Omit<MergingRoute<L, T>, 'draw' | 'beside'> & {
  draw(asked: At<L> & { typed: Typed; mistakes: Mistakes; beside: Html }): Promise<Page>
}

/** A form of the Toolkit that several may have open: others are named above it, and who has saved is there no longer. */
export function postEditing<T, L extends Loaders = Record<never, never>>(
  path: string,
  route: EditingRoute<L, T>,
): Route {
  const above = (asked: At<L>): Promise<Html> => presenceAbove(asked, asked.params.setting!, asked.path)
  return postMerging<T, L>(path, {
    ...route,
    beside: above,
    draw: async (asked) => route.draw({ ...asked, beside: await above(asked) }),
    async save(asked) {
      const done = await route.save(asked)
      if (done !== 'overtaken' && done.kind === 'go')
        await asked.tx.run(store.leavePage, seatOf(asked, asked.params.setting!, asked.path))
      return done
    },
  })
}

/** Each hour: whoever has left every page. */
export async function forgetPresence(ctx: Ctx): Promise<void> {
  await ctx.tx.as('clerk', nowhere, () => ctx.tx.run(store.forgetPresence, { before: ctx.now }))
}
