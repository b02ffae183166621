// Which translations a speaker has checked: signed by a head for their own setting, or by an officer for every setting of
// the programme. What is signed is a digest, so words that change afterwards are unchecked again.
import { actorOf, today, type Ctx } from '../../../../kernel/context.ts'
import { nowhere } from '../../../../kernel/db.ts'
import { notFound, Problem } from '../../../../kernel/problem.ts'
import { programmesOf } from '../../../settings/contract.ts'
import { KINDS, type Kind } from '../rules.ts'
import {
  kindWordsIn,
  languages,
  newestVersion,
  ORIGINAL,
  sheetOf,
  translationDigest,
  wordsIn,
  type KindWords,
  type Words,
} from '../sheets.ts'
import * as store from './store.ts'

/** Whose signature it is: a setting's, or a programme's, kept at its office. */
export type Signing = { setting: string; programme: string | null }

export type Check = { speaker: string; checked_on: string; signed_by: string }

export type LanguageSeen = {
  language: string
  words: Words
  /** Every kind in its newest version is checked: here, or by the programme. */
  checked: boolean
  /** The newest signature given here. */
  own: Check | undefined
  /** It holds for other words than today's. */
  outdated: boolean
}

/** For routes: the place that signs. */
export function loadSigning(ctx: Ctx, params: Readonly<Record<string, string>>): Promise<Signing> {
  const { setting, programme } = params
  if (setting) return Promise.resolve({ setting, programme: null })
  const office = actorOf(ctx).places.find((place) => place.programme_id === programme)
  if (!programme || !office) return Promise.reject(notFound())
  return Promise.resolve({ setting: office.setting_id, programme })
}

/** For routes: a translation, which English is not. */
export function loadTranslation(_ctx: Ctx, params: Readonly<Record<string, string>>): Promise<string> {
  const { translation = '' } = params
  return translation !== ORIGINAL && languages().includes(translation)
    ? Promise.resolve(translation)
    : Promise.reject(notFound())
}

const newestSheets = () => KINDS.map((kind) => sheetOf(kind, newestVersion(kind)))

/** The digests that raters of this place are told are checked; names stay where they were signed. */
async function digestsThatHold(ctx: Ctx, { setting, programme }: Signing): Promise<Set<string>> {
  const programmes = programme ? [programme] : (await programmesOf(ctx.tx, setting)).map((one) => one.programme_id)
  const rows = await ctx.tx.as('rater', nowhere, () => ctx.tx.many(store.digestsHere, { setting, programmes }))
  return new Set(rows.map(({ digest }) => digest))
}

export async function languagesSeen(ctx: Ctx, signing: Signing): Promise<LanguageSeen[]> {
  const own = await ctx.tx.many(store.checksOfSetting, { setting: signing.setting })
  const held = await digestsThatHold(ctx, signing)
  return languages()
    .filter((language) => language !== ORIGINAL)
    .map((language) => {
      const digests = newestSheets().map((sheet) => translationDigest(sheet, language))
      const signed = own.filter((check) => check.language === language)
      const checked = digests.every((digest) => held.has(digest))
      const { speaker, checked_on, signed_by } = signed[0] ?? {}
      return {
        language,
        words: wordsIn(language)!,
        checked,
        own: speaker && checked_on && signed_by ? { speaker, checked_on, signed_by } : undefined,
        outdated: signed.length > 0 && !digests.every((digest) => signed.some((check) => check.digest === digest)),
      }
    })
}

export type KindSideBySide = { kind: Kind; original: KindWords; translated: KindWords }

/** Everything that raters read in a language, beside the original. */
export function sideBySide(language: string): { words: [Words, Words]; kinds: KindSideBySide[] } {
  const kinds = newestSheets().flatMap((sheet): KindSideBySide[] => {
    const original = kindWordsIn(sheet, ORIGINAL)
    const translated = kindWordsIn(sheet, language)
    return original && translated ? [{ kind: sheet.kind, original, translated }] : []
  })
  return { words: [wordsIn(ORIGINAL)!, wordsIn(language)!], kinds }
}

export type Signed = { speaker: string; checked_on: string }

/** Undefined when all is well; else what is wrong with the day. */
export async function signTranslation(
  ctx: Ctx,
  { setting, programme }: Signing,
  language: string,
  { speaker, checked_on: day }: Signed,
): Promise<string | undefined> {
  if (day > today(ctx)) return 'Enter a day that is not after today'
  const by = actorOf(ctx).name
  for (const sheet of newestSheets()) {
    const digest = translationDigest(sheet, language)
    const of = { kind: sheet.kind, sheet_version: sheet.version, language, digest }
    await ctx.tx.run(store.addCheck, { setting, programme, ...of, speaker, day, by, at: ctx.now })
  }
  const words = `Signed that a speaker checked the ${wordsIn(language)!.language.in_english} questions for raters`
  await ctx.audit({ deed: 'toolkit.signed-translation', setting, about: null, words })
  return undefined
}

/** Takes back what was signed here. */
export async function withdrawCheck(ctx: Ctx, { setting }: Signing, language: string): Promise<void> {
  if ((await ctx.tx.run(store.withdrawChecks, { setting, language })) === 0) throw new Problem('kernel.not-found')
  const words = `Took back the signature under the ${wordsIn(language)!.language.in_english} questions for raters`
  await ctx.audit({ deed: 'toolkit.withdrew-translation', setting, about: null, words })
}
