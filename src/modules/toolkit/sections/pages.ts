// Who holds which chapter, and one chapter with its sign-off: what its holder says, what a lead answers.
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { postForm } from '../../../view/form.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { button } from '../../../view/govuk/button.ts'
import { checkboxes } from '../../../view/govuk/checkboxes.ts'
import { details } from '../../../view/govuk/details.ts'
import { input } from '../../../view/govuk/input.ts'
import { textarea } from '../../../view/govuk/textarea.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { columns, emptyState, pageHeading, quietList, rowList, workList } from '../../../view/layout.ts'
import { dateInWords } from '../../../view/words.ts'
import type { HereSeen } from '../cycles/pages.ts'
import { stageInWords } from '../cycles/rules.ts'
import type { Principle } from '../edition.ts'
import { principleAt, sectionAt, sectionsAt, teamAt, toolkitAt } from '../paths.ts'
import { chapterOf } from '../standing/rules.ts'
import { chosenIn, hiddenField, typedIn } from '../typing.ts'
import { heldWords, isHolder, sectionsFinding, signOffWords, type Section } from './rules.ts'

const about: Html = html`<h2 class="govuk-heading-m">How it goes</h2>${quietList([
  'A lead gives a chapter to one or more of the team, with a day if that helps.',
  'Everyone on the team can still work on every chapter.',
  'Whoever holds it says when it is ready. A lead signs it off, or sends it back with a sentence.',
  'Signing off stands beside the team’s own word that a chapter is done. The Record shows both.',
])}`

export function sectionsPage(here: HereSeen, sections: readonly Section[]): Page {
  const { cycle, edition, leads } = here
  const setting = cycle.setting_id
  const heading = sectionsFinding(sections)
  const rows = sections.map((section) => ({
    href: sectionAt(setting, section.principle),
    title: edition.principles.find((one) => one.key === section.principle)!.name,
    hint: section.holders.length > 0 ? signOffWords(section.signOff) : leads ? 'Choose who holds it' : '',
    end: html`<span class="ws-quiet">${heldWords(section)}</span>`,
  }))
  const stage = stageInWords(edition, cycle.stage)
  const top = pageHeading({ heading, caption: `Who holds which chapter in ${stage}` })
  return page(heading, html`${top}${columns(rowList(rows), about)}`, {
    back: { text: 'Toolkit', href: toolkitAt(setting) },
  })
}

export type SectionSeen = {
  here: HereSeen
  principle: Principle
  section: Section
  /** Which of the page's forms was sent. */
  sent?: 'giving' | 'state' | 'sending-back'
  typed?: Typed
  mistakes?: Mistakes
}

export function sectionPage(seen: SectionSeen): Page {
  const { here, principle, section, mistakes = {} } = seen
  const { cycle, edition } = here
  const setting = cycle.setting_id
  const heading = heldWords(section)
  // A form that is not drawn any more has no field to lead to.
  const away = {
    ...(decides(section) ? {} : { sentence: 'sign-off' }),
    ...(here.standing.team.length > 0 ? {} : { holders: 'sign-off', by_on: 'sign-off' }),
  }
  const ids = { version: 'main-content', chapter: 'sign-off', ...away }
  const top = html`${errorSummaryFor(mistakes, ids)}${pageHeading({ heading, caption: principle.name })}`
  const open = cycle.stage !== 'closed'
  const work = html`<h2 class="govuk-heading-m" id="sign-off">Its sign-off in ${stageInWords(edition, cycle.stage)}</h2>
${section.holders.length > 0 || section.signOff ? html`<p class="govuk-body">${signOffWords(section.signOff)}.</p>` : html`<p class="govuk-body">A chapter is signed off once someone holds it.</p>`}
${open && readyPart(seen)}${open && here.leads && decidingPart(seen)}${open && here.leads && givingPart(seen)}`
  const links = quietList([
    html`<a class="govuk-link" href="${principleAt(setting, principle.key)}">The chapter itself</a>`,
    html`<a class="govuk-link" href="${sectionsAt(setting)}">Who holds which chapter</a>`,
  ])
  return page(heading, html`${top}${columns(work, html`${about}${links}`)}`, {
    back: { text: principle.name, href: principleAt(setting, principle.key) },
  })
}

/** There is something that a lead can sign off or send back. */
const decides = ({ signOff }: Section): boolean => signOff !== undefined && signOff.state !== 'sent_back'

function readyPart({ here, principle, section }: SectionSeen): Html {
  const { cycle, edition, standing, leads, me } = here
  if (cycle.stage === 'closed' || section.holders.length === 0) return nothing
  if (!leads && !isHolder(section, me)) return nothing
  if (section.signOff !== undefined && section.signOff.state !== 'sent_back') return nothing
  const { missing } = chapterOf(edition, standing, principle, cycle.stage)
  if (missing.length > 0)
    return html`<p class="govuk-body">Before it can be called ready:</p>${workList(missing.map(({ href, words, minutes }) => ({ href, title: words, minutes })))}`
  const version = hiddenField('version', section.signOff?.version ?? 0)
  return postForm(
    `${sectionAt(cycle.setting_id, principle.key)}/ready`,
    html`${version}${button({ text: 'This chapter is ready' })}`,
  )
}

function decidingPart({ here, principle, section, sent, typed, mistakes = {} }: SectionSeen): Html {
  const { signOff } = section
  if (!signOff || !decides(section)) return nothing
  const at = sectionAt(here.cycle.setting_id, principle.key)
  const version = hiddenField('version', signOff.version)
  const mine = sent === 'sending-back'
  const back = html`${version}${textarea({
    name: 'sentence',
    rows: 3,
    label: { text: 'What would make it ready?', classes: 'govuk-label--s' },
    hint: { text: 'Begin with what is good about it' },
    value: mine ? typedIn(typed, 'sentence') : '',
    errorMessage: mine ? mistakeIn(mistakes, 'sentence') : undefined,
  })}${button({ text: 'Send it back', classes: 'govuk-button--secondary' })}`
  const sign =
    signOff.state === 'ready' &&
    postForm(`${at}/sign-off`, html`${version}${button({ text: 'Sign this chapter off' })}`)
  return html`${sign}${details({ summaryText: signOff.state === 'ready' ? 'Send it back with a sentence' : 'Open it again, with a sentence', open: mine, html: postForm(`${at}/sent-back`, back) })}`
}

function givingPart({ here, principle, section, sent, typed, mistakes = {} }: SectionSeen): Html {
  const { cycle, standing } = here
  const heading = html`<h2 class="govuk-heading-m">Who holds it</h2>`
  if (standing.team.length === 0)
    return html`${heading}${emptyState({ heading: 'Nobody is on the team yet', words: 'A chapter is held by someone on the team.', action: { text: 'Choose the team', href: teamAt(cycle.setting_id) }, headingLevel: 3 })}`
  const mine = sent === 'giving'
  const overtaken = mine && typedIn(typed, 'version') !== String(section.version)
  const now = overtaken
    ? html`<p class="govuk-body"><strong>What stands now:</strong> ${heldWords(section)}. What you chose is below.</p>`
    : nothing
  const own = mine ? typed : undefined
  const wrong = mine ? mistakes : {}
  const chosen = chosenIn(
    own,
    'holders',
    section.holders.map((one) => one.id),
  )
  const content = html`${hiddenField('version', section.version)}${checkboxes({
    name: 'holders',
    fieldset: { legend: { text: 'Who holds this chapter?', classes: 'govuk-fieldset__legend--s' } },
    hint: { text: 'One person or more. Nobody is an answer too.' },
    values: chosen,
    items: standing.team.map((member) => ({ value: member.id, text: member.name })),
    errorMessage: mistakeIn(wrong, 'holders'),
  })}${input({
    name: 'by_on',
    label: { text: 'By which day, if you wish', classes: 'govuk-label--s' },
    hint: { text: 'Such as 3 December 2026' },
    classes: 'govuk-input--width-10',
    value: typedIn(own, 'by_on', section.by_on === null ? '' : dateInWords(section.by_on)),
    errorMessage: mistakeIn(wrong, 'by_on'),
  })}${button({ text: overtaken ? 'Save my choice instead' : 'Save' })}`
  return html`${heading}${now}${postForm(sectionAt(cycle.setting_id, principle.key), content)}`
}
