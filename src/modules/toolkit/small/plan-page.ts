// Our plan and Record: every action, one of them open with its steps to tick, a note of evidence and its review; under
// them the Record, kept and printed.
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { postForm } from '../../../view/form.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { button } from '../../../view/govuk/button.ts'
import { details } from '../../../view/govuk/details.ts'
import { input } from '../../../view/govuk/input.ts'
import { textarea } from '../../../view/govuk/textarea.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import {
  attention,
  columns,
  dateInWords,
  dateTimeInWords,
  emptyState,
  inWords,
  pageHeading,
  quietList,
  rowList,
} from '../../../view/layout.ts'
import { actionLine, plain, smallDeed } from '../actions/pages.ts'
import { STATE_WORDS } from '../actions/rules.ts'
import type { Action, Step } from '../actions/service.ts'
import { nounsOf } from '../edition.ts'
import { evidenceList } from '../evidence/pieces.ts'
import {
  actionAt,
  recordAt,
  recordPdfAt,
  reviewAt,
  smallAt,
  smallPlanAt,
  smallWhereAt,
  versionAt,
  versionPdfAt,
  versionsAt,
} from '../paths.ts'
import { reviewFields, reviewWords } from '../reviews/pages.ts'
import { hiddenField, typedIn } from '../typing.ts'
import { beginPiece, doorsPiece, type Offer } from './pieces.ts'
import { stepTickAt } from './rules.ts'
import type { Opened, PlanAndRecord } from './service.ts'

/** Which form was sent, when one is drawn again. */
export type SentForm = { sent: 'note' | 'review' | 'record'; typed: Typed; mistakes: Mistakes }

export function smallPlanPage(seen: PlanAndRecord, again?: SentForm): Page {
  const { here, actions, open } = seen
  const setting = here.cycle.setting_id
  const rows = actions.map((action) => ({
    href: `${smallPlanAt(setting, action.id)}#open`,
    title: action.title,
    hint: actionLine(action, here.today),
    end: action.next === null ? STATE_WORDS[action.state] : 'Reviewed',
  }))
  const list =
    rows.length === 0
      ? emptyState({
          heading: 'Actions will be here',
          words: 'Rate and agree one principle first. Each gap then offers moves to try, and one press puts one here.',
          action: { text: 'Go to where we are', href: smallWhereAt(setting) },
        })
      : rowList(rows)
  const heading = headingOf(actions)
  const work = html`${list}${open && openPart(seen, open, again)}${recordPart(seen, again)}`
  const summary = errorSummaryFor(again?.mistakes ?? {}, { version: 'review' })
  return page(
    'Our plan and Record',
    html`${summary}${pageHeading({ heading, caption: `Our plan and Record · cycle ${here.cycle.number}` })}${columns(work, doorsPiece(setting, 'plan'))}`,
  )
}

function headingOf(actions: readonly Action[]): string {
  if (actions.length === 0) return 'Our plan begins with one action'
  const reviewed = actions.filter((action) => action.next !== null).length
  const all = `${inWords(actions.length)} ${actions.length === 1 ? 'action' : 'actions'}`
  if (reviewed === 0) return `${all} in our plan`
  return reviewed === actions.length
    ? `${all} in our plan, and ${reviewed === 1 ? 'it is' : 'all are'} reviewed`
    : `${all} in our plan, ${inWords(reviewed, { lower: true })} reviewed`
}

function openPart(seen: PlanAndRecord, open: Opened, again: SentForm | undefined): Html {
  const { action, purpose, steps, mayChange } = open
  const setting = action.setting_id
  const to = `${smallWhereAt(setting, purpose.principle.key)}#open`
  return html`<section id="open" aria-labelledby="open-name"><h2 class="govuk-heading-l" id="open-name">${action.title}</h2>
<p class="govuk-body">For: <a class="govuk-link" href="${to}">${plain(purpose.criterion)}</a>. <a class="govuk-link" href="${actionAt(setting, action.id)}">Change dates, owner or measures</a></p>
<h3 class="govuk-heading-m">Steps</h3>${stepsPart(steps, mayChange)}
${evidencePart(open, seen.here.today, again)}
${reviewPart(open, again)}</section>`
}

function stepsPart(steps: readonly Step[], ticks: boolean): Html {
  if (steps.length === 0) return html`<p class="govuk-body">No steps are written: it is one thing to do.</p>`
  const item = (step: Step): Html => {
    const done = step.done_at !== null
    const tick = smallDeed({
      action: stepTickAt(step.setting_id, step),
      words: done ? 'Not done after all' : 'Tick as done',
      about: step.words,
      fields: { done: done ? '' : '1', back: 'plan' },
    })
    const when = step.done_at && html`<p class="ws-row-list__hint">Done on ${dateInWords(step.done_at)}</p>`
    return html`<li class="ws-row-list__item"><div class="ws-row-list__words">${done && html`<span aria-hidden="true">✓ </span>`}${step.words}${when}</div>${ticks && html`<div class="ws-row-list__end">${tick}</div>`}</li>`
  }
  return html`<ol class="ws-row-list">${steps.map(item)}</ol>`
}

function evidencePart({ action, evidence, mayChange }: Opened, today: string, again: SentForm | undefined): Html {
  const mine = again?.sent === 'note' ? again : undefined
  const mistakes = mine?.mistakes ?? {}
  const fields = html`${textarea({ name: 'words', rows: 2, label: { text: 'What shows it' }, hint: { text: 'What someone saw, said or decided. No names of children, please' }, value: typedIn(mine?.typed, 'words'), errorMessage: mistakeIn(mistakes, 'words') })}
${input({ name: 'on_day', label: { text: 'From which day?' }, hint: { text: 'For example, 12 October 2026' }, classes: 'govuk-input--width-10', value: typedIn(mine?.typed, 'on_day', dateInWords(today)), errorMessage: mistakeIn(mistakes, 'on_day') })}
${button({ text: 'Keep this note', classes: 'govuk-button--secondary' })}`
  const form = mayChange
    ? details({
        summaryText: 'Note some evidence',
        open: mine !== undefined,
        html: postForm(`${smallAt(action.setting_id)}/actions/${action.id}/evidence`, fields),
      })
    : nothing
  return html`<h3 class="govuk-heading-m">What shows it</h3>${evidenceList(evidence, action.setting_id, undefined)}${form}`
}

/** A first review is written here. One that is there is changed on its own page, where two people's words are merged. */
function reviewPart(place: Opened, again: SentForm | undefined): Html {
  const { action, review, cycle, mayChange, edition } = place
  const mine = again?.sent === 'review' ? again : undefined
  const nouns = nounsOf(edition)
  const title = html`<h3 class="govuk-heading-m" id="review">Review</h3>`
  if (review && !mine)
    return html`${title}${reviewWords(review, nouns)}${mayChange && html`<p class="govuk-body"><a class="govuk-link" href="${reviewAt(action.setting_id, action.id)}">Change the review</a></p>`}`
  if (!mayChange) return html`${title}<p class="govuk-body">It has not been reviewed yet.</p>`
  const theirs =
    review &&
    html`${attention('Someone reviewed this while you were writing. Their words stand here, yours are in the form below: keeping yours puts them in their place.')}${reviewWords(review, nouns)}`
  const form = postForm(
    `${smallAt(action.setting_id)}/actions/${action.id}/review`,
    html`${hiddenField('version', review?.version ?? 0)}${reviewFields(nouns, mine?.typed ?? {}, mine?.mistakes ?? {})}${button({ text: 'Keep this review' })}`,
  )
  const ready = action.steps > 0 && action.steps === action.steps_done
  const open = mine !== undefined || ready || cycle.stage === 'review'
  return html`${title}${theirs}${details({ summaryText: 'Look back on it, about 10 minutes', open, html: form })}`
}

function recordPart({ here, records, keeps }: PlanAndRecord, again: SentForm | undefined): Html {
  const setting = here.cycle.setting_id
  const mine = again?.sent === 'record' ? again : undefined
  const [newest] = records
  const kept = newest
    ? html`<p class="govuk-body"><a class="govuk-link" href="${versionAt(setting, newest.id)}">Version ${newest.cycle_number}.${newest.number}</a> was kept by ${newest.kept_by} on ${dateTimeInWords(newest.kept_at)}: ${newest.why}. <a class="govuk-link" href="${versionPdfAt(setting, newest.id)}">Print that version</a></p>`
    : html`<p class="govuk-body">No version is kept yet. A version never changes, so you can always show what stood on a day.</p>`
  const links = quietList([
    html`<a class="govuk-link" href="${recordAt(setting)}">Read the Record as it stands now</a>`,
    html`<a class="govuk-link" href="${recordPdfAt(setting)}">Print it or save it as PDF</a>`,
    html`<a class="govuk-link" href="${versionsAt(setting)}">All versions kept</a>`,
  ])
  const why = input({
    name: 'why',
    label: { text: 'Why are you keeping it?' },
    hint: { text: 'For example: “For the governors’ meeting on 12 March”' },
    value: typedIn(mine?.typed, 'why'),
    errorMessage: mistakeIn(mine?.mistakes ?? {}, 'why'),
  })
  const form = keeps
    ? postForm(`${smallAt(setting)}/record`, html`${why}${button({ text: 'Keep the Record as it stands' })}`)
    : nothing
  return html`<h2 class="govuk-heading-l" id="record">The Record</h2>${kept}${links}${form}`
}

/** Before the first cycle. */
export function planBeforePage(setting: string, offer: Offer, mayBegin: boolean): Page {
  const heading = 'Your plan and your Record will be on this screen'
  return page(
    'Our plan and Record',
    html`${pageHeading({ heading, caption: 'Our plan and Record' })}${columns(beginPiece(setting, offer, mayBegin, 1), doorsPiece(setting, 'plan'))}`,
  )
}
