// One school as its trust sees it, a Record that it lets its trust read, and the same as the school itself sees it.
import { page, type Page } from '../../../kernel/route.ts'
import { postForm } from '../../../view/form.ts'
import { button } from '../../../view/govuk/button.ts'
import { html, nothing, type Html, type Value } from '../../../view/html.ts'
import { columns, level, pageHeading, quietList, stackedTable } from '../../../view/layout.ts'
import { dateInWords } from '../../../view/words.ts'
import { STAGE_WORDS } from '../board/rules.ts'
import { levelWords } from '../leveling.ts'
import {
  sharingAt,
  takeBackFromTrustAt,
  shareWithTrustAt,
  trustRecordAt,
  trustRecordPdfAt,
  trustSchoolAt,
  trustSchoolsAt,
  versionAt,
} from '../paths.ts'
import { reading } from '../records/reading.ts'
import { countsOf } from '../records/rules.ts'
import { findingOf, RECORD_TITLE } from '../records/wording.ts'
import { hiddenField } from '../typing.ts'
import { keptLevel } from './rules.ts'
import { editionOfRow, movedWords } from './schools-page.ts'
import type { RecordSeen, SchoolSeen, SeenByTrust, TrustRow } from './service.ts'

const link = (href: string, text: Value): Html => html`<a class="govuk-link" href="${href}">${text}</a>`

/** What the row says, for whoever reads it: the trust, or the school that shares it. */
function rowPart(row: TrustRow, term: string): Html {
  const edition = editionOfRow(row)
  const facts = stackedTable({
    caption: 'What the row says',
    captionHidden: true,
    head: ['What', 'Says'],
    rows: [
      ['Edition', edition.title],
      ['Stage', `${STAGE_WORDS[row.stage]}, cycle ${row.cycle_number}`],
      ['Last moved', movedWords(row, term)],
    ],
  })
  const words = levelWords(edition)
  const levels = stackedTable({
    caption: 'Agreed level for each principle',
    head: ['Principle', 'Level'],
    rows: edition.principles.map((one) => [one.name, level(keptLevel(row.levels[one.key]), { words })]),
  })
  return html`${facts}${levels}`
}

export function schoolPage({ office, row, records }: SchoolSeen, term: string): Page {
  const established = editionOfRow(row).principles.filter((one) => keptLevel(row.levels[one.key]) === 3)
  const strengths =
    established.length === 0
      ? nothing
      : html`<h2 class="govuk-heading-s">Well established</h2>${quietList(established.map((one) => one.name))}`
  const list =
    records.length === 0
      ? html`<p class="govuk-body">None yet. Its head may let you read a kept version.</p>`
      : html`<ul class="govuk-list govuk-list--bullet">${records.map((one) => html`<li>${link(trustRecordAt(office.setting_id, one.setting_id, one.record_id), `Version ${one.cycle_number}.${one.record_number}`)}, shared on ${dateInWords(one.shared_at)}</li>`)}</ul>`
  const context = html`${strengths}<h2 class="govuk-heading-s">What you see</h2>${quietList([
    'What its head chose to share, and nothing else: no names, no evidence, no comments.',
    `It is shared until ${dateInWords(row.until)}, or until its head ends it.`,
  ])}`
  const work = html`${rowPart(row, term)}<h2 class="govuk-heading-m">Records to read</h2>${list}`
  return page(row.name, html`${pageHeading({ heading: row.name, caption: office.name })}${columns(work, context)}`, {
    back: { text: 'Schools', href: trustSchoolsAt(office.setting_id) },
  })
}

export function trustRecordPage({ office, shared, document }: RecordSeen): Page {
  const at = trustSchoolAt(office.setting_id, shared.setting_id)
  const heading = pageHeading({
    heading: findingOf(document, countsOf(document.chapters)),
    caption: `${shared.setting_name} · ${RECORD_TITLE}`,
  })
  const context = html`<h2 class="govuk-heading-s">Version ${shared.cycle_number}.${shared.record_number}</h2>${quietList(
    [
      `Shared on ${dateInWords(shared.shared_at)} by ${shared.shared_by}`,
      `As it stood on ${dateInWords(new Date(document.asAt))}`,
      `Each reading is written in the audit`,
    ],
  )}<p class="govuk-body">${link(trustRecordPdfAt(office.setting_id, shared.setting_id, shared.record_id), 'Print or save as PDF')}</p>`
  return page(`${shared.setting_name}: the Record`, html`${heading}${columns(reading(document), context)}`, {
    back: { text: shared.setting_name, href: at },
  })
}

// What a trust sees of us ----------------------------------------------------------------------------------------------

function recordsPart(setting: string, { name, versions, records, sharesReading }: SeenByTrust, head: boolean): Html {
  if (!sharesReading) return html`<p class="govuk-body">Not shared yet. Reading by ${name} is not switched on.</p>`
  if (versions.length === 0)
    return html`<p class="govuk-body">None yet. ${name} may read any kept version that your head shares.</p>`
  const items = versions.map((one) => {
    const shared = records.find((record) => record.record_id === one.id)
    const words = html`${link(versionAt(setting, one.id), `Version ${one.cycle_number}.${one.number}`)}, ${shared ? `shared on ${dateInWords(shared.shared_at)}` : 'not shared'}`
    const [action, text] = shared
      ? [takeBackFromTrustAt(setting), 'Take it back']
      : [shareWithTrustAt(setting), 'Let the trust read it']
    const press = head
      ? postForm(
          action,
          html`${hiddenField('record', one.id)}${button({ html: html`${text}<span class="govuk-visually-hidden">: version ${one.cycle_number}.${one.number}</span>`, classes: 'govuk-button--secondary' })}`,
        )
      : nothing
    return html`<li>${words}${press}</li>`
  })
  return html`<ul class="govuk-list">${items}</ul>`
}

/** A part of the page on which a setting sees what others see of it. */
export function trustSeesPart(setting: string, seen: SeenByTrust, head: boolean, term: string): Html {
  const { row, name, sharesBoard } = seen
  const none = sharesBoard
    ? `Shared with ${name}, and there is nothing to show until your first cycle begins.`
    : `Not shared yet. ${name} sees nothing of how you are doing.`
  const own = row
    ? html`${rowPart(row, term)}<p class="govuk-body ws-quiet">Beside these it reads your levels for the criteria that every kind of setting is asked. No names, no evidence and no comments are in it. Shared until ${dateInWords(row.until)}.</p>`
    : html`<p class="govuk-body">${none} ${link(sharingAt(setting), 'What you share')}</p>`
  return html`<section><h2 class="govuk-heading-l">${name}, your trust</h2><h3 class="govuk-heading-m">Your row in its view</h3>${own}<h3 class="govuk-heading-m">Records it may read</h3>${recordsPart(setting, seen, head)}</section>`
}
