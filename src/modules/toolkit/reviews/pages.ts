// Reviewing: the list of what is reviewed and what waits, and the page of one review, where what was done stands
// beside what was planned.
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import type { Stands } from '../../../kernel/merge.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { postForm } from '../../../view/form.ts'
import { button } from '../../../view/govuk/button.ts'
import { radios } from '../../../view/govuk/radios.ts'
import { summaryList } from '../../../view/govuk/summary-list.ts'
import { textarea } from '../../../view/govuk/textarea.ts'
import { html, nothing, type Html, type Value } from '../../../view/html.ts'
import { columns, emptyState, pageHeading, rowList, stackedTable, workList } from '../../../view/layout.ts'
import type { MergeField } from '../../../view/merge.ts'
import { beganFields } from '../../../view/merge-page.ts'
import { dateInWords, inWords } from '../../../view/words.ts'
import { datesInWords } from '../actions/action-page.ts'
import { findingWords, indicatorFigure, targetWords } from '../actions/indicators/pages.ts'
import { actionLine, agreedWords, capital, dueWords, paragraphs, plain, progressWords } from '../actions/pages.ts'
import { STATE_WORDS } from '../actions/rules.ts'
import { nounsOf, type Edition, type Nouns } from '../edition.ts'
import type { Action, Planning } from '../actions/service.ts'
import { stepList } from '../actions/steps/pages.ts'
import { actionAt, criterionAt, planAt, reviewAt, toolkitAt } from '../paths.ts'
import { agreedAt } from '../standing/rules.ts'
import { CHANGED_HINTS, CHANGED_WORDS, changes, NEXT_HINTS, NEXT_WORDS, nexts } from './rules.ts'
import type { Review, ReviewPlace } from './service.ts'

const REVIEW_MINUTES = 10

export function reviewsHeading(reviewed: number, total: number): string {
  if (total === 0) return 'Reviews begin with an action'
  if (reviewed === total)
    return total === 1 ? 'The one action is reviewed' : `All ${inWords(total, { lower: true })} actions are reviewed`
  if (reviewed === 0) return total === 1 ? 'One action to look back on' : `${inWords(total)} actions to look back on`
  return `${inWords(reviewed)} of ${inWords(total, { lower: true })} actions reviewed`
}

export function reviewsPage({
  cycle,
  today,
  edition,
  actions,
  reviews,
  mayChange,
}: Planning & { actions: readonly Action[]; reviews: readonly Review[] }): Page {
  const setting = cycle.setting_id
  const reviewOf = new Map(reviews.map((review) => [review.action_id, review]))
  const waiting = actions.filter((action) => !reviewOf.has(action.id))
  const line = (action: Action): Html => html`${STATE_WORDS[action.state]} · ${actionLine(action, today)}`
  const open =
    waiting.length === 0
      ? nothing
      : html`<h2 class="govuk-heading-m">Waiting for a review</h2>${
          mayChange
            ? workList(
                waiting.map((action) => ({
                  href: reviewAt(setting, action.id),
                  title: action.title,
                  hint: line(action),
                  minutes: REVIEW_MINUTES,
                })),
              )
            : rowList(
                waiting.map((action) => ({
                  href: actionAt(setting, action.id),
                  title: action.title,
                  hint: line(action),
                })),
              )
        }`
  const done = actions.flatMap((action) => {
    const review = reviewOf.get(action.id)
    return review
      ? [
          {
            href: reviewAt(setting, action.id),
            title: action.title,
            hint: html`${CHANGED_WORDS[review.changed]}. Done: ${progressWords(action.steps_done, action.steps)}.`,
            end: NEXT_WORDS[review.next],
          },
        ]
      : []
  })
  const looked = done.length === 0 ? nothing : html`<h2 class="govuk-heading-m">Reviewed</h2>${rowList(done)}`
  const empty =
    actions.length === 0
      ? emptyState({
          heading: 'What you did and what it changed will be here',
          words: `Every action of this cycle gets a short review: what was done, what changed for ${nounsOf(edition).learners}, and what comes next.`,
          action: { text: 'Go to the plan', href: planAt(setting) },
        })
      : nothing
  const caption = `Review, cycle ${cycle.number}`
  const main = columns(
    html`${pageHeading({ heading: reviewsHeading(done.length, actions.length), caption })}${empty}${open}${looked}`,
  )
  return page('Review', main, { back: { text: 'Back to the Toolkit', href: toolkitAt(setting) } })
}

/** When it really happened, as far as ticked steps tell. */
function happenedWords({ action, steps, today }: ReviewPlace): string {
  const days = steps
    .flatMap((step) => (step.done_at === null ? [] : [step.done_at]))
    .sort((a, b) => a.getTime() - b.getTime())
  const [first] = days
  const last = days.at(-1)
  const state =
    action.state === 'planned' || action.state === 'under_way'
      ? `${STATE_WORDS[action.state]}, ${dueWords(action, today)}`
      : STATE_WORDS[action.state]
  if (!first || !last) return state
  const ticked =
    dateInWords(first) === dateInWords(last)
      ? `steps ticked on ${dateInWords(first)}`
      : `steps ticked from ${dateInWords(first)} to ${dateInWords(last)}`
  return `${state}; ${ticked}`
}

function besides(place: ReviewPlace): Html {
  const { action, steps, indicators } = place
  const left = steps.filter((step) => step.done_at === null)
  const rows: Value[][] = [
    ['When', datesInWords(action), happenedWords(place)],
    [
      'Steps',
      steps.length === 0 ? 'None were written' : `${steps.length}`,
      html`${capital(progressWords(action.steps_done, action.steps))}${left.length > 0 && action.steps_done > 0 && `; still open: ${left.map((step) => step.words).join('; ')}`}`,
    ],
    ...indicators.map((one): Value[] => [one.name, targetWords(one), findingWords(one)]),
  ]
  const impact = action.intended_impact
    ? html`<h2 class="govuk-heading-s">What you hoped for</h2>${paragraphs(action.intended_impact)}`
    : nothing
  const asked = action.pupil_view
    ? html`<h2 class="govuk-heading-s">What ${nounsOf(place.edition).learners} had said</h2>${paragraphs(action.pupil_view)}`
    : nothing
  const charts =
    indicators.length === 0
      ? nothing
      : html`<h2 class="govuk-heading-m">Before and after</h2>${indicators.map((one) => html`<h3 class="govuk-heading-s">${one.name}</h3>${indicatorFigure(one)}`)}`
  const list = steps.length === 0 ? nothing : html`<h2 class="govuk-heading-s">The steps</h2>${stepList(steps, false)}`
  return html`${stackedTable({ caption: 'Done against planned', head: ['What', 'Planned', 'What happened'], rows })}${impact}${asked}${list}${charts}`
}

const textOf = (typed: Typed, name: string): string => String(typed[name] ?? '')

/** What stands now, as it would be typed; version 0 before the first review. */
export function standsOfReview(review: Review | undefined): Stands {
  const { done_words = '', pupils_words, changed = '', next = '', next_words, version = 0 } = review ?? {}
  const typed = { done_words, pupils_words: pupils_words ?? '', changed, next, next_words: next_words ?? '' }
  return { typed, version, by: review?.reviewed_name ?? null, at: review?.reviewed_at ?? null }
}

const labelsFor = ({ learners }: Nouns) => ({
  done_words: 'What did you do, beside what you planned?',
  changed: `What changed for ${learners}?`,
  pupils_words: `What do ${learners} say about it?`,
  next: 'What comes next?',
  next_words: 'Why, or what exactly?',
})

/** What comes next goes with its reason. */
export function reviewMergeFields(edition: Edition): MergeField[] {
  const labels = labelsFor(nounsOf(edition))
  const among =
    (words: Readonly<Record<string, string>>) =>
    (value: string): string =>
      words[value] ?? value
  return [
    { name: 'done_words', label: labels.done_words, kind: 'words' },
    { name: 'changed', label: labels.changed, kind: 'value', said: among(CHANGED_WORDS) },
    { name: 'pupils_words', label: labels.pupils_words, kind: 'words' },
    { name: 'next', label: labels.next, kind: 'value', group: 'next', said: among(NEXT_WORDS) },
    { name: 'next_words', label: labels.next_words, kind: 'words', group: 'next' },
  ]
}

export function reviewFields(nouns: Nouns, typed: Typed, mistakes: Mistakes): Html {
  const labels = labelsFor(nouns)
  const area = (name: string, label: string, hint: string, rows = 4): Html =>
    textarea({
      name,
      rows,
      label: { text: label, classes: 'govuk-label--s' },
      hint: { text: hint },
      errorMessage: mistakeIn(mistakes, name),
      value: textOf(typed, name),
    })
  const pick = <K extends string>(
    name: string,
    legend: string,
    values: readonly K[],
    words: Readonly<Record<K, string>>,
    hints: Readonly<Record<K, string>>,
  ): Html =>
    radios({
      name,
      fieldset: { legend: { text: legend, classes: 'govuk-fieldset__legend--s' } },
      errorMessage: mistakeIn(mistakes, name),
      value: textOf(typed, name),
      items: values.map((value) => ({ value, text: words[value], hint: { text: hints[value] } })),
    })
  return html`${area('done_words', labels.done_words, 'What went to plan, what you changed on the way, and why.')}${pick('changed', labels.changed, changes, CHANGED_WORDS, CHANGED_HINTS)}${area('pupils_words', labels.pupils_words, 'Their words, as they said them. Leave out names.')}${pick('next', labels.next, nexts, NEXT_WORDS, NEXT_HINTS)}${area('next_words', labels.next_words, 'Leave it empty if nothing needs adding.', 2)}`
}

/** A review to read. */
export function reviewWords(review: Review, { learners }: Nouns): Html {
  const rows = [
    { key: { text: 'What we did' }, value: { html: paragraphs(review.done_words) } },
    { key: { text: 'What changed' }, value: { text: CHANGED_WORDS[review.changed] } },
    {
      key: { text: `What ${learners} say` },
      value: {
        html:
          review.pupils_words === null
            ? html`<span class="ws-quiet">Nothing noted</span>`
            : paragraphs(review.pupils_words),
      },
    },
    {
      key: { text: 'What next' },
      value: {
        html: html`<p class="govuk-body">${NEXT_WORDS[review.next]}</p>${review.next_words && paragraphs(review.next_words)}`,
      },
    },
  ]
  return html`${summaryList({ rows })}<p class="govuk-body-s ws-quiet">Reviewed by ${review.reviewed_name} on ${dateInWords(review.reviewed_at)}</p>`
}

function reading({ action, review, mayChange, edition }: ReviewPlace): Html {
  if (review) return html`<h2 class="govuk-heading-m">The review</h2>${reviewWords(review, nounsOf(edition))}`
  return mayChange
    ? nothing
    : html`<h2 class="govuk-heading-m">The review</h2><p class="govuk-body">“${action.title}” has not been reviewed yet. Someone on the resilience team will do that.</p>`
}

function whatFor(place: ReviewPlace): Html {
  const { action, purpose, standing, cycle } = place
  const { principle, criterion } = purpose
  const again = agreedAt(standing, criterion.key, 'review')
  const at = criterionAt(action.setting_id, principle.key, criterion.key)
  const newer = again
    ? html`<h2 class="govuk-heading-s">Agreed again at review</h2><div class="govuk-body-s">${agreedWords(again)}</div>`
    : cycle.stage === 'review' && place.mayChange
      ? html`<p class="govuk-body-s">Where is this criterion now? <a class="govuk-link" href="${at}">Agree its level again</a> with the team.</p>`
      : nothing
  return html`<h2 class="govuk-heading-s">What it is for</h2><p class="govuk-body-s"><a class="govuk-link" href="${at}">${plain(criterion)}</a></p><div class="govuk-body-s">${agreedWords(agreedAt(standing, criterion.key, 'assess'))}</div>${newer}<p class="govuk-body-s"><a class="govuk-link" href="${actionAt(action.setting_id, action.id)}">The action and its steps</a></p>`
}

export function reviewPage(place: ReviewPlace, typed: Typed, mistakes: Mistakes, beside: Html): Page {
  const { action, review, mayChange } = place
  const form = postForm(
    reviewAt(action.setting_id, action.id),
    html`${beganFields(typed)}${reviewFields(nounsOf(place.edition), typed, mistakes)}${button({ text: 'Keep this review' })}`,
  )
  const writing = html`<h2 class="govuk-heading-m">${review ? 'Change the review' : 'Your review'}</h2>${beside}${review ? nothing : html`<p class="govuk-body">About ${REVIEW_MINUTES} minutes, best done together.</p>`}<div class="ws-screen-only">${form}</div>`
  const heading = review ? `Looking back on “${action.title}”` : `What came of “${action.title}”?`
  const work = html`${besides(place)}${reading(place)}${mayChange ? writing : nothing}`
  return page(
    `Review: ${action.title}`,
    html`${errorSummaryFor(mistakes, { version: 'main-content' })}${pageHeading({ heading, caption: place.purpose.principle.name })}${columns(work, whatFor(place), { label: 'What it is for' })}`,
    {
      back: { text: 'Back to all reviews', href: `${toolkitAt(action.setting_id)}/review` },
    },
  )
}
