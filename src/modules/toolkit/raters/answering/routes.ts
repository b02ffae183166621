// The addresses of those who have no account: a code is typed, a link opens, a sheet is sent, thanks are said.
import { randomUUID } from 'node:crypto'
import { anyone } from '../../../../kernel/access.ts'
import type { Ctx } from '../../../../kernel/context.ts'
import { form } from '../../../../kernel/form.ts'
import { Problem } from '../../../../kernel/problem.ts'
import { again, get, goTo, post, type Again, type GoTo, type Page, type Route } from '../../../../kernel/route.ts'
import { z } from 'zod'
import { rateAt, viewAt } from '../../paths.ts'
import { languages, ORIGINAL, wordsIn, type Words } from '../sheets.ts'
import { closedPage, codePage, firstPage, sheetPage, thanksPage, type CodeSeen, type Offered } from './pages.ts'
import { checkedForAnyone, keepSheet, linkFor, loadHeld, speak, type Held, type Speaking } from './service.ts'
import { ANSWERS, answersIn, changeFirstIn, itemField, sheetForm } from './sheet-form.ts'

const CODE = '/views'
const FIRST = '/views/:link'
const SHEET = '/views/:link/:language'

const offeredOf = (list: readonly string[]): Offered[] =>
  list.map((language) => ({ language, words: wordsIn(language)! }))

/** The language asked for where there is one, else the original. */
function languageOf(asked: string | undefined, list: readonly string[]): string {
  return asked !== undefined && list.includes(asked) ? asked : ORIGINAL
}

async function codeAgain(
  ctx: Ctx,
  asked: string | undefined,
  why?: (words: Words) => string,
  more: Pick<CodeSeen, 'typed' | 'status'> = {},
): Promise<Page> {
  const language = languageOf(asked, languages())
  const words = wordsIn(language)!
  const checked = await checkedForAnyone(ctx, language)
  const mistake = why?.(words)
  return codePage({ language, words, checked, offered: offeredOf(languages()), mistake, ...more })
}

/** No such link: the page for a code says so, in a language that the visitor may have chosen. */
const unknownLink = (ctx: Ctx, asked: string | undefined): Promise<Page> =>
  codeAgain(ctx, asked, (words) => words.code.wrong, { status: 404 })

type Opened = { held: Held; speaking: Speaking }

/** The link and the language of the path, or where to go instead. */
async function opened(ctx: Ctx, held: Held | undefined, language: string): Promise<Opened | Page | GoTo> {
  if (!held) return unknownLink(ctx, language)
  const speaking = await speak(ctx, held, language)
  if (!speaking) return goTo(viewAt(held.token))
  return held.open ? { held, speaking } : closedPage(held, speaking)
}

const isOpened = (found: Opened | Page | GoTo): found is Opened => 'speaking' in found

const codeForm = form({
  code: z.string().trim().min(1, 'missing').max(60, 'wrong'),
  language: z.string().max(20, 'wrong'),
})

async function openByCode(asked: Ctx & { form: { code: string; language: string } }): Promise<GoTo | Again> {
  const { code, language } = asked.form
  const answer = await linkFor(asked, code)
  if (answer.kind !== 'link') return again({ code: answer.kind }, { kept: true })
  const to = languageOf(language, languages())
  return goTo(to === ORIGINAL ? viewAt(answer.token) : viewAt(answer.token, to))
}

const CODE_WORDS: Readonly<Record<string, (words: Words) => string>> = {
  missing: (words) => words.code.missing,
  wrong: (words) => words.code.wrong,
  resting: (words) => words.code.resting,
  closed: (words) => words.closed.title,
}

const codeRoutes: readonly Route[] = [
  get(CODE, {
    who: anyone,
    byLink: true,
    show: (asked) => codeAgain(asked, asked.query.language),
  }),
  post(CODE, {
    who: anyone,
    byLink: true,
    form: codeForm,
    act: openByCode,
    again: (asked) => {
      const { typed, mistakes } = asked
      const why = CODE_WORDS[mistakes.code ?? 'wrong'] ?? CODE_WORDS.wrong!
      return codeAgain(asked, typeof typed.language === 'string' ? typed.language : undefined, why, { typed })
    },
  }),
]

const load = { held: loadHeld }

export const routes: readonly Route[] = [
  ...codeRoutes,
  get(FIRST, {
    who: anyone,
    byLink: true,
    load,
    show: async (asked) => {
      const { held, query } = asked
      if (!held) return unknownLink(asked, query.language)
      const found = await opened(asked, held, languageOf(query.language, held.sheet.languages))
      return isOpened(found) ? firstPage(held, found.speaking, offeredOf(held.sheet.languages)) : found
    },
  }),
  get(SHEET, {
    who: anyone,
    byLink: true,
    load,
    show: async (asked) => {
      const found = await opened(asked, asked.held, asked.params.language!)
      if (!isOpened(found)) return found
      return sheetPage({ ...found, answers: ANSWERS, field: itemField, once: randomUUID() })
    },
  }),
  post(SHEET, {
    who: anyone,
    byLink: true,
    load,
    form: sheetForm,
    act: async (asked) => {
      const found = await opened(asked, asked.held, asked.params.language!)
      if (!isOpened(found)) return found
      const { held, speaking } = found
      const { form: sent } = asked
      const [answers, change_first, comment] = [
        answersIn(held.sheet, sent),
        changeFirstIn(held.sheet, sent),
        sent.comment ?? null,
      ]
      if (Object.keys(answers).length === 0 && change_first === null && comment === null)
        return again({ sheet: 'empty' })
      const { language } = speaking
      try {
        await keepSheet(asked, held, { once: sent.once!, language, answers, change_first, comment })
      } catch (error) {
        // The call closed while they wrote: told in their own language. Nothing of the transaction is kept.
        if (error instanceof Problem && error.code === 'toolkit.call-closed') return closedPage(held, speaking)
        throw error
      }
      return goTo(`${rateAt(held.token, language)}/thanks`)
    },
    again: async (asked) => {
      const found = await opened(asked, asked.held, asked.params.language!)
      if (!isOpened(found)) return found.kind === 'page' ? found : unknownLink(asked, asked.params.language)
      const { typed, mistakes } = asked
      // The form's own number stays, so that a corrected sheet is still the same one.
      const once = typeof typed.once === 'string' && /^[0-9a-f-]{36}$/.test(typed.once) ? typed.once : randomUUID()
      return sheetPage({ ...found, answers: ANSWERS, field: itemField, once, typed, mistakes })
    },
  }),
  get(`${SHEET}/thanks`, {
    who: anyone,
    byLink: true,
    load,
    show: async (asked) => {
      const { held, params } = asked
      const speaking = held && (await speak(asked, held, params.language!))
      if (!held || !speaking) return unknownLink(asked, params.language)
      return thanksPage(held, speaking)
    },
  }),
]
