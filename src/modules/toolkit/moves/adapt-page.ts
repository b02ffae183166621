// Adapting a move: the school's own version to write, with the original beside it.
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { postForm } from '../../../view/form.ts'
import { button } from '../../../view/govuk/button.ts'
import { input } from '../../../view/govuk/input.ts'
import { select } from '../../../view/govuk/select.ts'
import { textarea } from '../../../view/govuk/textarea.ts'
import { html } from '../../../view/html.ts'
import { columns, pageHeading } from '../../../view/layout.ts'
import { paragraphs, plain } from '../actions/pages.ts'
import { stepsFromWords } from '../actions/rules.ts'
import type { Planning } from '../actions/service.ts'
import { nounsOf, type Edition } from '../edition.ts'
import { moveAt } from '../paths.ts'
import { typedIn } from '../typing.ts'
import { creditFrom, creditWords, criterionFor } from './rules.ts'
import type { MoveRow } from './store.ts'

const LONGEST_STEP = 300
const MOST_STEPS = 30

/** What the form begins with: the move's own words, a step for each sentence. */
export function typedFromMove(move: MoveRow, edition: Edition): Typed {
  const steps = move.done_words.split('\n').flatMap(stepsFromWords)
  return {
    criterion: criterionFor(edition, move),
    title: move.title,
    steps: steps.every((step) => step.length <= LONGEST_STEP) ? steps.slice(0, MOST_STEPS).join('\n') : '',
    intended_impact: '',
  }
}

export function adaptPage(planning: Planning, move: MoveRow, typed: Typed, mistakes: Mistakes): Page {
  const { edition, cycle } = planning
  const { learners } = nounsOf(edition)
  const own = edition.principles.filter((one) => one.key === move.principle_key)
  const others = edition.principles.filter((one) => one.key !== move.principle_key)
  const criteria = [...own, ...others].flatMap((principle) =>
    principle.criteria.map((one) => ({ value: one.key, text: `${principle.name}: ${plain(one)}` })),
  )
  const form = postForm(
    `${moveAt(cycle.setting_id, move.id)}/adapting`,
    html`${input({
      name: 'title',
      label: { text: 'What you will do' },
      errorMessage: mistakeIn(mistakes, 'title'),
      value: typedIn(typed, 'title'),
    })}${select({
      name: 'criterion',
      label: { text: 'What it is for' },
      errorMessage: mistakeIn(mistakes, 'criterion'),
      value: typedIn(typed, 'criterion'),
      items: [{ value: '', text: 'Choose what it is for' }, ...criteria],
    })}${textarea({
      name: 'steps',
      rows: 8,
      label: { text: 'First steps' },
      hint: { text: 'One on each line. Change them until they are yours.' },
      errorMessage: mistakeIn(mistakes, 'steps'),
      value: typedIn(typed, 'steps'),
    })}${textarea({
      name: 'intended_impact',
      rows: 3,
      label: { text: `What should be different for ${learners}` },
      errorMessage: mistakeIn(mistakes, 'intended_impact'),
      value: typedIn(typed, 'intended_impact'),
    })}${button({ text: 'Add this to our plan' })}`,
  )
  const beside = html`<h2 class="govuk-heading-s">The original</h2>${paragraphs(move.done_words)}<p class="govuk-body"><strong>For:</strong> ${move.for_words}</p><h3 class="govuk-heading-s">What changed there</h3>${paragraphs(move.changed_words)}<p class="govuk-body ws-quiet">Your plan will say: ${creditWords(creditFrom(move))}.</p>`
  return page(
    'Adapt a move',
    html`${errorSummaryFor(mistakes)}${pageHeading({ heading: 'Make it your own', caption: `${move.title}, from ${move.setting_name}` })}${columns(form, beside, { label: 'The original' })}`,
    { back: { text: 'Back to the move', href: moveAt(cycle.setting_id, move.id) } },
  )
}
