// Pages on which a programme's officers write what they ask beside the editions: the list, and one criterion with what
// a setting will see of it.
import type { Typed, Mistakes } from '../../../kernel/form.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { postForm } from '../../../view/form.ts'
import { button } from '../../../view/govuk/button.ts'
import { checkboxes } from '../../../view/govuk/checkboxes.ts'
import { details } from '../../../view/govuk/details.ts'
import { input } from '../../../view/govuk/input.ts'
import { radios } from '../../../view/govuk/radios.ts'
import { textarea } from '../../../view/govuk/textarea.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { attention, columns, emptyState, level, LEVELS, pageHeading, quietList, rowList } from '../../../view/layout.ts'
import { dateInWords, dateTimeInWords, inWords, listInWords } from '../../../view/words.ts'
import { DESIGNATIONS, type Designation, type ProgrammeRow } from '../../settings/contract.ts'
import type { Edition } from '../edition.ts'
import { levelWords } from '../leveling.ts'
import { editionsAt, ownAt, ownCriteriaAt, programmeTranslationsAt } from '../paths.ts'
import { behindPiece } from '../ratings/pieces.ts'
import { askedBy, criterionFrom, STATE_WORDS } from './rules.ts'
import type { Own } from './service.ts'

const MOVES = [1, 2, 3] as const
const forWhom = (own: Own): string =>
  listInWords(own.designations.map((one) => DESIGNATIONS[one as Designation] ?? one))

const first = (typed: Typed, name: string): string => {
  const value = typed[name]
  return typeof value === 'string' ? value : ''
}

export function ownListPage(programme: ProgrammeRow, all: readonly Own[], edition: Edition): Page {
  const out = all.filter((own) => own.state === 'out' || own.state === 'changed').length
  const heading =
    out === 0
      ? 'We ask nothing beside the editions'
      : `We ask ${inWords(out, { lower: true })} ${out === 1 ? 'thing' : 'things'} of our own`
  const groups = edition.principles.flatMap((principle) => {
    const own = all.filter((one) => one.principle_key === principle.key)
    if (own.length === 0) return []
    const rows = own.map((one) => ({
      href: ownAt(programme.id, one.id),
      title: one.draft.text,
      hint: `${STATE_WORDS[one.state]}. For ${forWhom(one)}.`,
    }))
    return [html`<h2 class="govuk-heading-m">${principle.name}</h2>${rowList(rows)}`]
  })
  const add = button({ text: 'Write a criterion', href: `${ownCriteriaAt(programme.id)}/new` })
  const work =
    all.length === 0
      ? html`${emptyState({ heading: 'Nothing is written yet', words: 'The editions ask what matters everywhere. Add something only when it matters here and they do not ask it: each one takes every team a few minutes.' })}${add}`
      : html`${add}${groups}`
  const context = html`<h2 class="govuk-heading-s">How it works</h2>${quietList([
    'What you write is a draft until you put it out.',
    'A cycle that begins afterwards is asked it, with your programme’s name beside it. Cycles under way stay as they are.',
    'A version that is out never changes. When you change the words and put them out again, that is a new version.',
    'Answers to it are never set side by side with another programme’s or edition’s.',
  ])}<h2 class="govuk-heading-s">Also here</h2>${quietList([
    html`<a class="govuk-link" href="${editionsAt}">Read the editions</a>`,
    html`<a class="govuk-link" href="${programmeTranslationsAt(programme.id)}">Translations of what raters read, and who checked them</a>`,
  ])}`
  return page(heading, html`${pageHeading({ heading, caption: programme.name })}${columns(work, context)}`)
}

export function typedFromOwn(own: Own): Typed {
  const { draft } = own
  const moves = MOVES.flatMap((n) => [
    [`move_${n}`, draft.moves[n - 1]?.title ?? ''],
    [`move_${n}_words`, draft.moves[n - 1]?.words ?? ''],
  ])
  return {
    principle: own.principle_key,
    designations: own.designations,
    text: draft.text,
    why: draft.why,
    ...Object.fromEntries(LEVELS.map((n) => [`level_${n}`, draft.anchors[n]])),
    minimum_evidence: draft.minimum_evidence,
    minutes: String(draft.minutes),
    ...Object.fromEntries(moves),
    version: String(own.version),
  }
}

type Writing = { typed: Typed; mistakes: Mistakes }

function fields({ typed, mistakes }: Writing, edition: Edition): Html {
  const area = (name: string, label: string, hint?: string, rows = 2): Html =>
    textarea({
      name,
      rows,
      label: { text: label, classes: 'govuk-label--s' },
      hint: hint === undefined ? undefined : { text: hint },
      errorMessage: mistakeIn(mistakes, name),
      value: first(typed, name),
    })
  const short = (name: string, label: string, hint?: string, classes?: string): Html =>
    input({
      name,
      label: { text: label, classes: 'govuk-label--s' },
      hint: hint === undefined ? undefined : { text: hint },
      errorMessage: mistakeIn(mistakes, name),
      value: first(typed, name),
      classes,
    })
  const moves = MOVES.map(
    (n) => html`${short(`move_${n}`, `Move ${n}`, 'A short name')}${area(`move_${n}_words`, 'What to do')}`,
  )
  const principle = radios({
    name: 'principle',
    fieldset: { legend: { text: 'Which principle does it belong to?', classes: 'govuk-fieldset__legend--s' } },
    errorMessage: mistakeIn(mistakes, 'principle'),
    value: first(typed, 'principle'),
    items: edition.principles.map(({ key, name }) => ({ value: key, text: name })),
  })
  const whom = checkboxes({
    name: 'designations',
    fieldset: { legend: { text: 'Whom do you ask?', classes: 'govuk-fieldset__legend--s' } },
    errorMessage: mistakeIn(mistakes, 'designations'),
    values: [typed.designations ?? []].flat(),
    items: Object.entries(DESIGNATIONS).map(([value, text]) => ({ value, text })),
  })
  const words = levelWords(edition)
  return html`${area('text', 'What do you ask?', 'One plain sentence that a team can agree with or not yet, such as “Every class has a worry box that someone reads”.')}${area('why', 'Why does it matter?')}${principle}${whom}
<h2 class="govuk-heading-m">What each level looks like</h2>${LEVELS.map((n) => area(`level_${n}`, `${n}: ${words[n]}`))}
${area('minimum_evidence', 'The least that would show it')}${short('minutes', 'Minutes a team needs for it', undefined, 'govuk-input--width-2')}
<h2 class="govuk-heading-m">Moves to try</h2><p class="govuk-body">Up to three things that a team could do next week. They may be left empty.</p>${moves}`
}

export function newOwnPage(programme: ProgrammeRow, edition: Edition, writing: Writing): Page {
  const form = postForm(
    ownCriteriaAt(programme.id),
    html`<input type="hidden" name="version" value="0">${fields(writing, edition)}${button({ text: 'Keep this draft' })}`,
  )
  return page(
    'Write a criterion',
    html`${errorSummaryFor(writing.mistakes)}${pageHeading({ heading: 'What does your programme ask beside the editions?', caption: programme.name })}${columns(form)}`,
    { back: { text: 'Our own criteria', href: ownCriteriaAt(programme.id) } },
  )
}

/** As a team will see it. */
function preview(own: Own, programme: ProgrammeRow, edition: Edition): Html {
  const criterion = criterionFrom(own.draft, { id: own.id, programme: programme.name, version: own.published || 1 })
  const words = levelWords(edition)
  return html`<h2 class="govuk-heading-m">As a team will see it</h2><p class="govuk-body-l">${criterion.text}</p><p class="govuk-body ws-quiet">${askedBy(criterion)}</p>${quietList(LEVELS.map((n) => html`${level(n, { words })}<br>${criterion.anchors[n]}`))}${behindPiece(criterion)}`
}

function deeds(own: Own): Html {
  const at = ownAt(own.programme_id, own.id)
  const version = html`<input type="hidden" name="version" value="${own.version}">`
  const out =
    own.state === 'out'
      ? nothing
      : postForm(
          `${at}/publication`,
          html`${version}${button({ text: own.published === 0 ? 'Put it out' : `Put it out as version ${own.published + 1}` })}`,
        )
  const retire =
    own.state === 'draft'
      ? nothing
      : postForm(
          `${at}/retirement`,
          html`${version}<input type="hidden" name="back" value="${own.state === 'retired' ? 'yes' : ''}">${button({ text: own.state === 'retired' ? 'Ask it again' : 'Retire it', classes: 'govuk-button--secondary' })}`,
        )
  return html`<div class="govuk-button-group">${out}${retire}</div>`
}

export function ownPage(programme: ProgrammeRow, own: Own, edition: Edition, writing: Writing): Page {
  const overtaken = writing.mistakes.version !== undefined
  const since =
    own.published_at && own.published_by
      ? `Version ${own.published} came out on ${dateInWords(own.published_at)}, put out by ${own.published_by}.`
      : 'It has not come out yet.'
  const clash = overtaken
    ? attention(
        html`${own.changed_by} changed this on ${dateTimeInWords(own.changed_at)}, while you were writing. What stands now is shown below, and your words are still in the form: nothing is lost.`,
      )
    : nothing
  const form = postForm(
    ownAt(programme.id, own.id),
    html`<input type="hidden" name="version" value="${own.version}">${fields(writing, edition)}${button({ text: overtaken ? 'Save my words over theirs' : 'Save the draft' })}`,
  )
  const open = Object.keys(writing.mistakes).length > 0
  const work = html`${clash}<p class="govuk-body-l">${STATE_WORDS[own.state]}. For ${forWhom(own)}.</p><p class="govuk-body">${since}</p>${deeds(own)}${preview(own, programme, edition)}${details({ summaryText: 'Change the words', html: html`<div id="version">${form}</div>`, open })}`
  return page(
    own.draft.text,
    html`${errorSummaryFor(writing.mistakes)}${pageHeading({ heading: own.draft.text, caption: 'A criterion of our own' })}${columns(work)}`,
    { back: { text: 'Our own criteria', href: ownCriteriaAt(programme.id) } },
  )
}
