// The Record's pages for the school itself: the living Record, the versions kept of it, and one version with who may
// read it. A programme's reading pages are here too: the same Record under another heading.
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { postForm } from '../../../view/form.ts'
import { button } from '../../../view/govuk/button.ts'
import { input } from '../../../view/govuk/input.ts'
import { pagination } from '../../../view/govuk/pagination.ts'
import { html, nothing, type Html, type Value } from '../../../view/html.ts'
import { columns, emptyState, pageHeading, quietList, stackedTable } from '../../../view/layout.ts'
import { dateInWords, dateTimeInWords, inWords } from '../../../view/words.ts'
import {
  boardAt,
  exportsAt,
  linksAt,
  packsAt,
  comparisonAt,
  programmeRecordsAt,
  recordAt,
  recordPdfAt,
  sharedAt,
  sharingAt,
  toolkitAt,
  versionAt,
  versionPdfAt,
  versionsAt,
} from '../paths.ts'
import { hiddenField, typedIn } from '../typing.ts'
import type { RecordDocument } from './document.ts'
import { reading } from './reading.ts'
import { countsOf } from './rules.ts'
import type { RecordForReading, RecordVersion } from './service.ts'
import type { KeptRecord, SharedRecord } from './store.ts'
import { findingOf, programmesLine, RECORD_TITLE, stageLine } from './wording.ts'

/** About twenty minutes for eight chapters, read by someone who knows the Toolkit. */
export const READING_MINUTES = 20

export function versionName(kept: { cycle_number: number; number: number }): string {
  return `${kept.cycle_number}.${kept.number}`
}

const link = (href: string, text: Value): Html => html`<a class="govuk-link" href="${href}">${text}</a>`

function heading(document: RecordDocument, caption: string): Html {
  return pageHeading({ heading: findingOf(document, countsOf(document.chapters)), caption })
}

function aboutCopy(document: RecordDocument): Value[] {
  const { edition } = document
  return [
    stageLine(document),
    `Began ${dateInWords(document.cycle.startedOn)}`,
    programmesLine(document),
    `${edition.title}, version ${edition.version}`,
  ]
}

export function recordPage(setting: string, document: RecordDocument, may: { keep: boolean; take: boolean }): Page {
  const keep = may.keep && html`<p class="govuk-body">${link(`${versionsAt(setting)}#why`, 'Keep this version')}</p>`
  const context = html`<h2 class="govuk-heading-s">This copy</h2>${quietList([
    html`The living Record, as at ${dateTimeInWords(new Date(document.asAt))}. It changes as your team works.`,
    ...aboutCopy(document),
  ])}
<p class="govuk-body">${link(recordPdfAt(setting), 'Print or save as PDF')}</p>
<p class="govuk-body">${link(packsAt(setting), 'Packs for governors, trust and inspection')}</p>
<p class="govuk-body">${link(versionsAt(setting), 'Versions kept')}</p>${keep}${may.take && html`<p class="govuk-body">${link(exportsAt(setting), 'Take it away as a file')}</p>`}${may.keep && html`<p class="govuk-body">${link(linksAt(setting), 'Let governors or inspectors read it')}</p>`}
<p class="govuk-body">${link(comparisonAt(setting), 'Compare two days or two cycles')}</p>
<p class="govuk-body">${link(sharedAt(setting), 'What is shared, and with whom')}</p>`
  const top = html`${heading(document, `${document.setting.name} · ${RECORD_TITLE}`)}`
  const work = html`${reading(document)}`
  return page('The Record', html`${top}${columns(work, context)}`, {
    back: { text: 'Toolkit', href: toolkitAt(setting) },
  })
}

export type VersionsSeen = {
  setting: string
  versions: readonly KeptRecord[]
  /** The cycle that a version would be kept of; none when this person keeps none or none has begun. */
  mayKeep: boolean
  mistakes?: Mistakes
  typed?: Typed
}

export function versionsPage({ setting, versions, mayKeep, mistakes = {}, typed }: VersionsSeen): Page {
  const title =
    versions.length === 0
      ? 'No version of the Record is kept yet'
      : `${inWords(versions.length)} ${versions.length === 1 ? 'version of the Record is' : 'versions of the Record are'} kept`
  const rows = versions.map((one) => [
    link(versionAt(setting, one.id), `Version ${versionName(one)}`),
    one.why,
    dateTimeInWords(one.kept_at),
    one.kept_by,
    html`<code>${one.digest.slice(0, 12)}</code>`,
  ])
  const list =
    rows.length === 0
      ? emptyState({
          heading: 'What will be here',
          words:
            'A version is kept by itself whenever a stage closes, and whenever one of your leads keeps one. A version never changes.',
        })
      : stackedTable({
          caption: 'Versions, newest first',
          captionHidden: true,
          head: ['Version', 'Why it was kept', 'When', 'By whom', 'Digest begins'],
          rows,
        })
  const keeping = mayKeep
    ? html`<h2 class="govuk-heading-m">Keep a version now</h2>${postForm(
        versionsAt(setting),
        html`${input({
          name: 'why',
          label: { text: 'Why are you keeping it?' },
          hint: { text: 'For example: “For the governors’ meeting on 12 March”' },
          value: typedIn(typed, 'why'),
          errorMessage: mistakeIn(mistakes, 'why'),
        })}${button({ text: 'Keep this version' })}`,
      )}`
    : nothing
  const context = html`<h2 class="govuk-heading-s">About versions</h2>${quietList([
    'A kept version is the Record as it stood, word for word. Nobody can change or remove it.',
    'Its digest is a fingerprint: the same words always give the same one.',
  ])}`
  return page(
    title,
    html`${errorSummaryFor(mistakes)}${pageHeading({ heading: title, caption: RECORD_TITLE })}${columns(html`${list}${keeping}`, context)}`,
    {
      back: { text: 'The Record', href: recordAt(setting) },
    },
  )
}

/** A programme whose reviewers could read this version, and whether they may. */
export type Reader = { programme_id: string; name: string; shared: SharedRecord | undefined }

export type VersionSeen = { version: RecordVersion; readers: readonly Reader[]; mayShare: boolean; mistakes?: Mistakes }

export function versionPage({ version, readers, mayShare, mistakes = {} }: VersionSeen): Page {
  const { setting_id: setting, document } = version
  const name = `Version ${versionName(version)}`
  const proof = version.unchanged
    ? 'Its words still match the digest written down then.'
    : 'Its words do not match the digest written down then. Tell whoever runs this service.'
  const context = html`<h2 class="govuk-heading-s">${name}</h2>${quietList([
    html`Kept on ${dateTimeInWords(version.kept_at)} by ${version.kept_by}`,
    version.why,
    ...aboutCopy(document),
    html`${proof} <code class="ws-digest">${version.digest}</code>`,
  ])}
<p class="govuk-body">${link(versionPdfAt(setting, version.id), 'Print or save as PDF')}</p>
<h2 class="govuk-heading-s" id="readers">Who may read this version</h2>
${readersOf(version, readers, mayShare)}`
  const top = html`${errorSummaryFor(mistakes, { programme: 'readers' })}${heading(document, `${document.setting.name} · ${name}`)}`
  const work = html`${reading(document)}`
  return page(`The Record, version ${versionName(version)}`, html`${top}${columns(work, context)}`, {
    back: { text: 'Versions kept', href: versionsAt(setting) },
  })
}

function readersOf(version: RecordVersion, readers: readonly Reader[], mayShare: boolean): Html {
  if (readers.length === 0)
    return html`<p class="govuk-body">People here with a place in the Toolkit. It is not shared with any programme: reading by reviewers is not switched on. ${link(sharingAt(version.setting_id), 'See what is shared')}</p>`
  return html`<p class="govuk-body">People here with a place in the Toolkit.</p>${readers.map((reader) => readerLine(version, reader, mayShare))}`
}

function readerLine(version: RecordVersion, reader: Reader, mayShare: boolean): Html {
  const at = `${versionAt(version.setting_id, version.id)}/shares`
  const programme = hiddenField('programme', reader.programme_id)
  if (reader.shared) {
    const takeBack =
      mayShare &&
      postForm(
        `${at}/withdrawals`,
        html`${programme}${button({ text: 'Take it back', classes: 'govuk-button--secondary' })}`,
      )
    return html`<p class="govuk-body">Reviewers and officers of ${reader.name}, since ${dateInWords(reader.shared.shared_at)}. Shared by ${reader.shared.shared_by}.</p>${takeBack}`
  }
  const share = mayShare && postForm(at, html`${programme}${button({ text: `Share with ${reader.name}` })}`)
  return html`<p class="govuk-body">Not shared with ${reader.name} yet. Their reviewers and officers would read exactly this version, with the names in it.</p>${share}`
}

// A programme reads --------------------------------------------------------------------------------------------------

export type SharedList = {
  programme: string
  programmeName: string
  rows: readonly SharedRecord[]
  n: number
  newest: Date | null
  q: string | null
  page: number
  more: boolean
}

export function sharedRecordsPage(seen: SharedList): Page {
  const { programme, rows, n, q } = seen
  const title =
    n === 0
      ? 'No school has shared a Record yet'
      : `${inWords(n)} ${n === 1 ? 'Record is' : 'Records are'} shared for reading`
  const at = programmeRecordsAt(programme)
  const search = html`<form action="${at}" method="get" class="ws-filters ws-screen-only">${input({ name: 'q', label: { text: 'Name of a school' }, value: q ?? '', classes: 'govuk-input--width-20' })}${button({ text: 'Find this school', classes: 'govuk-button--secondary' })}</form>`
  const list = stackedTable({
    caption: 'Shared Records, newest first',
    captionHidden: true,
    head: ['School', 'Version', 'Shared', 'By whom', 'To read'],
    rows: rows.map((row) => [
      link(`${at}/${row.record_id}`, row.setting_name),
      `${row.cycle_number}.${row.record_number}`,
      dateInWords(row.shared_at),
      row.shared_by,
      `About ${READING_MINUTES} minutes`,
    ]),
  })
  const empty = q
    ? html`<p class="govuk-body">No school with “${q}” in its name has shared a Record. ${link(at, 'Show all')}</p>`
    : emptyState({
        heading: 'What will be here',
        words:
          'A school’s Record appears when its head shares a version with the programme. Until then it is theirs alone.',
      })
  const top = html`${pageHeading({ heading: title, caption: seen.programmeName })}`
  const work = html`${n > 0 && search}${rows.length === 0 ? empty : list}${pagesOf(seen, at)}`
  const context = html`<h2 class="govuk-heading-s">Reading a Record</h2>${quietList([
    'You read the version that the head chose, as it stood when it was kept.',
    'Each reading is written in the audit.',
    link(boardAt(programme), 'Programme board'),
  ])}`
  return page(title, html`${top}${columns(work, context)}`)
}

function pagesOf({ q, page: at, more }: SharedList, href: string): Html {
  if (at === 1 && !more) return nothing
  const to = (n: number): string => `${href}?${new URLSearchParams({ ...(q ? { q } : {}), page: String(n) })}`
  return pagination({
    ...(at > 1 ? { previous: { href: to(at - 1) } } : {}),
    ...(more ? { next: { href: to(at + 1) } } : {}),
  })
}

export function sharedRecordPage(programme: string, shared: RecordForReading): Page {
  const { document } = shared
  const at = programmeRecordsAt(programme)
  const context = html`<h2 class="govuk-heading-s">Version ${shared.cycle_number}.${shared.record_number}</h2>${quietList(
    [
      html`Shared on ${dateInWords(shared.shared_at)} by ${shared.shared_by}`,
      html`As it stood on ${dateInWords(new Date(document.asAt))}`,
      ...aboutCopy(document),
    ],
  )}<p class="govuk-body">${link(`${at}/${shared.record_id}/pdf`, 'Print or save as PDF')}</p>`
  const top = html`${heading(document, `${shared.setting_name} · ${RECORD_TITLE}`)}`
  const work = html`${reading(document)}`
  return page(`${shared.setting_name}: the Record`, html`${top}${columns(work, context)}`, {
    back: { text: 'Shared Records', href: at },
  })
}
