// The programme board as people see it: the finding, how many are at each stage, the schools that share, who might
// welcome a call. It reads as help to give, never as a league: schools stand by name, and no school is ranked.
import { page, type Page } from '../../../kernel/route.ts'
import { heatGrid } from '../../../view/charts/heat.ts'
import { button } from '../../../view/govuk/button.ts'
import { details } from '../../../view/govuk/details.ts'
import { input } from '../../../view/govuk/input.ts'
import { pagination } from '../../../view/govuk/pagination.ts'
import { select } from '../../../view/govuk/select.ts'
import { html, nothing, type Html, type Value } from '../../../view/html.ts'
import { columns, emptyState, inWords, level, pageHeading, quietList, stackedTable } from '../../../view/layout.ts'
import { dateInWords, listInWords, number, wordsOfCount } from '../../../view/words.ts'
import { DESIGNATIONS } from '../../settings/contract.ts'
import type { Edition } from '../edition.ts'
import { levelWords } from '../leveling.ts'
import { withQuiet } from '../records/reading.ts'
import { boardAt, programmeRecordsAt, recordAt, sharingAt, toolkitAt, versionAt } from '../paths.ts'
import {
  blockersInWords,
  levelIn,
  QUIET_WEEKS,
  STAGES,
  STAGE_WORDS,
  termInWords,
  weeksSince,
  type BoardTotals,
} from './rules.ts'
import { COUNTED_MOST, isNarrowed, type BoardAsked, type BoardSeen, type SeenBy } from './service.ts'
import type { BoardRow } from './store.ts'

export type BoardView = 'list' | 'levels'

export type BoardPage = {
  programme: { id: string; name: string }
  districts: readonly { id: string; name: string }[]
  edition: Edition | undefined
  asked: BoardAsked
  view: BoardView
  seen: BoardSeen
  now: Date
  readsRecords: boolean
}

const link = (href: string, text: Value): Html => html`<a class="govuk-link" href="${href}">${text}</a>`

/** "27 of 41 schools have moved this term". */
export function findingOf(totals: BoardTotals): string {
  if (totals.shared === 0) return 'No school shares its row with the board yet'
  const has = totals.shared === 1 ? 'school has' : 'schools have'
  if (totals.moved === totals.shared && totals.shared > 1) return `${allOf(totals.shared)} schools have moved this term`
  return `${totals.moved === 0 ? 'None' : number(totals.moved)} of ${number(totals.shared)} ${has} moved this term`
}

function allOf(n: number): string {
  return n === 2 ? 'Both' : `All ${number(n)}`
}

export function boardPage(seen: BoardPage): Page {
  const { totals } = seen.seen
  const finding = findingOf(totals)
  const heading = pageHeading({ heading: finding, caption: `${seen.programme.name} · as at ${dateInWords(seen.now)}` })
  const work = totals.shared === 0 ? nobodyYet() : html`${stages(seen)}${filters(seen)}${schools(seen)}`
  return page(finding, html`${heading}${columns(work, context(seen))}`, { wide: true })
}

function nobodyYet(): Html {
  return emptyState({
    heading: 'What will be here',
    words:
      'Each school that chooses to share: its stage, what is still open, its agreed levels and the term it last moved. A head switches sharing on once the agreement is signed.',
  })
}

function stages({ programme, seen }: BoardPage): Html {
  const items = STAGES.map((stage) => {
    const n = seen.totals.byStage[stage]
    return html`<li><span class="ws-together__name">${link(`${boardAt(programme.id)}?stage=${stage}`, STAGE_WORDS[stage])}</span> <strong>${number(n)}</strong> ${n === 1 ? 'school' : 'schools'}</li>`
  })
  return html`<h2 class="govuk-heading-m">How many schools are at each stage</h2><ul class="ws-together">${items}</ul>`
}

/** The address of the board with what was asked, less or more. */
function addressOf({ programme, asked, view }: BoardPage, change: Readonly<Record<string, string>>): string {
  const all: Record<string, string | null> = {
    q: asked.q,
    stage: asked.stage,
    district: asked.district,
    designation: asked.designation,
    quiet: asked.quiet ? 'yes' : null,
    view: view === 'list' ? null : view,
    ...change,
  }
  const query = new URLSearchParams(
    Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== null && pair[1] !== ''),
  )
  return query.size === 0 ? boardAt(programme.id) : `${boardAt(programme.id)}?${query}`
}

function filters({ programme, districts, asked, view }: BoardPage): Html {
  const any = { value: '', text: 'Any' }
  const form = html`<form action="${boardAt(programme.id)}" method="get" class="ws-filters">
${input({ name: 'q', label: { text: 'Find a school by name' }, value: asked.q ?? '', classes: 'govuk-input--width-20' })}
${select({ name: 'stage', label: { text: 'Stage' }, value: asked.stage, items: [any, ...STAGES.map((stage) => ({ value: stage, text: STAGE_WORDS[stage] }))] })}
${districts.length > 0 && select({ name: 'district', label: { text: 'District' }, value: asked.district, items: [any, ...districts.map((one) => ({ value: one.id, text: one.name }))] })}
${select({ name: 'designation', label: { text: 'Kind of setting' }, value: asked.designation, items: [any, ...Object.entries(DESIGNATIONS).map(([value, text]) => ({ value, text }))] })}
${asked.quiet && html`<input type="hidden" name="quiet" value="yes">`}${view === 'levels' && html`<input type="hidden" name="view" value="levels">`}
${button({ text: 'Show these schools', classes: 'govuk-button--secondary' })}</form>`
  return details({
    summaryText: 'Show some of the schools',
    html: form,
    open: isNarrowed(asked),
    classes: 'ws-screen-only',
  })
}

function schools(seen: BoardPage): Html {
  const { asked, programme } = seen
  const { matching, rows } = seen.seen
  const all = isNarrowed(asked) && html` ${link(boardAt(programme.id), 'Show all')}`
  const line =
    matching === undefined
      ? allWords(seen.seen.totals.shared)
      : `${inWords(matching)} ${matching === 1 ? 'school matches' : 'schools match'}${asked.quiet ? ` and have had no step for ${QUIET_WEEKS} weeks` : ''}`
  const other =
    seen.view === 'list'
      ? link(addressOf(seen, { view: 'levels' }), 'Show their levels for each principle')
      : link(addressOf(seen, { view: '' }), 'Show their stages and what is still open')
  const table = seen.view === 'levels' ? grid(seen) : list(seen)
  return html`<h2 class="govuk-heading-m">${line}</h2><p class="govuk-body">${rows.length > 0 && other}${all}</p>${rows.length > 0 && table}${pages(seen)}`
}

function allWords(n: number): string {
  return n === 1 ? 'The one school that shares' : `${allOf(n)} schools that share, by name`
}

function list({ seen, now }: BoardPage): Html {
  const rows = seen.rows.map((row) => [
    row.name,
    withQuiet(html`${STAGE_WORDS[row.stage]},`, `cycle ${row.cycle_number}`),
    openWords(row),
    withQuiet(html`${movedWords(row, seen.term)},`, weeksWords(row, now)),
  ])
  return stackedTable({
    caption: 'Schools that share',
    captionHidden: true,
    head: ['School', 'Stage', 'Still open', 'Last moved'],
    rows,
  })
}

function openWords(row: BoardRow): string {
  const words = blockersInWords(row.blockers)
  if (row.stage === 'closed') return 'Nothing: ready for a new cycle'
  return words.length === 0 ? 'Nothing: ready to close' : sentence(listInWords(words))
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function movedWords(row: BoardRow, term: string): string {
  return row.moved_term === term ? 'This term' : sentence(termInWords(row.moved_term))
}

function weeksWords(row: BoardRow, now: Date): string {
  const weeks = weeksSince(row.moved_at, now)
  return weeks === 0 ? 'this week' : `${wordsOfCount(weeks, 'week')} ago`
}

function grid({ seen, edition, now }: BoardPage): Html {
  if (!edition) return nothing
  const { principles } = edition
  return heatGrid({
    caption: 'Agreed level for each principle',
    rowHeading: 'School',
    columns: principles.map((principle) => ({ name: principle.name })),
    rows: seen.rows.map((row) => ({
      name: row.name,
      levels: principles.map((principle) => levelIn(row.levels, principle.key)),
    })),
    words: levelWords(edition),
    notes: `Each is the middle of the levels a school’s own team agreed for that principle, as at ${dateInWords(now)}. A dash: not agreed yet.`,
  })
}

function pages(seen: BoardPage): Html {
  const { next, previous } = seen.seen
  if (!next && !previous) return nothing
  return pagination({
    ...(previous ? { previous: { href: addressOf(seen, { before: previous }) } } : {}),
    ...(next ? { next: { href: addressOf(seen, { after: next }) } } : {}),
  })
}

function context(seen: BoardPage): Html {
  const { quietest, notShared } = seen.seen
  const { now, programme, readsRecords } = seen
  const calls =
    quietest.length === 0
      ? html`<p class="govuk-body">Every school that shares has taken a step in the last ${QUIET_WEEKS} weeks.</p>`
      : html`${quietList(quietest.map((row) => callLine(row, now)))}<p class="govuk-body">${link(addressOf(seen, { quiet: 'yes' }), `All with no step for ${QUIET_WEEKS} weeks`)}</p>`
  const records =
    readsRecords &&
    html`<h2 class="govuk-heading-s">Records to read</h2><p class="govuk-body">${link(programmeRecordsAt(programme.id), 'Records that schools share')}</p>`
  return html`<h2 class="govuk-heading-s">Might welcome a call</h2>${calls}
<h2 class="govuk-heading-s">Not shared yet</h2><p class="govuk-body">${notSharedWords(notShared)}</p>${records}`
}

function callLine(row: BoardRow, now: Date): Html {
  const gone = wordsOfCount(weeksSince(row.moved_at, now), 'week')
  const words =
    row.stage === 'closed'
      ? `Finished its cycle ${gone} ago, and could begin the next.`
      : `No step for ${gone}. ${STAGE_WORDS[row.stage]}.`
  return html`<strong>${row.name}</strong><br>${words}`
}

function notSharedWords(n: number): string {
  if (n === 0) return 'Every enrolled setting shares its row.'
  const many =
    n >= COUNTED_MOST
      ? `${number(COUNTED_MOST)} or more enrolled settings have`
      : `${inWords(n)} enrolled ${n === 1 ? 'setting has' : 'settings have'}`
  return `${many} not shared their row yet. What they do is theirs until they choose to.`
}

// What a programme sees of us ------------------------------------------------------------------------------------------

export function sharedPage(
  setting: string,
  programmes: readonly SeenBy[],
  edition: Edition | undefined,
  now: Date,
  trust?: { name: string; sees: boolean; part: Html },
): Page {
  const seeing = programmes.filter((one) => one.row !== undefined || one.records.length > 0).map((one) => one.name)
  if (trust?.sees) seeing.push(trust.name)
  const title =
    seeing.length > 0
      ? `What ${listInWords(seeing)} ${seeing.length === 1 ? 'sees' : 'see'} of your Toolkit`
      : 'Nobody outside your school sees your Toolkit'
  const none = emptyState({
    heading: 'You are not in a programme',
    words:
      'When a programme enrols your school, this page will show exactly what it sees, and it will see nothing until you share it.',
  })
  const body =
    programmes.length === 0 && !trust
      ? none
      : html`${programmes.map((one) => programmeOf(setting, one, edition, now))}${trust?.part}`
  const side = html`<h2 class="govuk-heading-s">How sharing works</h2>${quietList([
    'Nothing leaves your school until your head signs the agreement and switches sharing on, one thing at a time.',
    'The board row changes with your work. A Record is shared one kept version at a time.',
    'When you stop sharing, the copy that others read goes at once.',
    link(sharingAt(setting), 'Change what you share'),
  ])}`
  return page(title, html`${pageHeading({ heading: title, caption: 'Sharing' })}${columns(body, side)}`, {
    back: { text: 'The Record', href: recordAt(setting) },
  })
}

function programmeOf(setting: string, seen: SeenBy, edition: Edition | undefined, now: Date): Html {
  return html`<section><h2 class="govuk-heading-l">${seen.name}</h2><h3 class="govuk-heading-m">Your row on the programme board</h3>${rowOf(setting, seen, edition, now)}<h3 class="govuk-heading-m">Records they may read</h3>${recordsOf(setting, seen)}</section>`
}

function rowOf(setting: string, { row, name, sharesBoard }: SeenBy, edition: Edition | undefined, now: Date): Html {
  if (!row) {
    const words = sharesBoard
      ? `Shared with ${name}, and there is nothing to show until your first cycle begins.`
      : `Not shared yet. ${name} sees that you are enrolled, and nothing about how you are doing.`
    return html`<p class="govuk-body">${words}${sharesBoard && html` ${link(toolkitAt(setting), 'Begin your first cycle')}`}</p>`
  }
  const words = edition && levelWords(edition)
  const facts: Value[][] = [
    ['Name', row.name],
    ['Stage', `${STAGE_WORDS[row.stage]}, cycle ${row.cycle_number}`],
    ['Still open', openWords(row)],
    ['Last moved', withQuiet(html`${sentence(termInWords(row.moved_term))},`, weeksWords(row, now))],
  ]
  const levels =
    edition &&
    stackedTable({
      caption: 'Agreed level for each principle',
      head: ['Principle', 'Level'],
      rows: edition.principles.map((one) => [one.name, level(levelIn(row.levels, one.key), { words })]),
    })
  return html`${stackedTable({ caption: 'What the row says', captionHidden: true, head: ['What', 'Says'], rows: facts })}${levels}<p class="govuk-body ws-quiet">No names of staff or pupils, no evidence and no comments are in it.</p>`
}

function recordsOf(setting: string, { records, name, sharesReading }: SeenBy): Html {
  if (records.length > 0)
    return html`<ul class="govuk-list govuk-list--bullet">${records.map((one) => html`<li>${link(versionAt(setting, one.record_id), `Version ${one.cycle_number}.${one.record_number}`)}, shared on ${dateInWords(one.shared_at)} by ${one.shared_by}</li>`)}</ul>`
  return html`<p class="govuk-body">${sharesReading ? `None yet. Reviewers of ${name} may read any kept version that your head shares.` : `Not shared yet. Reading by reviewers of ${name} is not switched on.`}</p>`
}
