// What raters see, in their language: who asks and what happens with answers, the questions, thanks; and the page on
// which a code is typed. Everything works without script, and nothing here leads into the house.
import { page, type Alone, type Page } from '../../../../kernel/route.ts'
import type { Mistakes, Typed } from '../../../../kernel/form.ts'
import { errorSummary } from '../../../../view/govuk/error-summary.ts'
import { html, nothing, type Html } from '../../../../view/html.ts'
import { answerPicture, principlePicture } from '../../../../view/pictures.ts'
import { codeEntryAt, rateAt, viewAt } from '../../paths.ts'
import { typedIn } from '../../typing.ts'
import { COMMENT_MOST } from '../rules.ts'
import type { Words } from '../sheets.ts'
import { kindOfHelp, phoneLines } from './pieces.ts'
import type { Held, Speaking } from './service.ts'
import type { ANSWERS, itemField } from './sheet-form.ts'

export type Offered = { language: string; words: Words }

const aloneIn = ({ language, frame }: Words): Alone => ({
  lang: language.lang,
  dir: language.dir,
  service: frame.service,
  skip: frame.skip,
  error: frame.error,
})

function languageLinks(
  offered: readonly Offered[],
  chosen: string,
  words: Words,
  at: (language: string) => string,
): Html {
  if (offered.length < 2) return nothing
  const one = ({ language, words: own }: Offered): Html => {
    const { lang, dir, name } = own.language
    return language === chosen
      ? html`<li><strong lang="${lang}" dir="${dir}">${name}</strong></li>`
      : html`<li><a href="${at(language)}" hreflang="${lang}" lang="${lang}" dir="${dir}">${name}</a></li>`
  }
  return html`<nav class="ws-languages" aria-label="${words.frame.languages}"><ul>${offered.map(one)}</ul></nav>`
}

function unchecked({ checked, words }: Pick<Speaking, 'checked' | 'words'>): Html {
  return checked ? nothing : html`<p class="ws-notice">${words.frame.unchecked}</p>`
}

const askedBy = ({ setting_name }: Held, words: Words): Html =>
  html`<p class="ws-quiet">${words.frame.asked_by}: <bdi>${setting_name}</bdi></p>`

/** Who to talk to: the setting's own words, and the numbers that anyone in the country can call. */
function help({ kind, talk_to }: Pick<Held, 'kind' | 'talk_to'>, words: Words, level: 2 | 3 = 2): Html {
  const heading = level === 2 ? html`<h2>${words.help.heading}</h2>` : html`<h3>${words.help.heading}</h3>`
  const own = talk_to === '' ? nothing : html`<p><bdi>${talk_to}</bdi></p>`
  return html`<section class="ws-help">${heading}<p>${words.help.trusted}</p>${own}${phoneLines(kindOfHelp(kind), words)}</section>`
}

/** The first page: it costs little to load, and nothing is asked before it was read. */
export function firstPage(held: Held, speaking: Speaking, offered: readonly Offered[]): Page {
  const { words, kindWords, language } = speaking
  const { first } = words
  const told = [
    first.minutes,
    first.no_name,
    first.your_choice,
    first.together,
    first.smallest.replace('{least}', String(held.smallest)),
    first.closed_first,
    first.comments,
  ]
  const main = html`${languageLinks(offered, language, words, (other) => viewAt(held.token, other))}
${unchecked(speaking)}<h1>${kindWords.title}</h1>${askedBy(held, words)}
${kindWords.introduction.map((paragraph) => html`<p>${paragraph}</p>`)}
<h2>${first.heading}</h2><ul>${told.map((sentence) => html`<li>${sentence}</li>`)}</ul>
<p><a class="ws-button" href="${rateAt(held.token, language)}">${first.button}</a></p>`
  return page(kindWords.title, main, { alone: aloneIn(words) })
}

export type SheetSeen = {
  held: Held
  speaking: Speaking
  answers: typeof ANSWERS
  field: typeof itemField
  once: string
  typed?: Typed | undefined
  mistakes?: Mistakes
}

/** All questions on one page, in eight short parts. */
export function sheetPage(seen: SheetSeen): Page {
  const { held, speaking, mistakes = {} } = seen
  const { words, kindWords, language } = speaking
  const first = held.sheet.items[0]!
  const mistake = mistakes.comment
    ? words.form.too_long.replace('{most}', String(COMMENT_MOST))
    : mistakes.sheet && words.form.nothing_answered
  const href = mistakes.comment ? '#comment' : `#${seen.field(first.key)}`
  const summary = mistake
    ? errorSummary({ titleText: words.frame.problem, errorList: [{ text: mistake, href }] })
    : nothing
  const main = html`${summary}${unchecked(speaking)}<h1>${kindWords.title}</h1>${askedBy(held, words)}<p>${words.form.how}</p>
<form action="${rateAt(held.token, language)}" method="post" novalidate><input type="hidden" name="once" value="${seen.once}">
${held.sheet.principles.map((principle) => part(seen, principle))}
${lastPart(seen, mistakes.comment ? mistake : undefined)}
<p><button class="ws-button" type="submit">${words.form.button}</button></p></form>`
  return page(kindWords.title, main, { alone: aloneIn(words) })
}

function part(seen: SheetSeen, principle: string): Html {
  const { held, speaking } = seen
  const { words, kindWords } = speaking
  const picture = words.language.pictures && principlePicture(principle)
  const items = held.sheet.items.filter((item) => item.principle === principle)
  return html`<h2 class="ws-section">${picture}<span>${kindWords.principles[principle]}</span></h2>
${items.map((item) => question(seen, seen.field(item.key), kindWords.items[item.key]!))}`
}

function question({ speaking, answers, typed }: SheetSeen, name: string, text: string): Html {
  const { words } = speaking
  const { pictures } = words.language
  const chosen = typedIn(typed, name)
  return html`<fieldset><legend>${text}</legend><div class="ws-answers${pictures && ' ws-answers--pictures'}">${answers.map(
    ({ value, key }, i) =>
      html`<div class="ws-answer"><label><input type="radio" name="${name}"${i === 0 && html` id="${name}"`} value="${value}"${value === chosen && ' checked'}>${pictures && answerPicture(key)}<span>${words.answers[key]}</span></label></div>`,
  )}</div></fieldset>
`
}

function lastPart(seen: SheetSeen, mistake: string | undefined): Html {
  const { held, speaking, typed } = seen
  const { words, kindWords } = speaking
  const chosen = typedIn(typed, 'change_first')
  const choice = (principle: string): Html =>
    html`<div class="ws-answer"><label><input type="radio" name="change_first" value="${principle}"${principle === chosen && ' checked'}>${words.language.pictures && principlePicture(principle)}<span>${kindWords.principles[principle]}</span></label></div>`
  const wrong = mistake === undefined ? nothing : html`<p class="ws-mistake" id="comment-mistake">${mistake}</p>`
  const most = words.form.most.replace('{most}', String(COMMENT_MOST))
  return html`<h2>${words.form.last}</h2>
<fieldset><legend>${kindWords.change_question}</legend><p class="ws-quiet">${words.form.choose_one}</p><div class="ws-answers ws-answers--list">${held.sheet.principles.map(choice)}</div></fieldset>
${help(held, words, 3)}
<div class="ws-field${mistake && ' ws-field--wrong'}"><label for="comment">${kindWords.comment_question}</label><p id="comment-hint">${words.form.optional} ${words.form.no_names} ${words.form.not_at_once} <span class="ws-quiet">${most}</span></p>${wrong}<textarea id="comment" name="comment" rows="5" aria-describedby="comment-hint${mistake && ' comment-mistake'}">${typedIn(typed, 'comment')}</textarea></div>`
}

export function thanksPage(held: Held, { words, language, checked }: Speaking): Page {
  const { thanks } = words
  const main = html`${unchecked({ checked, words })}<h1>${thanks.title}</h1><p>${thanks.sent}</p><p>${thanks.next}</p><p>${thanks.close}</p>
${help(held, words)}
<p><a href="${viewAt(held.token, language)}">${thanks.next_person}</a></p>`
  return page(thanks.title, main, { alone: aloneIn(words) })
}

export function closedPage(held: Held, { words, checked }: Speaking): Page {
  const main = html`${unchecked({ checked, words })}<h1>${words.closed.title}</h1><p>${words.closed.words}</p>${help(held, words)}`
  return page(words.closed.title, main, { alone: aloneIn(words), status: 410 })
}

export type CodeSeen = {
  language: string
  words: Words
  checked: boolean
  offered: readonly Offered[]
  typed?: Typed | undefined
  mistake?: string | undefined
  status?: number
}

export function codePage({ language, words, checked, offered, typed, mistake, status }: CodeSeen): Page {
  const { code, frame } = words
  const wrong = mistake === undefined ? nothing : html`<p class="ws-mistake" id="code-mistake">${mistake}</p>`
  const summary =
    mistake === undefined
      ? nothing
      : errorSummary({ titleText: frame.problem, errorList: [{ text: mistake, href: '#code' }] })
  const main = html`${languageLinks(offered, language, words, (other) => `${codeEntryAt}?language=${other}`)}${unchecked({ checked, words })}${summary}<h1>${code.title}</h1>
<form action="${codeEntryAt}" method="post" novalidate><input type="hidden" name="language" value="${language}">
<div class="ws-field${mistake !== undefined && ' ws-field--wrong'}"><label for="code">${code.label}</label><p class="ws-quiet" id="code-hint">${code.hint}</p>${wrong}<input type="text" id="code" name="code" dir="ltr" value="${typedIn(typed, 'code')}" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="code-hint${mistake !== undefined && ' code-mistake'}"></div>
<p><button class="ws-button" type="submit">${code.button}</button></p></form>`
  return page(code.title, main, { alone: aloneIn(words), ...(status === undefined ? {} : { status }) })
}
