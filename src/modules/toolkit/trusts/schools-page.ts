// The trust's view over its schools, as people see it: the finding, each school by name with its edition, stage and
// levels, and across editions only what all of them ask. It reads as help to give, never as a league.
import { page, type Page } from '../../../kernel/route.ts'
import { heatGrid } from '../../../view/charts/heat.ts'
import { button } from '../../../view/govuk/button.ts'
import { details } from '../../../view/govuk/details.ts'
import { input } from '../../../view/govuk/input.ts'
import { pagination } from '../../../view/govuk/pagination.ts'
import { select } from '../../../view/govuk/select.ts'
import { html, nothing, type Html, type Value } from '../../../view/html.ts'
import { columns, emptyState, inWords, pageHeading, quietList, stackedTable } from '../../../view/layout.ts'
import { dateInWords, number, wordsOfCount } from '../../../view/words.ts'
import { STAGES, STAGE_WORDS, termInWords } from '../board/rules.ts'
import { loadEdition, type Edition } from '../edition.ts'
import { levelWords } from '../leveling.ts'
import { offerTrustAgreementAt, trustRecordAt, trustSchoolAt, trustSchoolsAt } from '../paths.ts'
import { criteriaInAll, keptLevel, levelAcross, matching, movedThisTerm, pageOf, type TrustAsked } from './rules.ts'
import type { TrustOffice, TrustRow, TrustSeen } from './service.ts'

export type SchoolsPage = { office: TrustOffice; seen: TrustSeen; asked: TrustAsked; term: string; now: Date }

const link = (href: string, text: Value): Html => html`<a class="govuk-link" href="${href}">${text}</a>`

/** "Two of three schools that share have moved this term". */
export function trustFinding({ rows }: Pick<TrustSeen, 'rows'>, term: string): string {
  if (rows.length === 0) return 'No school shares with your trust yet'
  const moved = movedThisTerm(rows, term)
  if (rows.length === 1) return `The one school that shares has ${moved === 1 ? 'moved' : 'not moved yet'} this term`
  const who = moved === rows.length ? `All ${number(rows.length)}` : `${inWords(moved)} of ${number(rows.length)}`
  return `${who} schools that share ${moved === 1 ? 'has' : 'have'} moved this term`
}

export const editionOfRow = (row: Pick<TrustRow, 'edition_key' | 'edition_version'>): Edition =>
  loadEdition(row.edition_key, row.edition_version)

function addressOf({ office, asked }: SchoolsPage, change: Readonly<Record<string, string>>): string {
  const all: Record<string, string | null> = {
    q: asked.q,
    stage: asked.stage,
    edition: asked.edition,
    all: asked.all ? 'yes' : null,
    ...change,
  }
  const query = new URLSearchParams(
    Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== null && pair[1] !== ''),
  )
  return query.size === 0 ? trustSchoolsAt(office.setting_id) : `${trustSchoolsAt(office.setting_id)}?${query}`
}

function editionsOf(rows: readonly TrustRow[]): Edition[] {
  const names = new Map(rows.map((row) => [`${row.edition_key}/${row.edition_version}`, row]))
  return [...names.values()].map(editionOfRow)
}

function filters({ office, seen, asked }: SchoolsPage): Html {
  const any = { value: '', text: 'Any' }
  const editions = new Map(editionsOf(seen.rows).map((edition) => [edition.key, edition.title]))
  const form = html`<form action="${trustSchoolsAt(office.setting_id)}" method="get" class="ws-filters">
${input({ name: 'q', label: { text: 'Find a school by name' }, value: asked.q ?? '', classes: 'govuk-input--width-20' })}
${select({ name: 'stage', label: { text: 'Stage' }, value: asked.stage, items: [any, ...STAGES.map((stage) => ({ value: stage, text: STAGE_WORDS[stage] }))] })}
${editions.size > 1 && select({ name: 'edition', label: { text: 'Edition' }, value: asked.edition, items: [any, ...[...editions].map(([value, text]) => ({ value, text }))] })}
${button({ text: 'Show these schools', classes: 'govuk-button--secondary' })}</form>`
  const narrowed = asked.q !== null || asked.stage !== null || asked.edition !== null
  return details({ summaryText: 'Show some of the schools', html: form, open: narrowed, classes: 'ws-screen-only' })
}

export function movedWords(row: Pick<TrustRow, 'moved_term'>, term: string): string {
  if (row.moved_term === term) return 'This term'
  const words = termInWords(row.moved_term)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function list({ office, term }: SchoolsPage, rows: readonly TrustRow[]): Html {
  return stackedTable({
    caption: 'Schools that share',
    captionHidden: true,
    head: ['School', 'Edition', 'Stage', 'Last moved'],
    rows: rows.map((row) => [
      link(trustSchoolAt(office.setting_id, row.setting_id), row.name),
      editionOfRow(row).title,
      html`<span>${STAGE_WORDS[row.stage]}, <span class="ws-quiet">cycle ${row.cycle_number}</span></span>`,
      movedWords(row, term),
    ]),
  })
}

/** One grid for each edition: schools that were asked the same. */
function grids({ now }: SchoolsPage, rows: readonly TrustRow[]): Html {
  const parts = editionsOf(rows).map((edition) => {
    const own = rows.filter((row) => row.edition_key === edition.key && row.edition_version === edition.version)
    return heatGrid({
      caption: `${edition.title}: agreed level for each principle`,
      rowHeading: 'School',
      columns: edition.principles.map(({ name }) => ({ name })),
      rows: own.map((row) => ({
        name: row.name,
        levels: edition.principles.map(({ key }) => keptLevel(row.levels[key])),
      })),
      words: levelWords(edition),
      notes: `Each is the middle of the levels a school’s own team agreed for that principle, as at ${dateInWords(now)}. A dash: not agreed yet.`,
    })
  })
  return html`<h2 class="govuk-heading-m">Levels for each principle</h2>${parts}`
}

/** Across editions: only criteria that all of them ask, and only where a school has agreed them all. */
function across(rows: readonly TrustRow[]): Html {
  const editions = editionsOf(rows)
  const [first, ...more] = editions
  if (!first || more.length === 0) return nothing
  const shared = criteriaInAll(editions).filter((one) => one.keys.length > 0)
  const n = shared.reduce((sum, one) => sum + one.keys.length, 0)
  const named = (key: string): string => first.principles.find((one) => one.key === key)?.name ?? key
  const grid = heatGrid({
    caption: `The ${wordsOfCount(n, 'criterion', 'criteria')} that all these editions ask`,
    rowHeading: 'School',
    columns: shared.map((one) => ({ name: named(one.principle) })),
    rows: rows.map((row) => ({ name: row.name, levels: shared.map((one) => levelAcross(row.items, one.keys)) })),
    words: levelWords(first),
    notes:
      'The middle of the levels agreed for the shared criteria of a principle. A dash: not all of them are agreed yet.',
  })
  return html`<h2 class="govuk-heading-m">Where the editions ask the same</h2><p class="govuk-body">Kinds of school are asked partly different things. Only what all of them are asked stands side by side here.</p>${grid}`
}

function pages(seen: SchoolsPage, at: number, last: number): Html {
  if (last < 2) return nothing
  return html`${pagination({
    ...(at > 1 ? { previous: { href: addressOf(seen, { page: String(at - 1) }) } } : {}),
    ...(at < last ? { next: { href: addressOf(seen, { page: String(at + 1) }) } } : {}),
  })}<p class="govuk-body ws-screen-only">${link(addressOf(seen, { all: 'yes' }), 'All on one page, for printing')}</p>`
}

function notShared({ seen: { schools, rows } }: SchoolsPage): string {
  const n = Math.max(0, schools - rows.length)
  if (n === 0)
    return schools === 0 ? 'No school of your trust is on Wholeschool yet.' : 'Every school of your trust here shares.'
  return `${inWords(n)} ${n === 1 ? 'school of your trust here has' : 'schools of your trust here have'} not shared yet. What they do is theirs until they choose to.`
}

function context(shown: SchoolsPage): Html {
  const { office, seen } = shown
  const records =
    seen.records.length === 0
      ? html`<p class="govuk-body">None yet. A head may let you read a kept version.</p>`
      : quietList(
          seen.records.map((one) =>
            link(
              trustRecordAt(office.setting_id, one.setting_id, one.record_id),
              `${one.setting_name}, version ${one.cycle_number}.${one.record_number}`,
            ),
          ),
        )
  return html`<h2 class="govuk-heading-s">Not shared yet</h2><p class="govuk-body">${notShared(shown)}</p><p class="govuk-body">${link(offerTrustAgreementAt(office.setting_id), 'Offer your schools an agreement')}</p>
<h2 class="govuk-heading-s">Records to read</h2>${records}`
}

export function schoolsPage(shown: SchoolsPage): Page {
  const { office, seen, asked, now } = shown
  const finding = trustFinding(seen, shown.term)
  const heading = pageHeading({ heading: finding, caption: `${office.name} · as at ${dateInWords(now)}` })
  const rows = matching(seen.rows, asked)
  const { shown: here, page: at, pages: last } = pageOf(rows, asked)
  const none = emptyState({
    heading: 'What will be here',
    words:
      'Each school that chooses to share: its edition, stage, agreed levels and the term it last moved. A head signs your agreement and switches sharing on, whichever programme the school is in.',
    action: { text: 'Offer your schools an agreement', href: offerTrustAgreementAt(office.setting_id) },
  })
  const found =
    rows.length === seen.rows.length
      ? rows.length === 1
        ? 'The one school that shares'
        : `${inWords(rows.length)} schools that share, by name`
      : `${inWords(rows.length)} ${rows.length === 1 ? 'school matches' : 'schools match'}`
  const body =
    here.length === 0
      ? html`<p class="govuk-body">${link(trustSchoolsAt(office.setting_id), 'Show all')}</p>`
      : html`${list(shown, here)}${pages(shown, at, last)}${grids(shown, here)}${across(here)}`
  const work = seen.rows.length === 0 ? none : html`${filters(shown)}<h2 class="govuk-heading-m">${found}</h2>${body}`
  return page(finding, html`${heading}${columns(work, context(shown))}`, { wide: true })
}
