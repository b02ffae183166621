// Answering without an account: whoever holds an open link puts a sheet in, once for each form drawn, and a comment
// that nothing ties to it. All of it happens in the role of raters, which can read neither.
import { today, type Ctx } from '../../../../kernel/context.ts'
import { nowhere } from '../../../../kernel/db.ts'
import { Problem } from '../../../../kernel/problem.ts'
import { hashOf } from '../../../../kernel/secrets.ts'
import { json } from '../../../../kernel/sql.ts'
import { isOffIn } from '../../../settings/contract.ts'
import { codeHash, openPair } from '../codes.ts'
import { codeFrom, KINDS, MARK_LENGTH, WRONG_MOST, type Kind } from '../rules.ts'
import {
  kindWordsIn,
  newestVersion,
  ORIGINAL,
  sheetOf,
  translationDigest,
  wordsIn,
  type KindWords,
  type Sheet,
  type Words,
} from '../sheets.ts'
import { keepPace } from './pace.ts'
import type { Answers } from './sheet-form.ts'
import * as store from './store.ts'

/** What a link opens: who asks whom, and whether they still do. */
export type Held = {
  token: string
  link: Buffer
  setting: string
  setting_name: string
  call: string
  kind: Kind
  sheet: Sheet
  open: boolean
  smallest: number
  talk_to: string
  programmes: readonly string[]
}

/** Nobody is asked where the Toolkit is switched off: what they sent could be read by nobody. */
const isAsked = async (ctx: Ctx, row: { setting_id: string; open: boolean; closes_on: string }): Promise<boolean> =>
  row.open && row.closes_on >= today(ctx) && !(await isOffIn(ctx.tx, row.setting_id, 'toolkit'))

/** For routes: the link of the path. Undefined when there is none such. */
export async function loadHeld(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Held | undefined> {
  const token = params.link!
  const link = hashOf(token)
  const row = await ctx.tx.maybe(store.linkHeld, { link })
  if (!row) return undefined
  const { setting_id: setting, call_id: call, kind, sheet_version, closes_on: _, ...rest } = row
  const open = await isAsked(ctx, row)
  return { ...rest, token, link, setting, call, kind, sheet: sheetOf(kind, sheet_version), open }
}

/** What a page needs to be drawn in a language. */
export type Speaking = { language: string; words: Words; kindWords: KindWords; checked: boolean }

/** The words of a language that this sheet is offered in; undefined where it is not. */
export async function speak(ctx: Ctx, held: Held, language: string): Promise<Speaking | undefined> {
  const words = wordsIn(language)
  const kindWords = kindWordsIn(held.sheet, language)
  if (!words || !kindWords) return undefined
  return { language, words, kindWords, checked: language === ORIGINAL || (await isChecked(ctx, held, language)) }
}

async function isChecked(ctx: Ctx, { setting, programmes, kind, sheet }: Held, language: string): Promise<boolean> {
  const asked = { setting, programmes, kind, sheet_version: sheet.version, language }
  const digests = await ctx.tx.many(store.digestsChecked, asked)
  return digests.some(({ digest }) => digest === translationDigest(sheet, language))
}

/** Whether a speaker has checked a language for anyone here, in the words of today. */
export async function checkedForAnyone(ctx: Ctx, language: string): Promise<boolean> {
  if (language === ORIGINAL) return true
  const held = new Set((await ctx.tx.many(store.digestsOfLanguage, { language })).map(({ digest }) => digest))
  return KINDS.some((kind) => {
    const sheet = sheetOf(kind, newestVersion(kind))
    return sheet.languages.includes(language) && held.has(translationDigest(sheet, language))
  })
}

export type Sent = {
  once: string
  language: string
  answers: Answers
  change_first: string | null
  comment: string | null
}

/** Counts a sheet. The same form sent again changes nothing. */
export async function keepSheet(ctx: Ctx, held: Held, sent: Sent): Promise<void> {
  const { setting, call, link } = held
  if (!held.open) throw new Problem('toolkit.call-closed')
  keepPace(link, ctx.now)
  const { once, language, answers, change_first, comment } = sent
  const added = await ctx.tx.run(store.addSheet, {
    setting,
    link,
    once,
    language,
    answers: json(answers),
    change_first,
  })
  if (added === 0 || comment === null) return
  const sealed = ctx.secrets.seal('rater-comment', comment, `${setting} ${call}`)
  await ctx.tx.run(store.addComment, { setting, call, link, sealed })
}

export type CodeAnswer = { kind: 'link'; token: string } | { kind: 'wrong' | 'resting' | 'closed' }

/** The link that a typed code stands for. Wrong ones are counted under their first letters, so that none can be guessed. */
export async function linkFor(ctx: Ctx, typed: string): Promise<CodeAnswer> {
  const code = codeFrom(typed)
  if (code === undefined) return { kind: 'wrong' }
  const hour = new Date(Math.floor(ctx.now.getTime() / 3_600_000) * 3_600_000)
  const at = { mark: code.slice(0, MARK_LENGTH), hour }
  const tries = await ctx.tx.maybe(store.wrongCodes, at)
  if (tries && tries.wrong >= WRONG_MOST) return { kind: 'resting' }
  const hash = codeHash(ctx.secrets, code)
  const row = await ctx.tx.as('rater', { ...nowhere, link: hash }, () => ctx.tx.maybe(store.linkByCode, { code: hash }))
  if (!row) {
    await ctx.tx.run(store.addWrongCode, at)
    return { kind: 'wrong' }
  }
  if (!(await isAsked(ctx, row))) return { kind: 'closed' }
  const pair = openPair(ctx.secrets, row.sealed, { setting: row.setting_id, call: row.call_id, kind: row.kind })
  return pair ? { kind: 'link', token: pair.token } : { kind: 'wrong' }
}
