// Links by which a kept version of the Record is read without an account. Only hashes of the token and the code stay;
// the reader's side runs in the role of raters and reaches the one link that is held, and nothing else.
import { randomInt, timingSafeEqual } from 'node:crypto'
import { actorOf, today, type Ctx } from '../../../kernel/context.ts'
import { nowhere } from '../../../kernel/db.ts'
import { notFound } from '../../../kernel/problem.ts'
import { hashOf, newToken, sameText } from '../../../kernel/secrets.ts'
import { CODE_LENGTH, CODE_LETTERS, codeFrom } from '../raters/rules.ts'
import { readDocument, type RecordDocument } from '../records/document.ts'
import type { RecordVersion } from '../records/service.ts'
import { lastDay, PASS_MINUTES, stateOf, WRONG_MOST, type LinkState } from './rules.ts'
import * as store from './store.ts'
import type { z } from 'zod'

export type ReadingLink = z.output<typeof store.LinkRow>
export type Made = { token: string; code: string | undefined; last_day: string }

export function linksOf(ctx: Ctx, setting: string): Promise<ReadingLink[]> {
  return ctx.tx.many(store.linksOfSetting, { setting })
}

/** The link that `:record_link` names. */
export async function loadLink(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<ReadingLink> {
  const link = (await linksOf(ctx, params.setting!)).find((one) => one.id === params.record_link)
  if (!link) throw notFound()
  return link
}

/** Codes are few enough to be tried one by one against a plain hash: theirs needs the installation's key. */
function codeHash(ctx: Pick<Ctx, 'secrets'>, link: Buffer, code: string): Buffer {
  return Buffer.from(ctx.secrets.sign('reading-code', `${link.toString('hex')} ${code}`), 'base64url')
}

export type Making = { reader: string; purpose: string; days: number; code: 'yes' | 'no' }

/** A new link. Its token and code are told this once: nobody can look them up again. */
export async function makeLink(ctx: Ctx, version: RecordVersion, making: Making): Promise<Made> {
  const { setting_id: setting, id: record } = version
  const token = newToken()
  const link = hashOf(token)
  const letters = Array.from({ length: CODE_LENGTH }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)])
  const code = making.code === 'yes' ? letters.join('') : undefined
  const last_day = lastDay(today(ctx), making.days)
  const { id } = await ctx.tx.one(store.addReadingLink, {
    setting,
    link,
    code: code === undefined ? null : codeHash(ctx, link, code),
    record,
    reader: making.reader,
    purpose: making.purpose,
    by: actorOf(ctx).name,
    at: ctx.now,
    last_day,
  })
  const words = `Made a link to version ${version.cycle_number}.${version.number} of the Record, open until ${last_day}`
  await ctx.audit({ deed: 'toolkit.made-reading-link', setting, about: id, words })
  return { token, code, last_day }
}

/** Ends a link at once: its copy of the Record goes with this. */
export async function withdrawLink(ctx: Ctx, setting: string, link: ReadingLink): Promise<void> {
  const by = actorOf(ctx).name
  if ((await ctx.tx.run(store.withdrawReadingLink, { setting, id: link.id, by, at: ctx.now })) === 0) return
  const words = `Ended a link to version ${link.cycle_number}.${link.record_number} of the Record`
  await ctx.audit({ deed: 'toolkit.withdrew-reading-link', setting, about: link.id, words })
}

/** Longer than any link is open: a night that was missed is made up for. */
const BACK = 120 * 86_400_000

/** Every night: links whose last day is over lose their copy. */
export async function emptyEndedLinks(ctx: Ctx): Promise<void> {
  const since = new Date(ctx.now.getTime() - BACK).toISOString().slice(0, 10)
  await ctx.tx.as('clerk', nowhere, () => ctx.tx.run(store.emptyEnded, { since, today: today(ctx) }))
}

// Whoever holds the link ----------------------------------------------------------------------------------------------

export type HeldLink = z.output<typeof store.HeldLinkRow> & { token: string; link: Buffer; state: LinkState }

/** What the link of the path opens; undefined when there is none such. */
export async function loadHeldLink(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<HeldLink | undefined> {
  const token = params.link!
  const link = hashOf(token)
  const row = await ctx.tx.maybe(store.heldLink, { link })
  return (
    row && {
      ...row,
      token,
      link,
      state: row.document === null && row.withdrawn_at === null ? 'ended' : stateOf(row, today(ctx)),
    }
  )
}

export type OpenHeld = HeldLink & { read: RecordDocument }

export function opened(held: HeldLink): OpenHeld | undefined {
  return held.state === 'open' && held.document !== null ? { ...held, read: readDocument(held.document) } : undefined
}

export type Opening = 'open' | 'wrong' | 'resting'

/** Opens the link with what was typed, and counts it. Wrong codes are counted too, so that none can be guessed. */
export async function openLink(ctx: Ctx, held: HeldLink, typed: string): Promise<Opening> {
  const at = { setting: held.setting_id, link: held.link, day: today(ctx) }
  if (held.code !== null) {
    const before = await ctx.tx.maybe(store.wrongToday, { link: at.link, day: at.day })
    if ((before?.wrong ?? 0) >= WRONG_MOST) return 'resting'
    const code = codeFrom(typed)
    if (code === undefined || !timingSafeEqual(codeHash(ctx, held.link, code), held.code)) {
      await ctx.tx.run(store.countOpening, { ...at, times: 0, wrong: 1 })
      return 'wrong'
    }
  }
  await ctx.tx.run(store.countOpening, { ...at, times: 1, wrong: 0 })
  return 'open'
}

function signed(ctx: Ctx, held: HeldLink, until: number): string {
  return ctx.secrets.sign('reading-pass', `${held.link.toString('hex')} ${until}`)
}

/** Proof that this link was opened a short while ago, for the form that prints it. */
export function passFor(ctx: Ctx, held: HeldLink): string {
  const until = ctx.now.getTime() + PASS_MINUTES * 60_000
  return `${until}.${signed(ctx, held, until)}`
}

export function passHolds(ctx: Ctx, held: HeldLink, pass: string): boolean {
  const [until, signature] = pass.split('.')
  if (until === undefined || signature === undefined || !/^\d{1,15}$/.test(until)) return false
  return Number(until) > ctx.now.getTime() && sameText(signature, signed(ctx, held, Number(until)))
}
