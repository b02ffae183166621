// What each kind said, side by side with the team, once a call has closed: strengths first, differences in words, and
// what each would change first. Every number here has been through result-rules.ts; what is hidden was never kept.
import { page, type Page } from '../../../kernel/route.ts'
import { groupedBars } from '../../../view/charts/bars.ts'
import { details } from '../../../view/govuk/details.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import {
  attention,
  columns,
  hiddenNumber,
  pageHeading,
  quietList,
  scrolling,
  stackedTable,
} from '../../../view/layout.ts'
import { dateInWords, listInWords } from '../../../view/words.ts'
import { callAt, principleAt, viewsAt } from '../paths.ts'
import { findingOf, meanInWords, type KindShown, type PrincipleCompared } from './compare-rules.ts'
import { threadPiece } from '../talk/pieces.ts'
import type { Thread } from '../talk/service.ts'
import { bandInWords, kindName, type Kind } from './rules.ts'
import type { Call } from './service.ts'

export type ItemSeen = { kind: Kind; text: string; mean: number | null }

export type ResultsSeen = {
  call: Call
  learners: string
  rows: readonly PrincipleCompared[]
  /** Each kind with its band; hidden ones have only that. */
  kinds: readonly { kind: Kind; band: number; shown: boolean }[]
  shown: readonly KindShown[]
  items: (principle: string) => readonly ItemSeen[]
  readsComments: boolean
  /** What people here say to one another about it. */
  talk: Thread
}

const WHY_HIDDEN = 'Too few people to show without telling who they are'

export function resultsPage(seen: ResultsSeen): Page {
  const { call, rows, shown } = seen
  const finding = findingOf(rows)
  const top = pageHeading({
    heading: finding,
    caption: `Views, call ${call.number}, closed on ${dateInWords(call.closed_on!)}`,
  })
  const work = html`${answered(seen)}${shown.length > 0 ? html`${chart(seen)}<h2 class="govuk-heading-m">Principle by principle</h2>${rows.map((row) => principlePart(seen, row))}${changeFirst(seen)}` : nothing}${threadPiece(seen.talk)}`
  return page(finding, html`${top}${columns(work, context(seen))}`, {
    back: { text: 'Views', href: viewsAt(call.setting_id) },
  })
}

function answered({ call, kinds, learners }: ResultsSeen): Html {
  const rows = kinds.map(({ kind, band, shown }) => {
    const who = `${kindName(kind, learners)}: ${bandInWords(band, call.smallest)} answered.`
    return shown || band === 0 ? html`${who}` : html`${who} ${hiddenNumber(WHY_HIDDEN)}`
  })
  return html`<h2 class="govuk-heading-m">Who answered</h2>${quietList(rows)}`
}

function chart({ rows, shown, call, learners }: ResultsSeen): Html {
  const team = { name: 'The team', values: rows.map((row) => row.team) }
  const views = shown.map(({ kind }) => ({
    name: kindName(kind, learners),
    values: rows.map((row) => row.views.find((view) => view.kind === kind)?.mean ?? null),
  }))
  return groupedBars({
    id: 'views-chart',
    title: `How the team and ${listInWords(views.map((one) => one.name.toLowerCase()))} see each principle`,
    description: 'From 0, not yet, to 3, yes. The team agreed levels; the others answered questions in plain words.',
    labels: rows.map((row) => row.principle.name),
    series: [team, ...views],
    max: 3,
    format: (value) => value.toFixed(1),
    asAt: call.closed_on!,
    labelHeading: 'Principle',
  })
}

function principlePart(seen: ResultsSeen, { principle, team, views, differences }: PrincipleCompared): Html {
  const { call, learners } = seen
  const means = [
    team === null ? 'The team has not agreed a level yet' : `The team: ${team.toFixed(1)}`,
    ...views.map(({ kind, mean }) => `${kindName(kind, learners)}: ${meanInWords(mean)}`),
  ]
  const calm = differences.filter((one) => !one.apart)
  const apart = differences.filter((one) => one.apart)
  const items = seen.items(principle.key)
  const table =
    items.length === 0
      ? nothing
      : details({
          summaryText: `What was asked about ${principle.name.toLowerCase()}`,
          html: scrolling(
            `Questions about ${principle.name}`,
            stackedTable({
              caption: `Questions about ${principle.name}`,
              captionHidden: true,
              head: ['Question', 'Asked', 'Answer, from 0 to 3'],
              rows: items.map((item) => [item.text, kindName(item.kind, learners), meanInWords(item.mean)]),
            }),
          ),
        })
  return html`<section id="${principle.key}" aria-labelledby="${principle.key}-views"><h3 class="govuk-heading-s" id="${principle.key}-views"><a class="govuk-link" href="${principleAt(call.setting_id, principle.key)}">${principle.name}</a></h3>
${quietList(means)}${calm.map(({ words }) => html`<p class="govuk-body">${words}.</p>`)}${apart.map(({ words }) => attention(`${words}.`))}${table}</section>`
}

function changeFirst({ rows, shown, learners }: ResultsSeen): Html {
  const cell = (count: number | null | undefined): Html | string =>
    count === null || count === undefined ? hiddenNumber('Too few') : count === 0 ? 'Nobody' : `About ${count}`
  return html`<h2 class="govuk-heading-m" id="change-first">What they would change first</h2><p class="govuk-body">Each could choose one. Numbers are rounded to the nearest five.</p>${scrolling(
    'What they would change first',
    stackedTable({
      caption: 'What they would change first',
      captionHidden: true,
      head: ['Principle', ...shown.map(({ kind }) => kindName(kind, learners))],
      rows: rows.map(({ principle }) => [
        principle.name,
        ...shown.map(({ result }) => cell(result.change_first[principle.key])),
      ]),
    }),
  )}`
}

function context({ call, readsComments }: ResultsSeen): Html {
  const comments =
    readsComments &&
    html`<h2 class="govuk-heading-m">Comments</h2><p class="govuk-body"><a class="govuk-link" href="${callAt(call.setting_id, call.id)}/comments">Read what they wrote</a></p>`
  return html`<h2 class="govuk-heading-m">How to read this</h2>${quietList([
    'The questions are not the criteria: they ask in plain words how it is here. Set side by side they begin a conversation; they do not mark anyone.',
    `Nothing is shown of fewer than ${call.smallest} people, nor of one language.`,
    'Numbers are rounded and told in steps, so that nobody can be worked out, and no mean goes quite to the end of the scale.',
  ])}${comments}<h2 class="govuk-heading-m">What next</h2><p class="govuk-body">Tell them what you heard and what you will do. Then put one of their wishes in the plan.</p>`
}
