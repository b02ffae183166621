// Choosing small-school mode, which only a head does, and the list of all doors behind the three screens.
import { ROLES } from '../../../kernel/access.ts'
import type { Mistakes } from '../../../kernel/form.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { postForm } from '../../../view/form.ts'
import { errorSummaryFor } from '../../../view/form-page.ts'
import { button } from '../../../view/govuk/button.ts'
import { html, type Html } from '../../../view/html.ts'
import { columns, dateInWords, inWords, listInWords, pageHeading, quietList, rowList } from '../../../view/layout.ts'
import type { Nouns } from '../edition.ts'
import {
  baselineAt,
  involvementAt,
  planAt,
  recordAt,
  sharedAt,
  sharingAt,
  smallAt,
  smallPlanAt,
  smallWhereAt,
  teamAt,
  toolkitAt,
  versionsAt,
  viewsAt,
} from '../paths.ts'
import { lower } from '../standing/rules.ts'
import { hiddenField } from '../typing.ts'
import type { Suggestion } from './rules.ts'
import type { Choosing } from './service.ts'

/** Why it would fit, in a sentence. */
export function suggestionWords(suggestion: Suggestion): string {
  if (suggestion.why === 'team')
    return suggestion.size === 1
      ? 'Your resilience team is one person.'
      : `Your resilience team is ${inWords(suggestion.size, { lower: true })} people.`
  const hats = listInWords(suggestion.hats.map((hat) => (hat === 'senco' ? ROLES[hat] : lower(ROLES[hat]))))
  return `${suggestion.name} is ${hats}.`
}

const screens = (setting: string) => [
  { title: 'This week', href: smallAt(setting), hint: 'The one next thing, and twenty minutes in small steps.' },
  {
    title: 'Where we are',
    href: smallWhereAt(setting),
    hint: 'Eight principles: rate and agree in one go, and answer a gap with one press.',
  },
  {
    title: 'Our plan and Record',
    href: smallPlanAt(setting),
    hint: 'Steps to tick, evidence, reviews, and the Record kept and printed.',
  },
]

export function choicePage({ setting, choice, suggestion }: Choosing, mistakes: Mistakes = {}): Page {
  const on = choice?.is_on === true
  const heading = on ? 'You work with three screens' : 'Three screens for a small school'
  const why = suggestion && html`<p class="govuk-body">It would fit: ${suggestionWords(suggestion)}</p>`
  const said =
    choice &&
    html`<p class="govuk-body ws-quiet">Switched ${choice.is_on ? 'on' : 'off'} by ${choice.chosen_name} on ${dateInWords(choice.chosen_at)}.</p>`
  const press = (to: 'yes' | 'no', words: string, secondary: boolean): Html =>
    postForm(
      `${smallAt(setting)}/choice`,
      html`${hiddenField('on', to)}${hiddenField('version', choice?.version ?? 0)}${button({ text: words, classes: secondary ? 'govuk-button--secondary' : undefined })}`,
    )
  const work = html`${!on && why}<p class="govuk-body">Small-school mode shows the same Toolkit through fewer doors, for someone who does this beside much else. What you have done stays where it is; every other page stays open; you can switch back on any day.</p>
${rowList(screens(setting))}
${on ? press('no', 'Switch three screens off', true) : press('yes', 'Switch three screens on', false)}${!on && !choice && press('no', 'Not for us', true)}${said}`
  return page(
    heading,
    html`${errorSummaryFor(mistakes, { on: 'main-content', version: 'main-content' })}${pageHeading({ heading, caption: 'Small-school mode' })}${columns(work)}`,
    { back: { text: 'All doors', href: `${smallAt(setting)}/doors` } },
  )
}

/** Everything that is not on the three screens, in a list that says what is behind each door. */
export function doorsPage(setting: string, { learners }: Nouns, head: boolean): Page {
  const row = (title: string, href: string, hint: string) => ({ title, href, hint })
  const toolkit = [
    row('The Toolkit, with everything in it', toolkitAt(setting), 'Stages, all steps, what closes a stage.'),
    row('Resilience team', teamAt(setting), 'Who is on it; add someone.'),
    row('How people take part', involvementAt(setting), 'Each group, planned and done.'),
    row('Baseline', baselineAt(setting), 'A first picture in a few questions.'),
    row('The whole plan', planAt(setting), 'Filters, calendar, a page for each principle.'),
    row('All reviews', `${toolkitAt(setting)}/review`, 'What came of each action.'),
    row(`What ${learners}, parents and wider staff see`, viewsAt(setting), 'Ask them, and read the answers as groups.'),
    row('Search', `${toolkitAt(setting)}/search`, 'Criteria, moves and actions.'),
  ]
  const record = [
    row('The Record', recordAt(setting), 'As it stands now; from there, compare two days or two cycles.'),
    row('Versions kept', versionsAt(setting), 'Each as it was on its day.'),
    row('What is shared', sharedAt(setting), 'What a programme sees of you.'),
  ]
  const school = [
    row('Your place and its people', `/settings/${setting}`, 'Who is here, and what needs you.'),
    ...(head
      ? [
          row('Sharing', sharingAt(setting), 'Switch it on and off.'),
          row('Small-school mode', `${smallAt(setting)}/choice`, 'Switch the three screens on or off.'),
        ]
      : []),
  ]
  const heading = 'All doors'
  const group = (name: string, rows: typeof toolkit): Html =>
    html`<h2 class="govuk-heading-m">${name}</h2>${rowList(rows)}`
  const links = quietList(
    screens(setting).map((one) => html`<a class="govuk-link" href="${one.href}">${one.title}</a>`),
  )
  return page(
    heading,
    html`${pageHeading({ heading, caption: 'Behind the three screens' })}${columns(html`${group('In the Toolkit', toolkit)}${group('The Record', record)}${group('Your setting', school)}`, html`<h2 class="govuk-heading-m">The three screens</h2>${links}`)}`,
  )
}
