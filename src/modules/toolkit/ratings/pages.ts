// Pages of rating alone: what you are told first, the form that keeps everything, and the baseline seen together.
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import { nounsOf } from '../edition.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { postForm } from '../../../view/form.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { button } from '../../../view/govuk/button.ts'
import { details } from '../../../view/govuk/details.ts'
import { input } from '../../../view/govuk/input.ts'
import { radios } from '../../../view/govuk/radios.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import {
  columns,
  focusQuestion,
  level,
  LEVELS,
  levelKey,
  pageHeading,
  progressBar,
  quietList,
  type LevelWords,
} from '../../../view/layout.ts'
import { inWords, listInWords, minutes as minutesInWords, wordsOfCount } from '../../../view/words.ts'
import type { HereSeen } from '../cycles/pages.ts'
import { levelWords } from '../leveling.ts'
import { baselineAt, principleAt, ratingAt, toolkitAt } from '../paths.ts'
import { roundOf, waitingFor, type Round } from '../standing/rules.ts'
import { typedIn } from '../typing.ts'
import { behindPiece, countedPiece, togetherPiece } from './pieces.ts'
import {
  BASELINE,
  choiceOf,
  itemsOf,
  together,
  type Item,
  type OwnRating,
  type Part,
  type SeenRating,
} from './rules.ts'

type SeatSeen = { shown_as: 'named' | 'counted'; finished_at: Date | null }

export function partAt(setting: string, part: Pick<Part, 'key'>): string {
  return part.key === BASELINE ? baselineAt(setting) : ratingAt(setting, part.key)
}

const backOf = (setting: string, part: Part): { text: string; href: string } =>
  part.key === BASELINE
    ? { text: 'Toolkit', href: toolkitAt(setting) }
    : { text: part.name, href: principleAt(setting, part.key) }

/** Before anyone rates: who will see what, and the choice to be counted and not shown. */
export function seatPage(
  here: HereSeen,
  part: Part,
  seat: SeatSeen | undefined,
  { typed, mistakes = {} }: { typed?: Typed; mistakes?: Mistakes } = {},
): Page {
  const { cycle, standing, me } = here
  const others = standing.team.filter((member) => member.id !== me?.id).map((member) => member.name)
  const who = others.length === 0 ? 'whoever joins the team' : listInWords(others)
  const told = [
    'While the round is open, nobody sees what you choose: not the lead, not the head.',
    `The round closes when everyone on the team is in, or when the lead closes it. Then your team sees your levels with your name beside them: ${who}, and anyone who joins the team later.`,
    'Only the team sees ratings by name. Each time someone opens them, that is written in the audit.',
    'What goes further, into the Record and the plan, is only what you all agree afterwards.',
  ]
  const choice = radios({
    name: 'shown_as',
    fieldset: { legend: { text: 'How should your ratings be shown?', classes: 'govuk-fieldset__legend--m' } },
    value: typedIn(typed, 'shown_as', seat?.shown_as ?? ''),
    items: [
      { value: 'named', text: 'With my name', hint: { text: 'So that we can talk about what each of us sees.' } },
      {
        value: 'counted',
        text: 'Counted, not shown',
        hint: {
          text: 'Your level goes into the totals without your name. Where totals would tell what you chose, they are left out as well.',
        },
      },
    ],
    errorMessage: mistakeIn(mistakes, 'shown_as'),
  })
  const heading = 'Before you rate: who will see what you choose'
  const start = seat ? 'Save this choice' : `Begin, about ${minutesInWords(part.minutes)}`
  const work = html`${errorSummaryFor(mistakes)}${pageHeading({ heading, caption: part.name })}${focusQuestion(part.words)}<ul class="govuk-list govuk-list--bullet">${told.map((one) => html`<li>${one}</li>`)}</ul>${postForm(`${partAt(cycle.setting_id, part)}/seat`, html`${choice}${button({ text: start })}`)}`
  return page(heading, columns(work), { back: backOf(cycle.setting_id, part) })
}

export type RatingSeen = { seat: SeatSeen; own: readonly OwnRating[]; round: Round | undefined }

export function ratingPage(
  here: HereSeen,
  part: Part,
  { seat, own, round }: RatingSeen,
  { typed, mistakes = {} }: { typed?: Typed; mistakes?: Mistakes } = {},
): Page {
  const { cycle, edition, standing } = here
  const at = partAt(cycle.setting_id, part)
  const items = itemsOf(part)
  const rated = own.filter((one) => one.state !== 'later').length
  const heading =
    rated === 0
      ? `Rate ${part.key === BASELINE ? `our ${nounsOf(edition).place}` : part.name} on your own`
      : `You have rated ${rated} of ${items.length}`
  const words = levelWords(edition)
  const asked = (item: Item): Html =>
    itemPart(
      item,
      words,
      typedIn(typed, `level_${item.key}`, choiceOf(own.find((one) => one.item_key === item.key))),
      typedIn(typed, `reason_${item.key}`, own.find((one) => one.item_key === item.key)?.reason ?? ''),
      mistakes,
    )
  const questions = part.groups.map(
    (group) =>
      html`${group.heading && html`<h2 class="govuk-heading-m">${group.heading}</h2>`}${group.items.map(asked)}`,
  )
  const buttons = html`<div class="govuk-button-group">${button({ text: seat.finished_at ? 'Save changes' : 'Save and finish', name: 'deed', value: 'finish' })}${button({ text: 'Save and come back', name: 'deed', value: 'save', classes: 'govuk-button--secondary' })}</div>`
  const top = html`${errorSummaryFor(mistakes)}${pageHeading({ heading, caption: part.name })}`
  const work = html`${focusQuestion(part.words)}${postForm(at, html`${questions}${buttons}`)}`
  const waiting = waitingFor(standing, round).length
  const shown = seat.shown_as === 'named' ? 'with your name' : 'counted, not shown'
  const context = html`<h2 class="govuk-heading-m">About ${minutesInWords(part.minutes)}</h2>${progressBar({ label: 'You', done: rated, total: items.length })}
${quietList(['Save whenever you like: everything chosen so far is kept.', `${standing.team.length - waiting} of ${standing.team.length} are in. Nobody sees anything until the round closes.`, html`Your ratings will be ${shown}. <a class="govuk-link" href="${at}/seat">Change this</a>`])}`
  return page(heading, html`${top}${columns(work, context)}`, { back: backOf(cycle.setting_id, part) })
}

function itemPart(item: Item, words: LevelWords, choice: string, reason: string, mistakes: Mistakes): Html {
  const field = `level_${item.key}`
  const why = input({
    name: `reason_${item.key}`,
    label: { text: 'Why it does not apply here' },
    value: reason,
    errorMessage: mistakeIn(mistakes, `reason_${item.key}`),
  })
  const group = radios({
    name: field,
    fieldset: { legend: { text: item.text, classes: 'govuk-fieldset__legend--m' } },
    hint: item.asked_by === undefined ? undefined : { text: item.asked_by },
    value: choice,
    errorMessage: mistakeIn(mistakes, field),
    items: [
      ...LEVELS.map((value) => ({ value, html: level(value, { words }), hint: { text: item.anchors[value] } })),
      { divider: 'or' },
      { value: 'na', text: 'Not applicable', conditional: { html: why } },
      { value: 'later', text: 'Come back to this' },
    ],
  })
  const behind = item.more
    ? details({
        summaryText: 'Why it matters, what would show it, moves to try',
        html: behindPiece({ ...item.more, moves: [...item.more.moves] }),
      })
    : nothing
  return html`${group}${behind}`
}

/** The baseline once its round is closed: twelve answers side by side, and which principle to open first. */
export function baselineTogetherPage(here: HereSeen, part: Part, ratings: readonly SeenRating[]): Page {
  const { cycle, edition } = here
  const words = levelWords(edition)
  const seen = itemsOf(part).map((item) => ({
    item,
    seen: together(ratings.filter((one) => one.item_key === item.key)),
  }))
  const apart = seen.filter((one) => one.seen.apart).length
  const people = new Set(ratings.map((one) => one.member_id)).size
  const heading =
    apart === 0
      ? `You see our ${nounsOf(edition).place} much the same way`
      : `You see ${inWords(apart, { lower: true })} ${apart === 1 ? 'thing' : 'things'} differently: good places to talk`
  const rows = part.groups.map((group, i) => {
    const principle = edition.principles.find((one) => one.name === group.heading) ?? edition.principles[i]!
    const link = html`<p class="govuk-body"><a class="govuk-link" href="${principleAt(cycle.setting_id, principle.key)}">Open ${principle.name}</a></p>`
    const answers = group.items.map(
      (item) =>
        html`<h3 class="govuk-heading-s">${item.text}</h3>${togetherPiece(seen.find((one) => one.item === item)!.seen, words)}`,
    )
    return html`<h2 class="govuk-heading-m">${principle.name}</h2>${answers}${link}`
  })
  const top = pageHeading({ heading, caption: `Baseline, ${wordsOfCount(people, 'person', 'people')}` })
  const work = html`${countedPiece(seen.map((one) => one.seen))}${rows}${levelKey({ words })}`
  return page(
    heading,
    html`${top}${columns(work, html`<h2 class="govuk-heading-m">A first picture</h2><p class="govuk-body">Nothing here is agreed yet. Begin with Leadership and management: it makes the other seven easier.</p>`)}`,
    { back: { text: 'Toolkit', href: toolkitAt(cycle.setting_id) } },
  )
}

/** While a round is open, for whoever leads: who is in, and the way to close it early. */
export function closeRoundPiece(here: HereSeen, part: Pick<Part, 'key' | 'name'>): Html {
  const round = roundOf(here.standing, part.key)
  if (!here.leads || !round || round.closed_at || round.finished.length === 0) return nothing
  const waiting = waitingFor(here.standing, round).map((member) => member.name)
  const words = waiting.length === 0 ? 'Everyone on the team is in.' : `Still to come: ${listInWords(waiting)}.`
  return html`<p class="govuk-body">${words} If you close the round now, what the others began is not seen.</p>${postForm(`${partAt(here.cycle.setting_id, part)}/closing`, button({ text: 'Close this round', classes: 'govuk-button--secondary' }))}`
}
