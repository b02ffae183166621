// Pages about the editions themselves, for anyone: which there are, one read as a whole, two side by side, and what is
// known and not known about how the Toolkit was made.
import { page, type Page } from '../../../kernel/route.ts'
import { details } from '../../../view/govuk/details.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import {
  columns,
  level,
  LEVELS,
  levelKey,
  pageHeading,
  quietList,
  rowList,
  stackedTable,
} from '../../../view/layout.ts'
import { dateInWords, inWords, listInWords, minutes, wordsOfCount } from '../../../view/words.ts'
import { DESIGNATIONS, type Designation } from '../../settings/contract.ts'
import { criteriaOf, type Criterion, type Edition, type Principle } from '../edition.ts'
import { levelWords } from '../leveling.ts'
import { editionAt, editionsAt, editionsBeside } from '../paths.ts'
import { behindPiece } from '../ratings/pieces.ts'
import { onlyIn, sharedCriteria, type Shared } from './rules.ts'

const forWhom = (edition: Edition): string =>
  listInWords(
    edition.for.flatMap((one) => (Object.hasOwn(DESIGNATIONS, one) ? [DESIGNATIONS[one as Designation]] : [])),
  )

const minutesOf = (edition: Edition): number => edition.principles.reduce((sum, one) => sum + one.minutes, 0)

export function editionsPage(all: readonly Edition[]): Page {
  const heading = `${inWords(all.length)} editions of the Toolkit, each for its own kind of setting`
  const rows = all.map((edition) => ({
    href: editionAt(edition.key),
    title: edition.title,
    hint: `${wordsOfCount(criteriaOf(edition).length, 'criterion', 'criteria')}, about ${minutes(minutesOf(edition))} of talking. For: ${forWhom(edition)}.`,
  }))
  const pairs = all.flatMap((one, i) =>
    all
      .slice(i + 1)
      .map((other) => [
        html`<a class="govuk-link" href="${editionsBeside(one.key, other.key)}">${one.title} and ${other.title}</a>`,
        String(sharedCriteria(one, other).length),
        String(onlyIn(one, other).length),
        String(onlyIn(other, one).length),
      ]),
  )
  const work = html`${pageHeading({ heading, caption: 'Resilience Toolkit' })}<p class="govuk-body-l">All editions stand on the same eight principles and the same four levels. They differ in what they ask, and in what each level looks like.</p>${rowList(rows)}
<h2 class="govuk-heading-m">What editions share</h2><p class="govuk-body">What is shared is asked in the same words, apart from the setting’s own (pupil, student, young person). Only that is ever set side by side.</p>${stackedTable({ caption: 'Criteria shared by each pair of editions', captionHidden: true, head: ['Editions', 'Both ask', 'Only the first', 'Only the second'], rows: pairs })}
${method()}`
  return page('Editions of the Toolkit', columns(work))
}

/** What stands behind the Toolkit, and what does not yet. */
function method(): Html {
  return html`<h2 class="govuk-heading-m" id="method">How it was made, and what is known</h2>${quietList([
    'The eight principles are those of the English guidance on promoting children and young people’s emotional health and wellbeing (Public Health England, 2015, updated 2021). The three stages and the Record follow a Toolkit used in Kent.',
    'The criteria, levels, evidence and moves are our own words, written for this service.',
    'A team’s agreed level is a judgement, made by people who talked about it. It is not a measurement, and no score is added up across principles.',
    'The earlier Toolkit was evaluated by a university. This wording has not been: nobody has yet tested whether two teams would agree the same level, or whether a higher level goes with better wellbeing.',
    'No edition has yet been checked by a panel of people from its kind of setting. Tell your programme what does not fit.',
  ])}`
}

function criterionPart(criterion: Criterion, words: ReturnType<typeof levelWords>): Html {
  const anchors = quietList(LEVELS.map((value) => html`${level(value, { words })}<br>${criterion.anchors[value]}`))
  const mark = criterion.comparable
    ? nothing
    : html`<p class="govuk-body-s ws-quiet">Only in this edition, or worded for it alone.</p>`
  return html`<h3 class="govuk-heading-s" id="${criterion.key}">${criterion.text}</h3>${mark}${anchors}${details({ summaryText: 'Why, what would show it, and moves to try', html: behindPiece(criterion) })}`
}

export function editionPage(edition: Edition, others: readonly Edition[]): Page {
  const words = levelWords(edition)
  const heading = `${edition.title}: ${wordsOfCount(criteriaOf(edition).length, 'criterion', 'criteria')} in eight principles`
  const chapters = edition.principles.map(
    (principle) =>
      html`<h2 class="govuk-heading-l" id="${principle.key}">${principle.number}. ${principle.name}</h2><p class="govuk-body-l">${principle.focus_question}</p><p class="govuk-body">${principle.about} About ${minutes(principle.minutes)}.</p>${principle.criteria.map((criterion) => criterionPart(criterion, words))}`,
  )
  const inside = quietList(
    edition.principles.map((one) => html`<a class="govuk-link" href="#${one.key}">${one.name}</a>`),
  )
  const beside = quietList(
    others.map(
      (other) => html`<a class="govuk-link" href="${editionsBeside(edition.key, other.key)}">${other.title}</a>`,
    ),
  )
  const context = html`<h2 class="govuk-heading-s">In this edition</h2>${inside}<h2 class="govuk-heading-s">Beside another edition</h2>${beside}<h2 class="govuk-heading-s">About it</h2>${quietList([`Version ${edition.version}, ${dateInWords(edition.published_on)}`, `For: ${forWhom(edition)}`, edition.licence.words])}`
  const top = html`${pageHeading({ heading, caption: 'Editions of the Toolkit' })}<p class="govuk-body-l">${edition.summary}</p>${levelKey({ words })}`
  return page(edition.title, html`${top}${columns(html`${chapters}`, context)}`, {
    back: { text: 'Editions', href: editionsAt },
  })
}

function sharedTable(principle: Principle, shared: readonly Shared[], one: Edition, other: Edition): Html {
  const words = levelWords(one)
  const anchors = (edition: Edition, criterion: Criterion): Html =>
    html`<p class="govuk-body-s"><strong>${edition.title}</strong></p>${quietList(LEVELS.map((value) => html`${level(value, { words })}<br>${criterion.anchors[value]}`))}`
  const rows = shared
    .filter((both) => both.principle.key === principle.key)
    .map((both) => [
      both.one.text,
      both.other.text,
      details({ summaryText: 'Levels', html: html`${anchors(one, both.one)}${anchors(other, both.other)}` }),
    ])
  if (rows.length === 0) return nothing
  return html`<h3 class="govuk-heading-s">${principle.name}</h3>${stackedTable({ caption: principle.name, captionHidden: true, head: [one.title, other.title, 'What each level looks like'], rows })}`
}

function onlyList(edition: Edition, other: Edition): Html {
  const own = onlyIn(edition, other)
  const list =
    own.length === 0
      ? html`<p class="govuk-body">Nothing.</p>`
      : quietList(
          own.map(
            ({ principle, criterion }) => html`${criterion.text}<br><span class="ws-quiet">${principle.name}</span>`,
          ),
        )
  return html`<h2 class="govuk-heading-m">Only ${edition.title} asks</h2>${list}`
}

export function besidePage(one: Edition, other: Edition): Page {
  const shared = sharedCriteria(one, other)
  const heading = `${inWords(shared.length)} criteria stand in both, word for word but for the setting’s own`
  const tables = one.principles.map((principle) => sharedTable(principle, shared, one, other))
  const work = html`${pageHeading({ heading, caption: `${one.title} and ${other.title}` })}<p class="govuk-body-l">Agreed levels of these may be set side by side. What a level looks like is written for each kind of setting, so the same level can look different.</p>
<h2 class="govuk-heading-m">What both ask</h2>${tables}${onlyList(one, other)}${onlyList(other, one)}`
  return page(`${one.title} and ${other.title}`, columns(work), { back: { text: 'Editions', href: editionsAt } })
}
