// Keeping a sheet for a month, opening it again, deleting it, and a quarter of an hour in which the press can be taken back.
import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { actorOf, type Ctx } from '../../../kernel/context.ts'
import { nowhere } from '../../../kernel/db.ts'
import { notFound, Problem } from '../../../kernel/problem.ts'
import { wordsOfCount } from '../../../view/words.ts'
import type { Desk } from '../desks/cupboard.ts'
import { load, note, sizeInWords } from '../desks/service.ts'
import { deskAt } from '../paths.ts'
import { openSheet, sealSheet } from './sealing.ts'
import * as store from './store.ts'

export const DAYS = 30
export const MOST_KEPT = 10
export const UNDO_MINUTES = 15

export type SheetRow = z.output<typeof store.SheetRow>

const daysAgo = (now: Date, days: number): Date => new Date(now.getTime() - days * 86_400_000)
const minutesAgo = (now: Date, minutes: number): Date => new Date(now.getTime() - minutes * 60_000)

export const sheetsOf = (ctx: Ctx, programme: string): Promise<SheetRow[]> =>
  ctx.tx.many(store.sheetsOf, { programme, person: actorOf(ctx).person_id, since: daysAgo(ctx.now, DAYS) })

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

type Params = Readonly<Record<string, string>>
export type KeptSheet = SheetRow & { readonly sealed: Buffer }

/** One of theirs, deleted a moment ago or not. */
export async function loadSheet(ctx: Ctx, { programme, sheet: id }: Params): Promise<KeptSheet> {
  const asked = { programme: programme!, person: actorOf(ctx).person_id, since: daysAgo(ctx.now, DAYS), id: id! }
  const row = UUID.test(id!) ? await ctx.tx.maybe(store.sheetById, asked) : undefined
  if (!row) throw notFound()
  return row
}

export async function keep(ctx: Ctx, desk: Desk): Promise<void> {
  const { programme, sheet, codebook } = desk
  const person = actorOf(ctx).person_id
  if ((await sheetsOf(ctx, programme)).length >= MOST_KEPT)
    throw new Problem('workbench.too-many-kept', deskAt(programme, desk.id))
  const id = randomUUID()
  const sealed = sealSheet(ctx.secrets, { sheet, codebook }, person, id)
  if (!sealed) throw new Problem('workbench.too-large-to-keep', deskAt(programme, desk.id))
  const setting = actorOf(ctx).places.find((place) => place.programme_id === programme)!.setting_id
  const size = { rows: sheet.rows, columns: sheet.columns.length }
  await ctx.tx.one(store.addSheet, { id, setting, programme, person, title: sheet.title, ...size, sealed, at: ctx.now })
  await note(
    ctx,
    programme,
    'kept',
    `Kept data of the workbench for ${wordsOfCount(DAYS, 'day')}: ${sizeInWords(sheet)}`,
  )
  desk.kept = id
}

/** Puts a kept sheet on a desk, or says why not. */
export async function open(ctx: Ctx, programme: string, kept: KeptSheet): Promise<Desk | { readonly full: string }> {
  const opened = openSheet(ctx.secrets, kept.sealed, actorOf(ctx).person_id, kept.id)
  if (!opened) throw new Problem('workbench.cannot-open')
  return load(ctx, programme, opened.sheet, {
    codebook: opened.codebook,
    kept: kept.id,
    how: 'Opened kept data on the workbench',
  })
}

export async function remove(ctx: Ctx, programme: string, { id, row_count, column_count }: SheetRow): Promise<void> {
  await ctx.tx.run(store.markDeleted, { person: actorOf(ctx).person_id, id, at: ctx.now })
  const size = `${wordsOfCount(row_count, 'row')} and ${wordsOfCount(column_count, 'column')}`
  await note(ctx, programme, 'deleted-kept', `Deleted kept data of the workbench: ${size}`)
}

/** False: it is too late, and it has gone. */
export async function takeBack(ctx: Ctx, programme: string, { id }: SheetRow): Promise<boolean> {
  const since = minutesAgo(ctx.now, UNDO_MINUTES)
  const back = await ctx.tx.run(store.takeBack, { person: actorOf(ctx).person_id, id, since })
  if (back > 0) await note(ctx, programme, 'took-back', 'Took back that kept data of the workbench was deleted')
  return back > 0
}

/** Each hour: what is past its month, or was deleted and can no longer be taken back. */
export async function forgetOld(ctx: Ctx): Promise<void> {
  const before = { since: daysAgo(ctx.now, DAYS), deleted: minutesAgo(ctx.now, UNDO_MINUTES) }
  await ctx.tx.as('clerk', nowhere, () => ctx.tx.run(store.forgetOldSheets, before))
}
