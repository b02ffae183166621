// The languages that raters can choose, who has checked which, and one language beside the English original for a speaker
// to read and someone answerable to sign.
import { page, type Page } from '../../../../kernel/route.ts'
import type { Mistakes, Typed } from '../../../../kernel/form.ts'
import { postForm } from '../../../../view/form.ts'
import { errorSummaryFor, mistakeIn } from '../../../../view/form-page.ts'
import { button } from '../../../../view/govuk/button.ts'
import { input } from '../../../../view/govuk/input.ts'
import { html, nothing, type Html } from '../../../../view/html.ts'
import { columns, pageHeading, rowList, stackedTable } from '../../../../view/layout.ts'
import { dateInWords, wordsOfCount } from '../../../../view/words.ts'
import { typedIn } from '../../typing.ts'
import { kindName } from '../rules.ts'
import type { Words } from '../sheets.ts'
import type { KindSideBySide, LanguageSeen } from './service.ts'

export type LanguagesSeen = {
  at: string
  back: { text: string; href: string }
  forProgramme: boolean
  languages: readonly LanguageSeen[]
}

export function languagesPage({ at, back, forProgramme, languages }: LanguagesSeen): Page {
  const unchecked = languages.filter((one) => !one.checked).length
  const heading =
    unchecked === 0
      ? 'A speaker has checked every language'
      : `${wordsOfCount(unchecked, 'language waits', 'languages wait')} for a speaker`
  const rows = languages.map((one) => ({
    href: `${at}/${one.language}`,
    title: one.words.language.in_english,
    hint: html`<span lang="${one.words.language.lang}" dir="${one.words.language.dir}">${one.words.language.name}</span>`,
    end: one.checked ? 'Checked' : one.outdated ? 'Changed since it was checked' : 'Not checked yet',
  }))
  const whose = forProgramme ? 'every setting of this programme' : 'your own setting'
  const work = html`<p class="govuk-body">Until a speaker has checked a translation, its pages say so. Your signature holds for ${whose}, and for the words as they stand: when they change, they wait again.</p>${rowList(rows)}`
  return page(heading, html`${pageHeading({ heading, caption: 'Questions for raters' })}${columns(work)}`, { back })
}

export type TranslationSeen = {
  at: string
  seen: LanguageSeen
  words: readonly [Words, Words]
  kinds: readonly KindSideBySide[]
  typed?: Typed | undefined
  mistakes?: Mistakes
}

type Pair = { name: string; original: string; translated: string }

/** Every sentence with its place, in order. */
function pairsOf(original: unknown, translated: unknown, name = ''): Pair[] {
  if (typeof original === 'string' && typeof translated === 'string') return [{ name, original, translated }]
  if (typeof original !== 'object' || original === null || typeof translated !== 'object' || translated === null)
    return []
  const other = translated as Record<string, unknown>
  return Object.entries(original).flatMap(([key, own]) => pairsOf(own, other[key], key))
}

function pairTable(caption: string, pairs: readonly Pair[], { lang, dir, in_english }: Words['language']): Html {
  return stackedTable({
    caption,
    head: ['English', in_english],
    rows: pairs.map(({ original, translated }) => [
      html`<span class="ws-translated">${original}</span>`,
      html`<span class="ws-translated" lang="${lang}" dir="${dir}">${translated}</span>`,
    ]),
  })
}

export function translationPage({ at, seen, words, kinds, typed, mistakes = {} }: TranslationSeen): Page {
  const { language } = seen.words
  const heading = `${language.in_english} beside English`
  const [original, translated] = words
  const { language: _own, ...frames } = original
  const tables = html`${kinds.map((one) => pairTable(`Questions for ${kindName(one.kind).toLowerCase()}`, pairsOf(one.original, one.translated), language))}${pairTable('The pages around them', pairsOf(frames, translated), language)}`
  const top = html`${errorSummaryFor(mistakes)}${pageHeading({ heading, caption: 'Questions for raters' })}`
  return page(heading, html`${top}${columns(html`${standing(seen)}${signing(at, seen, typed, mistakes)}${tables}`)}`, {
    back: { text: 'All languages', href: at },
  })
}

function standing({ checked, own, outdated }: LanguageSeen): Html {
  if (own && !outdated)
    return html`<p class="govuk-body">Checked by ${own.speaker} on ${dateInWords(own.checked_on)}. Signed by ${own.signed_by}.</p>`
  if (checked) return html`<p class="govuk-body">Checked: your programme has signed these words.</p>`
  const was = own ? ` ${own.speaker} checked earlier words on ${dateInWords(own.checked_on)}.` : ''
  return html`<p class="govuk-body">No speaker has checked these words yet, and raters are told so.${was}</p>`
}

function signing(at: string, seen: LanguageSeen, typed: Typed | undefined, mistakes: Mistakes): Html {
  const { language, own, outdated } = seen
  if (own && !outdated)
    return postForm(
      `${at}/${language}/withdrawal`,
      html`<button class="ws-link-button" type="submit">Take this signature back</button>`,
    )
  if (seen.checked) return nothing
  const content = html`${input({ name: 'speaker', label: { text: 'Which speaker checked it?', classes: 'govuk-label--m' }, hint: { text: 'Someone who reads it as their own language. For easy read: someone who uses easy read.' }, value: typedIn(typed, 'speaker'), errorMessage: mistakeIn(mistakes, 'speaker') })}
${input({ name: 'checked_on', label: { text: 'On which day?', classes: 'govuk-label--m' }, classes: 'govuk-input--width-10', value: typedIn(typed, 'checked_on'), errorMessage: mistakeIn(mistakes, 'checked_on') })}
${button({ text: 'Sign these words as checked' })}`
  return postForm(`${at}/${language}`, content)
}
