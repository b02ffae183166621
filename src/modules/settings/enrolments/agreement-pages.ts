// Pages of the setting about its agreements and what it shares: plain enough to be read before they are signed.
import { page, type Page } from '../../../kernel/route.ts'
import { postForm } from '../../../view/form.ts'
import { insetText } from '../../../view/govuk/inset-text.ts'
import { summaryList } from '../../../view/govuk/summary-list.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { columns, dateInWords, emptyState, inWords, pageHeading, quietList } from '../../../view/layout.ts'
import { FLOWS, flows, TRUST_FLOWS } from '../flows.ts'
import {
  asTyped,
  link,
  longField,
  oneTick,
  paragraph,
  submit,
  summaryOf,
  textField,
  type FormState,
} from '../pieces.ts'
import { trustPart } from '../trusts/sharing-page.ts'
import type { SharingWithTrust } from '../trusts/sharing.ts'
import type { SharingWith } from './agreements.ts'
import type { Agreement } from './agreements-store.ts'
import { standingOf } from './rules.ts'

export type Reader = { setting: { setting_id: string; name: string }; head: boolean; today: string }

const text = (key: string, value: string | Html) => ({
  key: { text: key },
  value: typeof value === 'string' ? { text: value } : { html: value },
})

function termsOf(agreement: Agreement): Html {
  return summaryList({
    rows: [
      text('Between', `${agreement.party} and ${agreement.with_name}`),
      text('For', html`<ul class="govuk-list">${agreement.purposes.map((purpose) => html`<li>${purpose}</li>`)}</ul>`),
      text('Lawful basis', agreement.lawful_basis),
      text('From', dateInWords(agreement.starts_on)),
      text('Until', dateInWords(agreement.ends_on)),
      text('Offered by', `${agreement.offered_by} on ${dateInWords(agreement.offered_at)}`),
      agreement.signed_at
        ? text(
            'Signed by',
            `${agreement.signed_name}, ${agreement.signed_role}, on ${dateInWords(agreement.signed_at)}`,
          )
        : false,
      agreement.ended_at ? text('Ended', `${dateInWords(agreement.ended_at)}: ${agreement.ended_words}`) : false,
    ],
  })
}

const flowWords = (agreements: readonly Agreement[]): Html =>
  quietList(
    [
      ...(agreements.some((one) => one.programme_id !== null) ? Object.values(FLOWS) : []),
      ...(agreements.some((one) => one.trust_id !== null) ? Object.values(TRUST_FLOWS) : []),
    ].map((flow) => html`<strong>${flow.name}</strong>. ${flow.leaves} Seen by: ${flow.seenBy}`),
  )

function signPart({ setting, head }: Reader, agreement: Agreement, state: FormState): Html {
  if (!head) return insetText({ text: 'Your head signs this agreement.' })
  const path = `/settings/${setting.setting_id}/agreement/${agreement.id}`
  return html`${postForm(`${path}/signature`, html`${oneTick(state, 'agree', { label: `I have read this agreement and sign it for ${agreement.party}` })}${textField(state, 'name', { label: 'Your name', autocomplete: 'name' })}${submit('Sign this agreement')}`)}
<p class="govuk-body">${link(`${path}/ending`, 'Decline this agreement')}</p>`
}

function inForcePart({ setting, head }: Reader, agreement: Agreement): Html {
  const path = `/settings/${setting.setting_id}`
  const end = head
    ? html`<p class="govuk-body">${link(`${path}/agreement/${agreement.id}/ending`, 'End this agreement')}</p>`
    : nothing
  return html`<p class="govuk-body">${link(`${path}/sharing`, 'See what is shared')}</p>${end}`
}

const HEADINGS = {
  offered: (name: string) => `${name} offers you an agreement`,
  'in-force': (name: string) => `Your agreement with ${name} is in force`,
  'run-out': (name: string) => `Your agreement with ${name} has run out`,
  ended: (name: string) => `Your agreement with ${name} has ended`,
} as const

function onePart(reader: Reader, agreement: Agreement, state: FormState): Html {
  const standing = standingOf(agreement, reader.today)
  const below =
    standing === 'offered'
      ? signPart(reader, agreement, state)
      : standing === 'in-force'
        ? inForcePart(reader, agreement)
        : nothing
  return html`${termsOf(agreement)}${below}`
}

/** All agreements of the setting: the one that needs reading first, those that ended last. */
export function agreementPage(reader: Reader, agreements: readonly Agreement[], state: FormState = asTyped({})): Page {
  const caption = reader.setting.name
  if (agreements.length === 0) {
    const nothingYet = emptyState({
      heading: 'Agreements will be here',
      words: 'When a programme enrols your setting, it offers an agreement that your head can read and sign.',
    })
    return page(
      'Agreements',
      html`${pageHeading({ heading: 'No programme has offered an agreement yet', caption })}${nothingYet}`,
    )
  }
  const order = ['offered', 'in-force', 'run-out', 'ended']
  const sorted = agreements.toSorted(
    (a, b) => order.indexOf(standingOf(a, reader.today)) - order.indexOf(standingOf(b, reader.today)),
  )
  const [first, ...rest] = sorted as [Agreement, ...Agreement[]]
  const headingOf = (one: Agreement): string => HEADINGS[standingOf(one, reader.today)](one.with_name)
  const more = rest.map(
    (one) => html`<h2 class="govuk-heading-m">${headingOf(one)}</h2>${onePart(reader, one, asTyped({}))}`,
  )
  const context = html`<h2 class="govuk-heading-s">What an agreement is for</h2>${paragraph('An agreement says why one organisation sees anything of another. Your trust may answer in law for your school’s data; what its office sees here is still yours to choose. Nothing is shared until you choose it, one thing at a time:')}${flowWords(agreements)}`
  const main = html`${summaryOf(state)}${pageHeading({ heading: headingOf(first), caption })}${columns(html`${onePart(reader, first, state)}${more}`, context)}`
  return page('Agreement', main, { back: { text: 'Sharing', href: `/settings/${reader.setting.setting_id}/sharing` } })
}

export function endPage(reader: Reader, agreement: Agreement, state: FormState): Page {
  const path = `/settings/${reader.setting.setting_id}/agreement`
  const signed = agreement.signed_at !== null
  const heading = signed
    ? `End the agreement with ${agreement.with_name}?`
    : `Decline the agreement with ${agreement.with_name}?`
  const words = signed
    ? agreement.trust_id === null
      ? 'Everything you share with the programme stops at once: your row leaves the board and your Record can no longer be read. What you have written here stays yours.'
      : 'Everything you share with your trust stops at once: your row leaves its view and your Record can no longer be read. What you have written here stays yours.'
    : 'Another may be offered later.'
  const fields = html`${longField(state, 'words', { label: signed ? 'Why does it end?' : 'Why do you decline?', hint: 'A sentence is enough. It is kept with the agreement.' })}${submit(signed ? 'End this agreement' : 'Decline this agreement', 'govuk-button--warning')}`
  const main = html`${summaryOf(state)}${pageHeading({ heading, caption: reader.setting.name })}${paragraph(words)}${postForm(`${path}/${agreement.id}/ending`, fields)}<p class="govuk-body">${link(path, 'Keep it as it is')}</p>`
  return page(heading, main, { back: { text: 'Agreement', href: path } })
}

function flowsForm(reader: Reader, one: SharingWith): Html {
  const action = `/settings/${reader.setting.setting_id}/sharing`
  const items = one.covered.map((key, i) => {
    const flow = FLOWS[key]
    const id = `flows-${one.programme_id.slice(0, 8)}${i === 0 ? '' : `-${i + 1}`}`
    const on = one.flows.includes(key)
    return html`<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" id="${id}" name="flows" type="checkbox" value="${key}"${on && html` checked`} aria-describedby="${id}-item-hint"><label class="govuk-label govuk-checkboxes__label" for="${id}">${flow.name}</label><div id="${id}-item-hint" class="govuk-hint govuk-checkboxes__hint">${flow.purpose}<br>What leaves: ${flow.leaves}<br>Seen by: ${flow.seenBy}</div></div>`
  })
  const hidden = html`<input type="hidden" name="programme" value="${one.programme_id}">`
  if (one.covered.length === 0) return notCovered(one)
  return html`${postForm(action, html`${hidden}<div class="govuk-form-group"><fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">What ${one.programme_name} may see</legend><div class="govuk-checkboxes" data-module="govuk-checkboxes">${items}</div></fieldset></div>${submit('Save what is shared')}`)}${notCovered(one)}`
}

/** What could be shared under an agreement that named its purpose, and is not shared yet. */
function notCovered(one: SharingWith): Html {
  const rest = flows.filter((flow) => !one.covered.includes(flow))
  if (rest.length === 0) return nothing
  return html`${paragraph('Not shared yet, because your agreement does not name the purpose:')}${quietList(rest.map((flow) => FLOWS[flow].name))}`
}

function flowsStated(one: SharingWith): Html {
  return quietList(
    Object.entries(FLOWS).map(
      ([key, flow]) =>
        html`<strong>${flow.name}</strong>: ${one.inForce && one.flows.includes(key) ? 'shared' : 'not shared yet'}`,
    ),
  )
}

function whyNotShared({ setting, head }: Reader, one: SharingWith): Html {
  const words = one.offered
    ? 'Nothing is shared yet: an agreement waits to be signed.'
    : 'Nothing is shared: there is no agreement in force.'
  const read = link(
    `/settings/${setting.setting_id}/agreement`,
    head && one.offered ? 'Read and sign the agreement' : 'See the agreement',
  )
  return html`${paragraph(words)}<p class="govuk-body">${read}</p>`
}

function sharingWith(reader: Reader, one: SharingWith): Html {
  const until =
    one.ends_on === null
      ? nothing
      : html`<p class="govuk-body">Your agreement is in force until ${dateInWords(one.ends_on)}. ${link(`/settings/${reader.setting.setting_id}/agreement`, 'Read it')}</p>`
  const body = !one.inForce
    ? html`${whyNotShared(reader, one)}${flowsStated(one)}`
    : reader.head
      ? flowsForm(reader, one)
      : flowsStated(one)
  return html`<h2 class="govuk-heading-m">${one.programme_name}</h2>${until}${body}`
}

export function sharingPage(reader: Reader, programmes: readonly SharingWith[], trust?: SharingWithTrust): Page {
  const caption = reader.setting.name
  const on = programmes.reduce(
    (sum, one) => sum + (one.inForce ? one.flows.length : 0),
    trust?.inForce ? trust.flows.length : 0,
  )
  const heading =
    on === 0
      ? 'You share nothing yet'
      : `You share ${on === 1 ? 'one thing' : `${inWords(on, { lower: true })} things`}`
  const list =
    programmes.length === 0
      ? emptyState({
          heading: 'Programmes will be here',
          words:
            'When a programme has enrolled your setting and you have signed its agreement, you choose here what it sees.',
        })
      : html`${programmes.map((one) => sharingWith(reader, one))}`
  const own = trust ? trustPart(reader, trust) : nothing
  const context = html`<h2 class="govuk-heading-s">Your choice</h2>${quietList(['Each thing can be turned off again at any time, and stops at once.', 'Nothing that a child or a colleague wrote in private is ever shared.', 'Your head decides. Everyone who works on wellbeing here can see what was decided.'])}${reader.head && html`<p class="govuk-body">${link(`/settings/${reader.setting.setting_id}/modules`, 'Switch parts on or off here')}</p>`}`
  return page('Sharing', html`${pageHeading({ heading, caption })}${columns(html`${list}${own}`, context)}`)
}
