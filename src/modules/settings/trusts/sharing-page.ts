// What a setting shares with its trust, on the setting's page about sharing.
import { postForm } from '../../../view/form.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { dateInWords, quietList } from '../../../view/layout.ts'
import type { Reader } from '../enrolments/agreement-pages.ts'
import { TRUST_FLOWS, trustFlows } from '../flows.ts'
import { link, paragraph, submit } from '../pieces.ts'
import type { SharingWithTrust } from './sharing.ts'

function flowsForm({ setting }: Reader, trust: SharingWithTrust): Html {
  const items = trust.covered.map((key, i) => {
    const flow = TRUST_FLOWS[key]
    const id = i === 0 ? 'trust-flows' : `trust-flows-${i + 1}`
    const on = trust.flows.includes(key)
    return html`<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" id="${id}" name="flows" type="checkbox" value="${key}"${on && html` checked`} aria-describedby="${id}-item-hint"><label class="govuk-label govuk-checkboxes__label" for="${id}">${flow.name}</label><div id="${id}-item-hint" class="govuk-hint govuk-checkboxes__hint">${flow.purpose}<br>What leaves: ${flow.leaves}<br>Seen by: ${flow.seenBy}</div></div>`
  })
  return postForm(
    `/settings/${setting.setting_id}/sharing/trust`,
    html`<div class="govuk-form-group"><fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-fieldset__legend--s">What ${trust.name} may see</legend><div class="govuk-checkboxes" data-module="govuk-checkboxes">${items}</div></fieldset></div>${submit('Save what your trust sees')}`,
  )
}

const stated = (trust: SharingWithTrust): Html =>
  quietList(
    trustFlows.map(
      (key) =>
        html`<strong>${TRUST_FLOWS[key].name}</strong>: ${trust.inForce && trust.flows.includes(key) ? 'shared' : 'not shared yet'}`,
    ),
  )

export function trustPart(reader: Reader, trust: SharingWithTrust): Html {
  const at = `/settings/${reader.setting.setting_id}/agreement`
  const heading = html`<h2 class="govuk-heading-m">${trust.name}, your trust</h2>`
  if (!trust.inForce) {
    const words = trust.offered
      ? html`${paragraph('Nothing is shared: an agreement waits to be signed.')}<p class="govuk-body">${link(at, reader.head ? 'Read and sign the agreement' : 'See the agreement')}</p>`
      : paragraph(
          'Nothing is shared with your trust. It can offer your head an agreement; no programme has a say in that.',
        )
    return html`${heading}${words}${trust.offered ? stated(trust) : nothing}`
  }
  const until = html`<p class="govuk-body">Your agreement is in force until ${dateInWords(trust.ends_on!)}. ${link(at, 'Read it')}</p>`
  return html`${heading}${until}${reader.head ? flowsForm(reader, trust) : stated(trust)}`
}
