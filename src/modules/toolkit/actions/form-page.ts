// Writing an action: choosing what it is for, the form with suggestions beside it, and what two people's changes to
// it are made of. Promises that no typed word is lost.
import { mistakeIn, errorSummaryFor } from '../../../view/form-page.ts'
import { postForm } from '../../../view/form.ts'
import { button } from '../../../view/govuk/button.ts'
import { details } from '../../../view/govuk/details.ts'
import { input } from '../../../view/govuk/input.ts'
import { radios } from '../../../view/govuk/radios.ts'
import { select } from '../../../view/govuk/select.ts'
import { textarea } from '../../../view/govuk/textarea.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { columns, pageHeading, rowList } from '../../../view/layout.ts'
import type { MergeField } from '../../../view/merge.ts'
import { beganFields } from '../../../view/merge-page.ts'
import { dateInWords, minutes } from '../../../view/words.ts'
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import { meansDay, type Stands } from '../../../kernel/merge.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { actionAt, planAt, principlePlanAt } from '../paths.ts'
import { agreedAt, agreedNow, isGap, type Standing } from '../standing/rules.ts'
import { ACTIVITY_WORDS, agreedWords, plain } from './pages.ts'
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

export function editActionAt(action: Pick<Action, 'setting_id' | 'id'>): string {
  return `${actionAt(action.setting_id, action.id)}/edit`
}

/** What stands now, as it would be typed. A press that only moved the action is not whoever wrote its words. */
export function standsOfAction(action: Action): Stands {
  const { owner_id, starts_on, due_on, activity_level, version } = action
  const typed = {
    title: action.title,
    owner_id: owner_id ?? '',
    people: action.people ?? '',
    starts_on: starts_on ? dateInWords(starts_on) : '',
    due_on: due_on ? dateInWords(due_on) : '',
    intended_impact: action.intended_impact ?? '',
    evidence_plan: action.evidence_plan ?? '',
    pupil_view: action.pupil_view ?? '',
    activity_level: activity_level === null ? '' : String(activity_level),
  }
  return { typed, version, by: action.worded_by ?? action.updated_by, at: action.worded_at ?? action.updated_at }
}

/** The fields of an action, for bringing two people's changes together. */
export function actionFields({ standing, edition, action }: ActionPlace): MergeField[] {
  const labels = labelsFor(nounsOf(edition))
  const owner = (id: string): string =>
    [...standing.team, ...standing.leavers].find((member) => member.id === id)?.name ?? action.owner_name ?? id
  const how: Readonly<Record<keyof Written, Omit<MergeField, 'name' | 'label'>>> = {
    title: { kind: 'line' },
    owner_id: { kind: 'value', said: owner },
    people: { kind: 'words' },
    starts_on: { kind: 'value', meaning: meansDay },
    due_on: { kind: 'value', meaning: meansDay },
    intended_impact: { kind: 'words' },
    evidence_plan: { kind: 'words' },
    pupil_view: { kind: 'words' },
    activity_level: { kind: 'value', said: (value) => ACTIVITY_WORDS[value] ?? value },
  }
  return writtenFields.map((name) => ({ name, label: labels[name], ...how[name] }))
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

function whatFor(planning: Planning, purpose: Purpose, others: Html | undefined): Html {
  const { criterion, principle } = purpose
  const setting = planning.cycle.setting_id
  const ideas = others
    ? html`<h2 class="govuk-heading-s">Ideas from the Toolkit</h2><ul class="ws-quiet-list">${criterion.moves.map(
        (move) =>
          html`<li><a class="govuk-link" href="${newActionAt(setting, criterion.key, move.key)}">${move.title}</a><br><span class="ws-quiet">${move.words} About ${minutes(move.minutes)}.</span></li>`,
      )}</ul>${others}`
    : nothing
  return html`<h2 class="govuk-heading-s">What it is for</h2><p class="govuk-body-s">${criterion.text}</p><div class="govuk-body-s">${agreedWords(agreedNow(planning.standing, criterion.key))}</div><p class="govuk-body-s"><a class="govuk-link" href="${principlePlanAt(setting, principle.key)}">${principle.name}</a></p>${ideas}`
}

/** `others`: what other schools did about the same thing, beside the edition's own ideas. */
export function newActionPage(
  planning: Planning,
  purpose: Purpose,
  { typed, mistakes, others }: { typed: Typed; mistakes: Mistakes; others: Html },
): Page {
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
    html`${errorSummaryFor(mistakes)}${heading}${columns(work, whatFor(planning, purpose, others), { label: 'What it is for' })}`,
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

export function editActionPage(place: ActionPlace, typed: Typed, mistakes: Mistakes, beside: Html): Page {
  const { action, purpose, standing } = place
  const writing: Writing = { typed, mistakes, standing, purpose, nouns: nounsOf(place.edition), before: action }
  const form = postForm(
    editActionAt(action),
    html`${beganFields(typed)}${fields(writing, yearAfter(place.today))}${button({ text: 'Save' })}`,
  )
  const heading = 'Change this action'
  return page(
    heading,
    html`${errorSummaryFor(mistakes, { version: 'main-content' })}${pageHeading({ heading, caption: action.title })}${columns(html`${beside}${form}`, whatFor(place, purpose, undefined), { label: 'What it is for' })}`,
    {
      back: { text: 'Back to the action', href: actionAt(action.setting_id, action.id) },
    },
  )
}

function yearAfter(today: string): string {
  return String(Number(today.slice(0, 4)) + 1)
}
