// What happens to a setting's calls for views: what it chose, a call opens, a call closes and its sheets go.
import { actorOf, acrossTenants, today, type Ctx } from '../../../kernel/context.ts'
import { nowhere, type Tx } from '../../../kernel/db.ts'
import { notFound, Problem } from '../../../kernel/problem.ts'
import { json } from '../../../kernel/sql.ts'
import type { By } from '../../../view/merge-page.ts'
import { programmesOf, settingById } from '../../settings/contract.ts'
import type { Cycle } from '../standing/rules.ts'
import { keptPair, newPair, openPair, type Pair } from './codes.ts'
import { resultOf, resultShape, type KindResult } from './result-rules.ts'
import { askableFrom, bandEdges, KINDS, SMALLEST, type Kind } from './rules.ts'
import { newestVersion, sheetOf, type Sheet } from './sheets.ts'
import * as store from './store.ts'

export type Call = Awaited<ReturnType<typeof callsOf>>[number]
export type Choices = { smallest: number; talk_to: string; version: number }
export type ChoicesNow = Choices & By
export type Shown = { call: Call; kind: Kind; result: KindResult }

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Newest first, each with the kinds it asks. */
export async function callsOf(tx: Tx, setting: string) {
  const [calls, kinds] = await tx.together([
    () => tx.many(store.callsOfSetting, { setting }),
    () => tx.many(store.kindsOfCalls, { setting }),
  ])
  const asked = (call: string): Kind[] =>
    KINDS.filter((kind) => kinds.some((k) => k.call_id === call && k.kind === kind))
  return calls.map((call) => ({ ...call, kinds: asked(call.id) }))
}

/** For routes: the call that the path names. */
export async function loadCall(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Call> {
  const { setting, call: id } = params
  const call = UUID.test(id!) ? (await callsOf(ctx.tx, setting!)).find((one) => one.id === id) : undefined
  if (!call) throw notFound()
  return call
}

/** For deeds that need an open call. */
export async function loadOpenCall(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Call> {
  const call = await loadCall(ctx, params)
  if (call.closed_on !== null) throw new Problem('toolkit.call-closed')
  return call
}

export async function choicesOf(tx: Tx, setting: string): Promise<ChoicesNow> {
  const chosen = await tx.maybe(store.choicesOf, { setting })
  if (!chosen) return { smallest: SMALLEST, talk_to: '', version: 0, by: null, at: null }
  const { updated_by: by, updated_at: at, ...choices } = chosen
  return { ...choices, by, at }
}

/** False when someone else changed them meanwhile. */
export async function keepChoices(ctx: Ctx, setting: string, chosen: Choices): Promise<boolean> {
  const { smallest, talk_to, version } = chosen
  const by = actorOf(ctx).name
  const kept = await ctx.tx.maybe(store.keepChoices, { setting, smallest, talk_to, version, by, at: ctx.now })
  if (!kept) return false
  const words = `Chose ${smallest} as the smallest group of raters that is shown`
  await ctx.audit({ deed: 'toolkit.chose-for-views', setting, about: null, words })
  return true
}

/** The day from which each kind may be asked again, for those that may not be today. */
export function restingKinds(calls: readonly Call[], day: string): Map<Kind, string> {
  const resting = new Map<Kind, string>()
  for (const kind of KINDS) {
    const last = calls.find((call) => call.closed_on !== null && call.kinds.includes(kind))
    const from = askableFrom(last?.closed_on ?? undefined, day)
    if (from !== undefined) resting.set(kind, from)
  }
  return resting
}

export type Opening = { kinds: readonly Kind[]; closes_on: string }

/** Opens a call with a link and a code for each kind. */
export async function openCall(ctx: Ctx, cycle: Cycle, { kinds, closes_on }: Opening): Promise<string> {
  const setting = cycle.setting_id
  const { smallest, talk_to } = await choicesOf(ctx.tx, setting)
  const { name } = await settingById(ctx.tx, setting)
  const programmes = (await programmesOf(ctx.tx, setting)).map((one) => one.programme_id)
  const by = actorOf(ctx).name
  const call = await ctx.tx.one(store.addCall, { setting, cycle: cycle.id, smallest, day: today(ctx), by, closes_on })
  for (const kind of kinds)
    await ctx.tx.run(store.addLink, {
      ...keptPair(ctx.secrets, newPair(), { setting, call: call.id, kind }),
      ...{ setting, call: call.id, kind, sheet_version: newestVersion(kind) },
      ...{ setting_name: name, smallest, talk_to, closes_on, programmes },
    })
  const words = `Opened call ${call.number} for views of ${kinds.join(', ')}`
  await ctx.audit({ deed: 'toolkit.opened-call', setting, about: call.id, words })
  await ctx.tell({ name: 'toolkit.call-opened', setting, about: call.id, facts: { kinds } })
  return call.id
}

export type OpenLink = { kind: Kind; pair: Pair | undefined }

/** The links and codes of an open call, for whoever hands them out. */
export async function linksOf(ctx: Ctx, call: Call): Promise<OpenLink[]> {
  const setting = call.setting_id
  const rows = await ctx.tx.many(store.linksOfCall, { setting, call: call.id })
  const pairOf = (kind: Kind): Pair | undefined => {
    const row = rows.find((one) => one.kind === kind)
    return row && openPair(ctx.secrets, row.sealed, { setting, call: call.id, kind })
  }
  return call.kinds.map((kind) => ({ kind, pair: pairOf(kind) }))
}

/** How many of each kind have answered an open call, as bands. */
export async function bandsOf(tx: Tx, call: Call): Promise<Map<Kind, number>> {
  const edges = bandEdges(call.smallest)
  const rows = await tx.many(store.bandsOfCall, { setting: call.setting_id, call: call.id, edges })
  return new Map(rows.map(({ kind, band }) => [kind, band]))
}

/** Decides once what may be shown, keeps that, and lets the sheets go. False when it is closed already. */
export async function closeCall(
  ctx: Ctx,
  { setting_id: setting, id }: Pick<Call, 'setting_id' | 'id'>,
): Promise<boolean> {
  const call = await ctx.tx.maybe(store.lockOpenCall, { setting, id })
  if (!call) return false
  const links = await ctx.tx.many(store.lockLinks, { setting, call: id })
  const sheets = await ctx.tx.many(store.sheetsOfCall, { setting, call: id })
  for (const { kind, sheet_version } of links) {
    const own = sheets.filter((sheet) => sheet.kind === kind)
    const result = resultOf(sheetOf(kind, sheet_version), own, call.smallest)
    await ctx.tx.run(store.addResult, { setting, call: id, kind, result: json(result) })
  }
  await ctx.tx.run(store.forgetSheets, { setting, call: id })
  await ctx.tx.run(store.closeLinks, { setting, call: id })
  await ctx.tx.run(store.closeCall, { setting, id, day: today(ctx), by: ctx.actor?.name ?? 'Wholeschool' })
  await ctx.audit({ deed: 'toolkit.closed-call', setting, about: id, words: `Closed call ${call.number} for views` })
  await ctx.tell({ name: 'toolkit.call-closed', setting, about: id, facts: { number: call.number } })
  return true
}

/** What may be shown of every closed call of a setting, newest call first. */
export async function resultsOf(tx: Tx, setting: string, calls: readonly Call[]): Promise<Shown[]> {
  const rows = await tx.many(store.resultsOfSetting, { setting })
  return calls.flatMap((call) =>
    KINDS.flatMap((kind) => {
      const row = rows.find((one) => one.call_id === call.id && one.kind === kind)
      return row ? [{ call, kind, result: resultShape.parse(row.result) }] : []
    }),
  )
}

/** The sheets that a call asks, by kind. */
export async function sheetsOf(tx: Tx, call: Call): Promise<Map<Kind, Sheet>> {
  const rows = await tx.many(store.linksOfCall, { setting: call.setting_id, call: call.id })
  return new Map(rows.map(({ kind, sheet_version }) => [kind, sheetOf(kind, sheet_version)]))
}

/** Each night: calls whose last day is over close by themselves, and wrong codes are forgotten. */
export async function closeOverdue(ctx: Ctx): Promise<void> {
  const before = new Date(ctx.now.getTime() - 2 * 86_400_000)
  const due = await ctx.tx.as('clerk', nowhere, async () => {
    await ctx.tx.run(store.forgetWrongCodes, { before })
    return ctx.tx.many(store.callsToClose, { today: today(ctx) })
  })
  for (const call of due)
    await acrossTenants(ctx, 'A call for views came to its last day', [call.setting_id], () => closeCall(ctx, call))
}
