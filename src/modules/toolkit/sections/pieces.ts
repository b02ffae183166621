// Who holds a chapter and where its sign-off stands, as the chapter's own page carries it.
import { html, type Html } from '../../../view/html.ts'
import { readingsAt, sectionAt } from '../paths.ts'
import { heldWords, signOffWords, type Section } from './rules.ts'

export function sectionPiece(setting: string, section: Section): Html {
  const stands = section.holders.length > 0 || section.signOff ? ` ${signOffWords(section.signOff)}.` : ''
  return html`<p class="govuk-body">${heldWords(section)}.${stands} <a class="govuk-link ws-screen-only" href="${sectionAt(setting, section.principle)}">Who holds this chapter, and its sign-off</a> <a class="govuk-link ws-screen-only" href="${readingsAt(setting)}">Critical friends</a></p>`
}
