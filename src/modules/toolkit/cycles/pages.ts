// The Toolkit's home page (where we are, what blocks, what is next), the page before a first cycle, and the page on
// which a stage is closed.
import { page, type Page } from '../../../kernel/route.ts'
import { postForm } from '../../../view/form.ts'
import { errorSummaryFor } from '../../../view/form-page.ts'
import { button } from '../../../view/govuk/button.ts'
import { details } from '../../../view/govuk/details.ts'
import { insetText } from '../../../view/govuk/inset-text.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { columns, emptyState, inWords, pageHeading, progressBar, quietList, workList } from '../../../view/layout.ts'
import { dateInWords, isoDay, listInWords, minutes as minutesInWords, wordsOfCount } from '../../../view/words.ts'
import type { Edition, StageKey } from '../edition.ts'
import {
  baselineAt,
  closingAt,
  editionAt,
  involvementAt,
  planAt,
  sectionsAt,
  teamAt,
  toolkitAt,
  viewsAt,
} from '../paths.ts'
import { leadOf, warningsOf, type Cycle, type Member, type Standing } from '../standing/rules.ts'
import { hiddenField } from '../typing.ts'
import {
  conditionsOf,
  findingOf,
  ownRatingsOf,
  progressOf,
  stageAfter,
  stageInWords,
  stageNumber,
  teamStepsOf,
  timingsOf,
  type ConditionStanding,
  type Step,
  type Timing,
} from './rules.ts'
import { principleRows } from './where.ts'

/** What the pages are told: everything that `loadHere` found. */
export type HereSeen = {
  cycle: Cycle
  cycles: readonly Cycle[]
  edition: Edition
  standing: Standing
  me: Member | undefined
  leads: boolean
  today: string
}

const MOST_STEPS = 4

export function toolkitPage(here: HereSeen): Page {
  const { cycle, edition, standing } = here
  const finding = findingOf(edition, standing)
  const progress = progressOf(edition, standing)
  const top = html`${pageHeading({ heading: finding, caption: `Resilience Toolkit · cycle ${cycle.number}` })}`
  const work = html`${progress && progress.total > 0 && progressBar({ label: 'This stage', ...progress })}
${nextThings(here)}
${where(here)}
${closingLine(here)}`
  return page(finding, html`${top}${columns(work, homeContext(here))}`)
}

function nextThings(here: HereSeen): Html {
  const { cycle, edition, standing, me, leads } = here
  if (cycle.stage === 'closed') return nextCycle(here)
  const own = me ? ownRatingsOf(edition, standing, me) : []
  const team = teamStepsOf(edition, standing)
  const steps = me || leads ? [...own.slice(0, 2), ...team] : []
  if (steps.length === 0) return notOnTeam(here)
  const first = steps.slice(0, MOST_STEPS)
  const heading = first.length === 1 ? 'One thing to do next' : `${inWords(first.length)} things to do next`
  const total = first.reduce((sum, step) => sum + step.minutes, 0)
  return html`<h2 class="govuk-heading-m">${heading}, about ${minutesInWords(total)}</h2>${workList(first)}${more(steps.slice(MOST_STEPS))}`
}

function more(steps: readonly Step[]): Html {
  if (steps.length === 0) return nothing
  return details({ summaryText: `And ${wordsOfCount(steps.length, 'more thing')} after that`, html: workList(steps) })
}

function notOnTeam({ cycle, standing }: HereSeen): Html {
  const lead = leadOf(standing)
  const who = lead ? `Ask ${lead.name} if you would like to join it.` : 'It has no lead yet.'
  return html`<p class="govuk-body">The resilience team does this work on behalf of everyone. ${who} <a class="govuk-link" href="${teamAt(cycle.setting_id)}">See who is on the team</a></p>`
}

function nextCycle({ cycle, leads }: HereSeen): Html {
  const words = 'What you agreed at review is where the next cycle begins, and unfinished actions come along.'
  if (!leads)
    return html`<p class="govuk-body">Well done, everyone. The next cycle begins when the head or the mental health lead starts it.</p>`
  return emptyState({
    heading: `Start cycle ${cycle.number + 1} when you are ready`,
    words,
    action: postForm(`${toolkitAt(cycle.setting_id)}/cycles`, button({ text: `Start cycle ${cycle.number + 1}` })),
  })
}

function where({ edition, standing }: HereSeen): Html {
  const note = 'The middle of the levels the team has agreed. Each principle opens to its criteria.'
  return html`<h2 class="govuk-heading-m">Where we are</h2><p class="govuk-body">${note}</p>${principleRows(edition, standing)}`
}

function closingLine({ cycle, edition, standing }: HereSeen): Html {
  if (cycle.stage === 'closed') return nothing
  const open = conditionsOf(edition, standing, cycle.stage).flatMap(({ blockers }) => blockers).length
  const words =
    open === 0
      ? 'Nothing is in the way of closing this stage.'
      : `${wordsOfCount(open, 'thing')} to do before this stage can close.`
  return html`<p class="govuk-body">${words} <a class="govuk-link" href="${closingAt(cycle.setting_id, cycle.stage)}">See what closes ${stageInWords(edition, cycle.stage)}</a></p>`
}

/** The quiet column of the Toolkit's home: stages with their dates, the team, and the other rooms. */
function homeContext({ cycle, cycles, edition, standing, today }: HereSeen): Html {
  const setting = cycle.setting_id
  const stages = timingsOf(edition, cycle, today, isoDay).map(timingWords)
  const lead = leadOf(standing)
  const names = listInWords(standing.team.map((member) => member.name))
  const team =
    standing.team.length === 0 ? 'Nobody is on the team yet.' : `${lead ? `${lead.name} leads. ` : ''}${names}.`
  const links = [
    ['Resilience team', teamAt(setting)],
    ['Who holds which chapter', sectionsAt(setting)],
    ['How people take part', involvementAt(setting)],
    ['Views of pupils, parents and staff', viewsAt(setting)],
    ['Baseline', baselineAt(setting)],
    ['The plan', planAt(setting)],
    ...(cycle.stage === 'review' ? [['Review of actions', `${toolkitAt(setting)}/review`] as const] : []),
    ['The Record', `${toolkitAt(setting)}/record`],
    ['Search criteria, moves and actions', `${toolkitAt(setting)}/search`],
  ] as const
  return html`<h2 class="govuk-heading-m">Stages</h2>${quietList(stages)}
<h2 class="govuk-heading-m">The team</h2><p class="govuk-body">${team}</p>
<h2 class="govuk-heading-m">In the Toolkit</h2>${quietList(links.map(([text, href]) => html`<a class="govuk-link" href="${href}">${text}</a>`))}
<p class="govuk-body ws-quiet"><a class="govuk-link" href="${editionAt(edition.key)}">${edition.title}</a>, version ${edition.version}. ${wordsOfCount(cycles.length, 'cycle')} so far.</p>`
}

function timingWords({ stage, state, from, to, words, long }: Timing): Html {
  const dates =
    state === 'done' && from && to
      ? `${dateInWords(from)} to ${dateInWords(to)}`
      : state === 'open' && from
        ? `Since ${dateInWords(from)}`
        : 'Still to come'
  const usual =
    state === 'done'
      ? nothing
      : long
        ? html` <span class="ws-urgent">${words}</span>`
        : html` <span class="ws-quiet">${words}</span>`
  return html`<strong>${stageNumber(stage.key)}. ${stage.name}</strong><br>${dates}.${usual}`
}

/** Before the first cycle. */
export function beforePage(
  setting: string,
  offer: { name: string; edition: Edition | undefined },
  mayStart: boolean,
): Page {
  const { edition } = offer
  if (!edition) {
    const words =
      'The Toolkit is written for each kind of setting in turn. The one for yours is not ready, so there is nothing to start here today. Your programme will tell you when it is.'
    return page(
      'No Toolkit yet',
      html`${pageHeading({ heading: 'There is no Toolkit for your kind of setting yet' })}<p class="govuk-body">${words}</p>`,
    )
  }
  const heading = 'Your first cycle is ready to start'
  const stages = edition.stages.map(
    (stage) =>
      html`<strong>${stageNumber(stage.key)}. ${stage.name}.</strong> ${stage.purpose} <span class="ws-quiet">Usually ${stage.usual_months.from} to ${stage.usual_months.to} months.</span>`,
  )
  const start = mayStart
    ? postForm(`${toolkitAt(setting)}/cycles`, button({ text: 'Start the first cycle' }))
    : html`<p class="govuk-body">A cycle begins when the head, a senior leader or the mental health lead starts it.</p>`
  const criteria = edition.principles.reduce((sum, principle) => sum + principle.criteria.length, 0)
  const top = html`${pageHeading({ heading, caption: 'Resilience Toolkit' })}`
  const work = html`<p class="govuk-body-l">${edition.summary}</p>${start}
<h2 class="govuk-heading-m">How it goes</h2>${quietList(stages)}`
  const context = html`<h2 class="govuk-heading-m">${edition.title}</h2>${quietList([`${edition.principles.length} principles, ${criteria} criteria`, `A baseline of ${edition.baseline.questions.length} questions, about ${minutesInWords(edition.baseline.minutes)}`, `Version ${edition.version}, ${dateInWords(edition.published_on)}`, html`<a class="govuk-link" href="${editionAt(edition.key)}">Read all of it first</a>`])}
<h2 class="govuk-heading-m">Before you start</h2>${quietList(['Think who could be on the team: different jobs see different parts of the day.', 'Nothing is shared with anyone outside until the head decides to.'])}`
  return page(heading, html`${top}${columns(work, context)}`)
}

/** What closes a stage, in the edition's words, and the button when nothing blocks it. */
export function closingPage(here: HereSeen, stage: StageKey, mistakes: Readonly<Record<string, string>> = {}): Page {
  const { cycle, edition, standing } = here
  const conditions = conditionsOf(edition, standing, stage)
  const open = conditions.flatMap(({ blockers }) => blockers)
  const name = `stage ${stageNumber(stage)}, ${edition.stages.find((one) => one.key === stage)!.name.toLowerCase()}`
  const minutes = open.reduce((sum, blocker) => sum + blocker.minutes, 0)
  const heading =
    open.length === 0
      ? `Nothing is in the way of closing ${name}`
      : `${inWords(open.length)} ${open.length === 1 ? 'thing' : 'things'} before ${name} can close`
  const warnings = warningsOf(edition, standing, stage)
  const work = html`${errorSummaryFor(mistakes, { version: 'main-content' })}${pageHeading({ heading, caption: `Cycle ${cycle.number}` })}
${open.length > 0 && html`<p class="govuk-body">About ${minutesInWords(minutes)} in all.</p>`}
${conditions.map(conditionPart)}
${warnings.length > 0 && html`<h2 class="govuk-heading-m">Worth knowing</h2><p class="govuk-body">None of this keeps the stage open.</p>${workList(warnings.map(({ href, words, minutes: own }) => ({ href, title: words, minutes: own })))}`}
${closeForm(here, stage, open.length === 0)}`
  return page(heading, columns(work), { back: { text: 'Toolkit', href: toolkitAt(cycle.setting_id) } })
}

function conditionPart({ condition, blockers }: ConditionStanding): Html {
  const state = blockers.length === 0 ? 'Done' : `${wordsOfCount(blockers.length, 'thing')} to do`
  const list = workList(blockers.map(({ href, words, minutes }) => ({ href, title: words, minutes })))
  const items = blockers.length > 8 ? details({ summaryText: `Show all ${blockers.length}`, html: list }) : list
  return html`<h2 class="govuk-heading-s">${condition.words}</h2><p class="govuk-body">${state}</p>${blockers.length > 0 && items}`
}

function closeForm({ cycle, edition, leads }: HereSeen, stage: StageKey, ready: boolean): Html {
  if (!ready) return nothing
  if (!leads) return insetText({ text: 'The lead of the team, the head or a senior leader can close this stage.' })
  const after = stageAfter(stage)
  const words =
    after === 'closed'
      ? 'Closing it completes the cycle. A version of the Record is kept for good, and you can start the next cycle when you like.'
      : `What was agreed is kept as it stands, with a version of the Record, and ${stageInWords(edition, after)} begins.`
  return html`<p class="govuk-body">${words}</p>${postForm(closingAt(cycle.setting_id, stage), html`${hiddenField('version', cycle.version)}${button({ text: `Close ${stageInWords(edition, stage)}` })}`)}`
}

/** For a stage that is not the open one: when it closed, or that it is still to come. */
export function stageElsewherePage(here: HereSeen, stage: StageKey, closedOn: Date | null): Page {
  const { cycle, edition } = here
  const name = `Stage ${stageNumber(stage)}, ${edition.stages.find((one) => one.key === stage)!.name.toLowerCase()}`
  const heading = closedOn ? `${name}, closed on ${dateInWords(closedOn)}` : `${name}, has not begun yet`
  const words = closedOn ? 'What was agreed then is in the Record.' : 'It begins when the stage before it closes.'
  return page(
    heading,
    html`${pageHeading({ heading })}<p class="govuk-body">${words} <a class="govuk-link" href="${toolkitAt(cycle.setting_id)}">See where the Toolkit is now</a></p>`,
  )
}
