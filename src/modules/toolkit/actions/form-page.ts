// Writing an action: choosing what it is for, the form with suggestions beside it, and the same form again when
// someone else changed the action meanwhile, with both versions to see. Promises that no typed word is lost.
import { mistakeIn, errorSummaryFor } from '../../../view/form-page.ts'
import { postForm } from '../../../view/form.ts'
import { button } from '../../../view/govuk/button.ts'
import { details } from '../../../view/govuk/details.ts'
import { input } from '../../../view/govuk/input.ts'
import { radios } from '../../../view/govuk/radios.ts'
import { select } from '../../../view/govuk/select.ts'
import { summaryList } from '../../../view/govuk/summary-list.ts'
import { textarea } from '../../../view/govuk/textarea.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { columns, pageHeading, rowList } from '../../../view/layout.ts'
import { dateInWords, dateTimeInWords, minutes } from '../../../view/words.ts'
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { actionAt, planAt, principlePlanAt } from '../paths.ts'
import { agreedAt, agreedNow, isGap, type Standing } from '../standing/rules.ts'
import { ACTIVITY_WORDS, agreedWords, paragraphs, plain } from './pages.ts'
import { nounsOf, type Nouns } from '../edition.ts'
import { activityLevels, stepsFromWords, writtenFields, type Written } from './rules.ts'
import type { Action, ActionPlace, Planning, Purpose } from './service.ts'

const NEW_MINUTES = 10

const labelsFor = ({ learners }: Nouns): Readonly<Record<keyof Written, string>> => ({
  title: 'What you will do',
  owner_id: 'Who looks after it',
  people: 'Who else takes part',
  starts_on: 'When it starts',
  due_on: 'When it is due',
  intended_impact: `What should be different for ${learners}`,
  evidence_plan: 'How you will show it',
  pupil_view: `What ${learners} said that this answers`,
  activity_level: 'Who it is mainly for',
})

export function newActionAt(setting: string, criterion: string, move?: string): string {
  return `${planAt(setting)}/actions/new?criterion=${criterion}${move ? `&move=${move}` : ''}`
}

const textOf = (typed: Typed, name: string): string => [typed[name] ?? ''].flat().at(-1) ?? ''

/** What stands now, as it would be typed. */
export function typedFromAction(action: Written & { version: number }): Typed {
  const { owner_id, starts_on, due_on, activity_level } = action
  return {
    title: action.title,
    owner_id: owner_id ?? '',
    people: action.people ?? '',
    starts_on: starts_on ? dateInWords(starts_on) : '',
    due_on: due_on ? dateInWords(due_on) : '',
    intended_impact: action.intended_impact ?? '',
    evidence_plan: action.evidence_plan ?? '',
    pupil_view: action.pupil_view ?? '',
    activity_level: activity_level === null ? '' : String(activity_level),
    version: String(action.version),
  }
}

/** A new action begins with the words of the move it comes from, if any. */
export function typedFromMove(purpose: Purpose, moveKey: string | undefined): Typed {
  const move = purpose.criterion.moves.find((one) => one.key === moveKey)
  return {
    criterion: purpose.criterion.key,
    move: move?.key ?? '',
    title: move?.title ?? '',
    steps: move ? stepsFromWords(move.words).join('\n') : '',
  }
}

type Writing = {
  typed: Typed
  mistakes: Mistakes
  standing: Standing
  purpose: Purpose
  nouns: Nouns
  before?: Action
}

function ownerField({ typed, mistakes, standing, nouns, before }: Writing): Html {
  const left =
    before?.owner_left && before.owner_id && before.owner_name
      ? [{ value: before.owner_id, text: `${before.owner_name} (has left the team)` }]
      : []
  return select({
    name: 'owner_id',
    label: { text: labelsFor(nouns).owner_id },
    hint: { text: 'One person from the team, so that everyone knows whom to ask.' },
    errorMessage: mistakeIn(mistakes, 'owner_id'),
    value: textOf(typed, 'owner_id'),
    items: [
      { value: '', text: 'Nobody yet' },
      ...standing.team.map((member) => ({ value: member.id, text: member.name })),
      ...left,
    ],
  })
}

function lines(writing: Writing, name: keyof Written, hint: string, rows = 3): Html {
  const { typed, mistakes, nouns } = writing
  return textarea({
    name,
    rows,
    label: { text: labelsFor(nouns)[name] },
    hint: { text: hint },
    errorMessage: mistakeIn(mistakes, name),
    value: textOf(typed, name),
  })
}

function dayField({ typed, mistakes, nouns }: Writing, name: 'starts_on' | 'due_on', example: string): Html {
  return input({
    name,
    label: { text: labelsFor(nouns)[name] },
    hint: { text: `For example, ${example}` },
    classes: 'govuk-input--width-10',
    errorMessage: mistakeIn(mistakes, name),
    value: textOf(typed, name),
  })
}

function fields(writing: Writing, year: string): Html {
  const { typed, mistakes, purpose, nouns } = writing
  const labels = labelsFor(nouns)
  const title = input({
    name: 'title',
    label: { text: labels.title },
    errorMessage: mistakeIn(mistakes, 'title'),
    value: textOf(typed, 'title'),
  })
  const first = writing.before
    ? nothing
    : textarea({
        name: 'steps',
        rows: 5,
        label: { text: 'First steps' },
        hint: { text: 'One on each line. You can add, change and tick them later.' },
        errorMessage: mistakeIn(mistakes, 'steps'),
        value: textOf(typed, 'steps'),
      })
  return html`${title}${ownerField(writing)}${lines(writing, 'people', 'Names, classes or groups.', 2)}${dayField(writing, 'starts_on', `4 January ${year}`)}${dayField(writing, 'due_on', `27 March ${year}`)}${first}
<h2 class="govuk-heading-m">How you will know that it helped</h2>
${lines(writing, 'intended_impact', `What ${nouns.learners} will feel, do or say that they do not yet.`)}${lines(writing, 'evidence_plan', `At least: ${purpose.criterion.minimum_evidence}`)}${lines(writing, 'pupil_view', 'In their words, if you have them. Leave out names.')}${radios(
    {
      name: 'activity_level',
      fieldset: { legend: { text: labels.activity_level, classes: 'govuk-fieldset__legend--s' } },
      errorMessage: mistakeIn(mistakes, 'activity_level'),
      value: textOf(typed, 'activity_level'),
      items: activityLevels.map((value) => ({ value, text: ACTIVITY_WORDS[value]! })),
    },
  )}`
}

function beside(planning: Planning, purpose: Purpose, moves: boolean): Html {
  const { criterion, principle } = purpose
  const setting = planning.cycle.setting_id
  const ideas = moves
    ? html`<h2 class="govuk-heading-s">Ideas to start from</h2><ul class="ws-quiet-list">${criterion.moves.map(
        (move) =>
          html`<li><a class="govuk-link" href="${newActionAt(setting, criterion.key, move.key)}">${move.title}</a><br><span class="ws-quiet">${move.words} About ${minutes(move.minutes)}.</span></li>`,
      )}</ul>`
    : nothing
  return html`<h2 class="govuk-heading-s">What it is for</h2><p class="govuk-body-s">${criterion.text}</p><div class="govuk-body-s">${agreedWords(agreedNow(planning.standing, criterion.key))}</div><p class="govuk-body-s"><a class="govuk-link" href="${principlePlanAt(setting, principle.key)}">${principle.name}</a></p>${ideas}`
}

export function newActionPage(planning: Planning, purpose: Purpose, typed: Typed, mistakes: Mistakes): Page {
  const setting = planning.cycle.setting_id
  const writing: Writing = { typed, mistakes, standing: planning.standing, purpose, nouns: nounsOf(planning.edition) }
  const hidden = html`<input type="hidden" name="criterion" value="${purpose.criterion.key}"><input type="hidden" name="move" value="${textOf(typed, 'move')}">`
  const work = html`<p class="govuk-body-l">About ${minutes(NEW_MINUTES)}. Only the first line is needed to begin; the rest can follow when you know it.</p>${postForm(
    `${planAt(setting)}/actions`,
    html`${hidden}${fields(writing, yearAfter(planning.today))}${button({ text: 'Add this action' })}`,
  )}`
  const heading = pageHeading({ heading: 'What will you do about this?', caption: plain(purpose.criterion) })
  return page(
    'Add an action',
    html`${errorSummaryFor(mistakes)}${heading}${columns(work, beside(planning, purpose, true), { label: 'What it is for' })}`,
    {
      back: { text: 'Back to the plan', href: principlePlanAt(setting, purpose.principle.key) },
    },
  )
}

/** Gaps come first; an action may be for a strength as well. */
export function chooseCriterionPage(planning: Planning, mistakes: Mistakes): Page {
  const { edition, standing, cycle } = planning
  const gaps = edition.principles.flatMap((principle) =>
    principle.criteria
      .filter(
        (criterion) =>
          isGap(agreedAt(standing, criterion.key, 'assess')) &&
          !standing.actions.some((action) => action.criterion_key === criterion.key),
      )
      .map((criterion) => ({
        href: newActionAt(cycle.setting_id, criterion.key),
        title: plain(criterion),
        hint: principle.name,
      })),
  )
  const first =
    gaps.length === 0 ? nothing : html`<h2 class="govuk-heading-m">Gaps without an action yet</h2>${rowList(gaps)}`
  const all = edition.principles.map((principle) =>
    details({
      summaryText: principle.name,
      html: html`<ul class="govuk-list govuk-list--spaced">${principle.criteria.map((criterion) => html`<li><a class="govuk-link" href="${newActionAt(cycle.setting_id, criterion.key)}">${plain(criterion)}</a></li>`)}</ul>`,
    }),
  )
  return page(
    'Choose what the action is for',
    html`${errorSummaryFor(mistakes)}${pageHeading({ heading: 'Choose what the action is for', caption: 'Add an action' })}${columns(html`${first}<h2 class="govuk-heading-m" id="criterion">All eight principles</h2>${all}`)}`,
    { back: { text: 'Back to the plan', href: planAt(cycle.setting_id) } },
  )
}

export function editActionPage(place: ActionPlace, typed: Typed, mistakes: Mistakes): Page {
  const { action, purpose, standing } = place
  const clashed = mistakes.version !== undefined && textOf(typed, 'version') !== String(action.version)
  const writing: Writing = { typed, mistakes, standing, purpose, nouns: nounsOf(place.edition), before: action }
  const version = html`<input type="hidden" name="version" value="${action.version}">`
  const save = clashed ? 'Save my words over theirs' : 'Save'
  const form = postForm(
    `${actionAt(action.setting_id, action.id)}/edit`,
    html`${version}${clashed ? html`<h2 class="govuk-heading-m" id="version">Your words</h2>` : nothing}${fields(writing, yearAfter(place.today))}${button({ text: save })}`,
  )
  const heading = clashed ? `${action.updated_by} changed this while you were writing` : 'Change this action'
  const work = html`${clashed ? clash(place, typed) : nothing}${form}`
  return page(
    heading,
    html`${errorSummaryFor(mistakes)}${pageHeading({ heading, caption: action.title })}${columns(work, beside(place, purpose, false), { label: 'What it is for' })}`,
    {
      back: { text: 'Back to the action', href: actionAt(action.setting_id, action.id) },
    },
  )
}

/** Where the two differ: what stands now, and by whom. The writer's own words follow in the form. */
function clash({ action, standing, edition }: ActionPlace, typed: Typed): Html {
  const now = typedFromAction(action)
  const name = (id: string): string =>
    standing.team.find((member) => member.id === id)?.name ?? action.owner_name ?? 'Nobody yet'
  const said = (field: keyof Written, text: string): Html => {
    if (text === '') return html`<span class="ws-quiet">Nothing</span>`
    if (field === 'owner_id') return html`${name(text)}`
    if (field === 'activity_level') return html`${ACTIVITY_WORDS[text] ?? text}`
    return paragraphs(text)
  }
  const differ = writtenFields.filter((field) => textOf(now, field) !== textOf(typed, field).trim())
  const rows = differ.map((field) => ({
    key: { text: labelsFor(nounsOf(edition))[field] },
    value: { html: said(field, textOf(now, field)) },
  }))
  return html`<p class="govuk-body">Nothing is lost. What stands now was saved by ${action.updated_by} on ${dateTimeInWords(action.updated_at)}; your words are below it. Take over what you want to keep, then save.</p>
<h2 class="govuk-heading-m">What stands now, where it differs</h2>
${rows.length === 0 ? html`<p class="govuk-body">The same as yours.</p>` : summaryList({ rows })}`
}

function yearAfter(today: string): string {
  return String(Number(today.slice(0, 4)) + 1)
}
