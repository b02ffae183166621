// Where we are: the eight principles, and one of them open: levels to rate and agree in one go where one person does
// both, and each gap with its plan, or a suggested move that one press puts there.
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { postForm } from '../../../view/form.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { button } from '../../../view/govuk/button.ts'
import { details } from '../../../view/govuk/details.ts'
import { radios } from '../../../view/govuk/radios.ts'
import { textarea } from '../../../view/govuk/textarea.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import {
  columns,
  focusQuestion,
  level,
  levelInWords,
  levelKey,
  LEVELS,
  listInWords,
  minutes as minutesInWords,
  pageHeading,
  rowList,
  wordsOfCount,
  type LevelWords,
} from '../../../view/layout.ts'
import { newActionAt } from '../actions/form-page.ts'
import { plain } from '../actions/pages.ts'
import { gapsOf, type Gap } from '../actions/plan/rules.ts'
import { agreedPiece, askedByPiece } from '../chapters/pieces.ts'
import { earlierOf } from '../chapters/rules.ts'
import { findingOf } from '../cycles/rules.ts'
import type { Criterion } from '../edition.ts'
import { levelWords } from '../leveling.ts'
import { criterionPageAt, planAt, principleAt, ratingAt, smallAt, smallPlanAt, smallWhereAt } from '../paths.ts'
import { behindPiece } from '../ratings/pieces.ts'
import { reasonWords } from '../actions/plan/pages.ts'
import { agreedAt, agreedNow, momentOf, roundOf, waitingFor, whereWeAre } from '../standing/rules.ts'
import { hiddenField, typedIn } from '../typing.ts'
import { beginPiece, doorsPiece, type Offer } from './pieces.ts'
import { askedOf, SMALL_TEAM, standsFor, wayOf } from './rules.ts'
import type { Where } from './service.ts'

type Sent = { typed?: Typed | undefined; mistakes?: Mistakes }

export function wherePage(seen: Where, { typed, mistakes = {} }: Sent = {}): Page {
  const { here, principle } = seen
  const { cycle, edition, standing } = here
  const setting = cycle.setting_id
  const heading = findingOf(edition, standing)
  const words = levelWords(edition)
  const rows = whereWeAre(edition, standing).map((one) => ({
    href: `${smallWhereAt(setting, one.principle.key)}#open`,
    title: one.principle.name,
    hint: `${one.agreed} of ${one.total} agreed${one.unanswered > 0 ? `, ${wordsOfCount(one.unanswered, 'gap')} to answer` : ''}${one.actions > 0 ? `, ${wordsOfCount(one.actions, 'action')}` : ''}`,
    end: one.agreed === 0 ? html`<span class="ws-quiet">Not agreed yet</span>` : level(one.level ?? 'na', { words }),
  }))
  const work = html`${rowList(rows)}${levelKey({ words })}
<section id="open" aria-labelledby="open-name"><h2 class="govuk-heading-l" id="open-name">${principle.name}</h2>${focusQuestion(principle.focus_question)}
${agreeing(seen, words, typed, mistakes)}${settled(seen, words)}${gaps(seen)}</section>`
  const summary = errorSummaryFor(mistakes, { version: 'open' })
  return page(
    'Where we are',
    html`${summary}${pageHeading({ heading, caption: 'Where we are' })}${columns(work, doorsPiece(setting, 'where'))}`,
  )
}

/** The form of the way that is open now, or what comes first instead. */
function agreeing(seen: Where, words: LevelWords, typed: Typed | undefined, mistakes: Mistakes): Html {
  const { here, principle, writes } = seen
  const criteria = askedOf(here.standing, principle, typed)
  if (criteria.length === 0 || here.cycle.stage === 'closed') return nothing
  if (!writes)
    return html`<p class="govuk-body">${wordsOfCount(criteria.length, 'level')} still to agree by the resilience team.</p>`
  const way = wayOf(here.standing, principle, here.me)
  if (way === 'apart') return apartPiece(seen)
  if (way === 'none')
    return html`<p class="govuk-body">Rating is for the resilience team, and you are not on it. <a class="govuk-link" href="${principleAt(here.cycle.setting_id, principle.key)}">Agree levels without rating</a></p>`
  const together = way === 'together'
  const fields = criteria.map((criterion) => criterionFields(seen, criterion, words, typed, mistakes))
  const press = together ? 'Rate and agree these' : 'Agree these'
  const form = postForm(
    `${smallAt(here.cycle.setting_id)}/principles/${principle.key}`,
    html`${together && shownFields(seen, typed, mistakes)}${fields}${button({ text: press })}`,
  )
  const kept = html`<p class="govuk-body">Answer as many as you like: what you leave empty waits for another week.</p>`
  return html`${together ? whoSees(seen) : nothing}${kept}${form}`
}

/** Where others rate too, each rates alone first: the house rule, and the door to it. */
function apartPiece({ here, principle }: Where): Html {
  const { cycle, standing, me } = here
  const round = roundOf(standing, principle.key)
  const inNow = standing.team.length - waitingFor(standing, round).length
  const why =
    standing.team.length > SMALL_TEAM
      ? 'Your team is larger than three, so each of you rates alone first.'
      : 'Someone else on the team has begun to rate this, so each of you rates alone first.'
  const mine = me && round?.finished.includes(me.id)
  const next = mine
    ? 'You are in. When the round closes, you agree the levels here.'
    : html`<a class="govuk-link ws-strong-link" href="${ratingAt(cycle.setting_id, principle.key)}">Rate this on your own</a>`
  return html`<p class="govuk-body">${why} ${String(inNow)} of ${String(standing.team.length)} are in.</p><p class="govuk-body">${next}</p><p class="govuk-body"><a class="govuk-link" href="${principleAt(cycle.setting_id, principle.key)}">Open this principle with everything in it</a></p>`
}

/** Told before anything is chosen, as it is before rating alone. */
function whoSees({ here }: Where): Html {
  const { standing, me } = here
  const others = standing.team.filter((member) => member.id !== me?.id).map((member) => member.name)
  const told =
    others.length === 0
      ? [
          'You are the team for now, so you rate and agree in one go.',
          'Your own ratings are seen by the resilience team only: by whoever joins it later.',
        ]
      : [
          `You rate for yourself and agree for the team. Once you have, ${listInWords(others)} ${others.length === 1 ? 'sees' : 'see'} the agreed level, and can still rate alone and change what is agreed with you.`,
          `Your own ratings are seen when the round closes: by ${listInWords(others)}, and whoever joins the team later.`,
        ]
  const all = [
    ...told,
    'The agreed level and its reason go into the Record with your name as the one who noted it. Each look at ratings by name is written in the audit.',
  ]
  return html`<h3 class="govuk-heading-m">Who sees what you choose</h3><ul class="govuk-list govuk-list--bullet">${all.map((one) => html`<li>${one}</li>`)}</ul>`
}

function shownFields({ seated, shown_as }: Where, typed: Typed | undefined, mistakes: Mistakes): Html {
  if (seated) return nothing
  return radios({
    name: 'shown_as',
    fieldset: { legend: { text: 'How should your ratings be shown?', classes: 'govuk-fieldset__legend--s' } },
    value: typedIn(typed, 'shown_as') || (shown_as ?? ''),
    items: [
      { value: 'named', text: 'With my name' },
      {
        value: 'counted',
        text: 'Counted, not shown',
        hint: { text: 'Left out of totals wherever they would tell what you chose.' },
      },
    ],
    errorMessage: mistakeIn(mistakes, 'shown_as'),
  })
}

function criterionFields(
  { here }: Where,
  criterion: Criterion,
  words: LevelWords,
  typed: Typed | undefined,
  mistakes: Mistakes,
): Html {
  const { standing, cycle } = here
  const moment = momentOf(cycle.stage)!
  const before = standsFor(standing, criterion.key, moment)
  const was = before !== undefined && `At the assessment: ${levelInWords(before ?? 'na', words)}.`
  const [level_, reason] = [`level_${criterion.key}`, `reason_${criterion.key}`]
  const choose = radios({
    name: level_,
    fieldset: { legend: { text: criterion.text, classes: 'govuk-fieldset__legend--s' } },
    hint: { text: [was, `About ${minutesInWords(criterion.minutes)}`].filter(Boolean).join(' ') },
    value: typedIn(typed, level_),
    items: [
      ...LEVELS.map((value) => ({ value, html: level(value, { words }), hint: { text: criterion.anchors[value] } })),
      { value: 'na', text: 'Not applicable' },
    ],
    errorMessage: mistakeIn(mistakes, level_),
  })
  const why = textarea({
    name: reason,
    rows: 2,
    label: {
      html: html`Why, in a sentence<span class="govuk-visually-hidden">: ${plain(criterion)}</span>`,
    },
    value: typedIn(typed, reason),
    errorMessage: mistakeIn(mistakes, reason),
  })
  const now = agreedAt(standing, criterion.key, moment)
  const stands =
    now &&
    html`<p class="govuk-body"><strong>Someone agreed this while you were writing. What stands now:</strong></p>${agreedPiece(now, undefined, words)}`
  const behind = details({ summaryText: 'Why it matters, and what would show it', html: behindPiece(criterion) })
  return html`<div id="${criterion.key}">${hiddenField(`version_${criterion.key}`, now?.version ?? 0)}${askedByPiece(criterion)}${stands}${choose}${why}${behind}</div>`
}

/** What is agreed already, folded, each with the way to change it. */
function settled({ here, principle, writes }: Where, words: LevelWords): Html {
  const { standing, cycle } = here
  const agreed = principle.criteria.flatMap((criterion) => {
    const now = agreedNow(standing, criterion.key)
    return now ? [{ criterion, now }] : []
  })
  if (agreed.length === 0) return nothing
  const change = (criterion: Criterion): Html =>
    writes && momentOf(cycle.stage)
      ? html` <a class="govuk-link" href="${criterionPageAt(cycle.setting_id, principle.key, criterion.key)}">Change<span class="govuk-visually-hidden"> what we agree: ${plain(criterion)}</span></a>`
      : nothing
  const list = agreed.map(
    ({ criterion, now }) =>
      html`<li><strong>${plain(criterion)}</strong>${change(criterion)}${agreedPiece(now, earlierOf(standing, criterion.key), words)}</li>`,
  )
  return details({
    summaryText: `What we agreed: ${wordsOfCount(agreed.length, 'level')}`,
    html: html`<ul class="ws-quiet-list">${list}</ul>`,
  })
}

function gaps(seen: Where): Html {
  const { here, principle } = seen
  const own = gapsOf(here.edition, here.standing).filter((gap) => gap.principle.key === principle.key)
  if (own.length === 0) return nothing
  return html`<h3 class="govuk-heading-m">${own.length === 1 ? 'One gap' : 'Gaps'}, and the plan for ${own.length === 1 ? 'it' : 'them'}</h3>${own.map((gap) => gapPart(seen, gap))}`
}

function gapPart({ here, actions, writes }: Where, { criterion, reason }: Gap): Html {
  const setting = here.cycle.setting_id
  const own = actions.filter((action) => action.criterion_key === criterion.key)
  const planned =
    own.length > 0 &&
    html`<p class="govuk-body">In our plan: ${own.map((action, i) => html`${i > 0 && '; '}<a class="govuk-link" href="${smallPlanAt(setting, action.id)}">${action.title}</a>`)}.</p>`
  const waits = own.length === 0 && reason && reasonWords(reason)
  const moves = criterion.moves.filter((move) => !own.some((action) => action.move_key === move.key))
  const offered = moves.map(
    (move) =>
      html`<li class="ws-row-list__item"><div class="ws-row-list__words"><strong>${move.title}.</strong> ${move.words}<p class="ws-row-list__hint">${minutesInWords(move.minutes)}, ${move.effort} effort</p>${postForm(`${smallAt(setting)}/criteria/${criterion.key}/moves`, html`${hiddenField('move', move.key)}${button({ html: html`Add to our plan<span class="govuk-visually-hidden">: ${move.title}</span>`, classes: 'govuk-button--secondary' })}`)}</div></li>`,
  )
  const list = html`<ul class="ws-row-list">${offered}</ul>`
  const suggested =
    offered.length === 0
      ? nothing
      : own.length === 0 && !reason
        ? list
        : details({ summaryText: 'More moves to try', html: list })
  const about = html`<span class="govuk-visually-hidden"> for: ${plain(criterion)}</span>`
  const otherwise = html`<p class="govuk-body"><a class="govuk-link" href="${newActionAt(setting, criterion.key)}">Write our own action${about}</a>${own.length === 0 && html` or <a class="govuk-link" href="${planAt(setting)}/criteria/${criterion.key}/reason">say why it can wait${about}</a>`}</p>`
  const may = writes && here.cycle.stage !== 'closed'
  return html`<section id="gap-${criterion.key}"><h4 class="govuk-heading-s">${plain(criterion)}</h4>${planned}${waits}${may && html`${suggested}${otherwise}`}</section>`
}

/** Before the first cycle. */
export function whereBeforePage(setting: string, offer: Offer, mayBegin: boolean): Page {
  const heading = 'Eight principles will be on this screen'
  const names = offer.edition?.principles.map((one) => ({ title: one.name, hint: one.focus_question })) ?? []
  const work = html`${beginPiece(setting, offer, mayBegin, 1)}${rowList(names)}`
  return page(
    'Where we are',
    html`${pageHeading({ heading, caption: 'Where we are' })}${columns(work, doorsPiece(setting, 'where'))}`,
  )
}
