// Two days or two cycles side by side: what stands higher first, then what was done for it, then each principle as a
// chart with its table. What stands lower is told kindly, and what nobody can know is said.
import { page, type Page } from '../../../kernel/route.ts'
import { groupedBars } from '../../../view/charts/bars.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { button } from '../../../view/govuk/button.ts'
import { details } from '../../../view/govuk/details.ts'
import { input } from '../../../view/govuk/input.ts'
import { html, nothing, type Html, type Value } from '../../../view/html.ts'
import {
  attention,
  columns,
  dateInWords,
  emptyState,
  inWords,
  level,
  levelKey,
  pageHeading,
  quietList,
  stackedTable,
  wordsOfCount,
  type LevelWords,
} from '../../../view/layout.ts'
import { levelWords } from '../leveling.ts'
import { comparisonAt, recordAt, toolkitAt } from '../paths.ts'
import { CHANGED_WORDS } from '../reviews/rules.ts'
import type { Chapter, Comparison, DoneAction, Move, Way } from './rules.ts'
import type { Compared } from './service.ts'

const criteria = (n: number): string => wordsOfCount(n, 'criterion', 'criteria')
const stands = (n: number): string => (n === 1 ? 'stands' : 'stand')

/** The finding, strengths first. */
export function comparisonFinding({ count, from, to }: Comparison): string {
  const { higher, same, first } = count
  if (higher > 0)
    return `${inWords(higher)} ${higher === 1 ? 'criterion' : 'criteria'} ${stands(higher)} higher than ${from.words}`
  if (same > 0) return `${inWords(same)} ${same === 1 ? 'criterion has' : 'criteria have'} held since ${from.name}`
  if (first > 0)
    return `${inWords(first)} ${first === 1 ? 'criterion was' : 'criteria were'} agreed for the first time by ${to.name}`
  return 'There is nothing to set side by side yet'
}

export function comparisonPage(setting: string, compared: Compared): Page {
  const { comparison, mistakes, cycles } = compared
  const mistaken = Object.keys(mistakes).length > 0
  const heading = comparison ? comparisonFinding(comparison) : 'Compare two days or two cycles'
  const top = html`${errorSummaryFor(mistakes)}${pageHeading({ heading, caption: 'Then and now' })}`
  const empty = emptyState({
    heading: 'What will be here',
    words: 'Once your first cycle has begun and levels are agreed, two days or two cycles can be set side by side.',
    action: { text: 'Go to the Toolkit', href: toolkitAt(setting) },
  })
  const work =
    cycles.length === 0 ? empty : html`${comparison && body(comparison, compared.done)}${choosing(setting, compared)}`
  return page(
    mistaken ? 'Error: Then and now' : 'Then and now',
    html`${top}${columns(work, comparison && known(comparison))}`,
    {
      back: { text: 'The Record', href: recordAt(setting) },
      ...(mistaken ? { status: 422 } : {}),
    },
  )
}

function choosing(setting: string, { cycles, typed, mistakes }: Compared): Html {
  const at = comparisonAt(setting)
  const dayField = (name: 'from' | 'to', label: string): Html =>
    input({
      name,
      label: { text: label },
      hint: { text: 'For example, 4 March 2027' },
      classes: 'govuk-input--width-10',
      value: typed[name],
      errorMessage: mistakeIn(mistakes, name),
    })
  const pairs = cycles
    .toSorted((a, b) => b.number - a.number)
    .flatMap((later, i, all) => (all[i + 1] ? [[all[i + 1]!.number, later.number] as const] : []))
  const links = pairs.map(
    ([one, other]) =>
      html`<a class="govuk-link" href="${at}?from=cycle-${one}&amp;to=cycle-${other}">Cycle ${one} with cycle ${other}</a>`,
  )
  return html`<h2 class="govuk-heading-m" id="choose">Compare two days</h2><form action="${at}" method="get" novalidate class="ws-filters ws-screen-only">${dayField('from', 'Earlier day')}${dayField('to', 'Later day')}${button({ text: 'Compare', classes: 'govuk-button--secondary' })}</form>
${links.length > 0 && html`<h2 class="govuk-heading-m">Compare two cycles</h2>${quietList(links)}`}`
}

function body(comparison: Comparison, done: readonly DoneAction[]): Html {
  const { from, to, chapters, count } = comparison
  const words = levelWords(to.edition)
  const told = (way: Way): Html => movesOf(comparison, way, words)
  return html`<p class="govuk-body">${summary(comparison)}</p>
${comparison.sameEdition ? nothing : attention(`${from.name} and ${to.name} were worked through with different editions. Only what both ask is compared, some of it in slightly different words: ${criteria(comparison.count.higher + count.same + count.lower + count.first + count.open)}. ${inWords(comparison.apart)} ${comparison.apart === 1 ? 'is' : 'are'} left out.`)}
${count.higher > 0 && html`<h2 class="govuk-heading-m">What stands higher</h2>${told('higher')}`}
${doneList(comparison, done)}
${chartOf(comparison)}
${principles(chapters)}
${count.lower > 0 && html`<h2 class="govuk-heading-m">What to look at together</h2><p class="govuk-body">${sentenceOfLower(comparison)} A team that knows its school better often rates more carefully, and what leant on one person can slip when they leave. Both are worth knowing.</p>${told('lower')}`}
${count.first > 0 && details({ summaryText: `Agreed for the first time: ${criteria(count.first)}`, html: told('first') })}
${count.same > 0 && details({ summaryText: `As before: ${criteria(count.same)}`, html: told('same') })}
${levelKey({ words })}`
}

function summary({ count, from, to }: Comparison): string {
  const parts = [`Set side by side: ${from.name} and ${to.name}.`]
  const both = count.higher + count.same + count.lower
  if (both === 0) return `${parts[0]} No criterion has a level on both sides yet.`
  parts.push(
    `Of ${criteria(both)} with a level both times, ${count.higher} ${stands(count.higher)} higher, ${count.same} ${stands(count.same)} as before and ${count.lower} ${stands(count.lower)} lower.`,
  )
  if (count.first > 0)
    parts.push(`${inWords(count.first)} more ${count.first === 1 ? 'was' : 'were'} agreed for the first time.`)
  return parts.join(' ')
}

const sentenceOfLower = ({ count, from }: Comparison): string =>
  `${inWords(count.lower)} ${count.lower === 1 ? 'criterion' : 'criteria'} ${stands(count.lower)} lower than ${from.words}.`

function movesOf({ chapters, from, to }: Comparison, way: Way, words: LevelWords): Html {
  const shown = (move: Move, side: 'from' | 'to'): Value =>
    move[side] ? level(move[side].level ?? 'na', { words }) : html`<span class="ws-quiet">Not agreed yet</span>`
  return stackedTable({
    caption: `${from.name} and ${to.name}`,
    captionHidden: true,
    head: ['Criterion', 'Principle', from.name, to.name],
    rows: chapters.flatMap(({ principle, moves }) =>
      moves
        .filter((move) => move.way === way)
        .map((move) => [move.text, principle.name, shown(move, 'from'), shown(move, 'to')]),
    ),
  })
}

function doneList({ to }: Comparison, done: readonly DoneAction[]): Html {
  if (done.length === 0)
    return html`<h2 class="govuk-heading-m">What was done between</h2><p class="govuk-body">No action was finished between the two.</p>`
  const nameOf = (action: DoneAction): string =>
    to.edition.principles.find((one) => one.criteria.some((own) => own.key === action.criterion))?.name ??
    'Of an earlier edition'
  return html`<h2 class="govuk-heading-m">What was done between</h2>${stackedTable({
    caption: `${inWords(done.length)} ${done.length === 1 ? 'action' : 'actions'} done`,
    head: ['Action', 'Principle', 'Noted', 'What changed'],
    rows: done.map((action) => [
      action.title,
      nameOf(action),
      dateInWords(action.on),
      action.changed ? CHANGED_WORDS[action.changed] : html`<span class="ws-quiet">Not reviewed yet</span>`,
    ]),
  })}`
}

function chartOf(comparison: Comparison): Html {
  const { from, to } = comparison
  const chapters = comparison.chapters.filter((chapter) => chapter.inPlace.of > 0)
  if (chapters.length === 0) return nothing
  const sum = (side: 'from' | 'to'): number => chapters.reduce((n, chapter) => n + chapter.inPlace[side], 0)
  const [was, is] = [sum('from'), sum('to')]
  const title =
    is > was
      ? `${is} criteria are working or well established, ${is - was} more than ${from.words}`
      : `${is} criteria are working or well established; ${was} were ${from.words}`
  return html`<h2 class="govuk-heading-m">Principle by principle</h2>${groupedBars({
    id: 'then-and-now',
    title,
    description: 'Criteria at level 2 or 3, of those with a level both times, for each principle.',
    labels: chapters.map(({ principle, inPlace }) => `${principle.number}. ${principle.name}, of ${inPlace.of}`),
    series: [
      { name: from.name, values: chapters.map((chapter) => chapter.inPlace.from) },
      { name: to.name, values: chapters.map((chapter) => chapter.inPlace.to) },
    ],
    labelHeading: 'Principle, and how many criteria are compared',
  })}`
}

function principles(chapters: readonly Chapter[]): Html {
  const n = ({ moves }: Chapter, way: Way): number => moves.filter((move) => move.way === way).length
  return stackedTable({
    caption: 'How each principle moved',
    head: ['Principle', 'Higher', 'As before', 'Lower', 'First agreed', 'Without two levels'],
    rows: chapters.map((chapter) => [
      `${chapter.principle.number}. ${chapter.principle.name}`,
      n(chapter, 'higher'),
      n(chapter, 'same'),
      n(chapter, 'lower'),
      n(chapter, 'first'),
      n(chapter, 'open'),
    ]),
  })
}

/** What the comparison rests on, and what it cannot know. */
function known({ unsure, from, to }: Comparison): Html {
  const lines = [
    `${from.name}: ${from.edition.title}, version ${from.edition.version}`,
    `${to.name}: ${to.edition.title}, version ${to.edition.version}`,
    'A day is answered from the levels agreed by then and from the versions of the Record kept around it.',
    'An action counts on the day it was reviewed, or else last changed.',
    ...(unsure > 0
      ? [
          `Of ${criteria(unsure)} it is not certain: the level was agreed again later, and no version kept in between says how it stood. What the nearest earlier version says is shown.`,
        ]
      : ['Of every criterion it is certain how it stood.']),
  ]
  return html`<h2 class="govuk-heading-s">What this rests on</h2>${quietList(lines)}`
}
