// The letters of a demonstration, with links that work.
import { page, type Page } from '../../../kernel/route.ts'
import { html, type Html, type Value } from '../../../view/html.ts'
import { columns, dateTimeInWords, emptyState, inWords, pageHeading } from '../../../view/layout.ts'
import type { LetterShown } from './service.ts'

/** Words with line ends kept; an address of ours becomes a link, any other stays words. */
export function letterWords(words: string, publicUrl: string): Value[] {
  return words.split(/(https?:\/\/[^\s]+)/).flatMap((part): Value[] => {
    if (part.startsWith(`${publicUrl}/`))
      return [html`<a class="govuk-link" href="${part.slice(publicUrl.length)}">${part}</a>`]
    return part.split('\n').flatMap((line, i): Value[] => (i === 0 ? [line] : [html`<br>`, line]))
  })
}

function letter(one: LetterShown, publicUrl: string): Html {
  return html`<article class="ws-letter"><h2 class="govuk-heading-m">${one.subject}</h2><p class="govuk-body-s ws-quiet">To ${one.to}, ${dateTimeInWords(one.at)}</p><p class="govuk-body">${letterWords(one.words, publicUrl)}</p></article>`
}

export function lettersPage({ letters, publicUrl }: { letters: readonly LetterShown[]; publicUrl: string }): Page {
  const heading =
    letters.length === 0
      ? 'No letters yet'
      : `${inWords(letters.length)} ${letters.length === 1 ? 'letter' : 'letters'} that would have been sent`
  const list =
    letters.length === 0
      ? emptyState({
          heading: 'Letters will appear here',
          words: 'Invite someone, or ask for a new password, and the letter is shown here with its link.',
        })
      : html`${letters.map((one) => letter(one, publicUrl))}`
  const work = html`${pageHeading({ heading })}<p class="govuk-body">A demonstration has nobody real to write to, so its newest letters are shown here. A real installation sends them and shows them to nobody.</p>${list}`
  return page(heading, columns(work), { back: { text: 'Home', href: '/' } })
}
