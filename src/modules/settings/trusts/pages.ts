// The page on which a trust offers its schools an agreement.
import { page, type Page } from '../../../kernel/route.ts'
import { postForm } from '../../../view/form.ts'
import { html } from '../../../view/html.ts'
import { columns, emptyState, pageHeading, quietList, wordsOfCount } from '../../../view/layout.ts'
import { BASES, TRUST_PURPOSES } from '../enrolments/rules.ts'
import { TRUST_FLOWS } from '../flows.ts'
import { dayField, paragraph, radiosField, submit, summaryOf, type FormState } from '../pieces.ts'
import type { TrustOffice } from './service.ts'

export function offerPage(office: TrustOffice, schools: number, state: FormState): Page {
  const heading = 'Offer your schools an agreement'
  const items = Object.entries(BASES).map(([value, { name, hint }]) => ({ value, text: name, hint }))
  const fields = html`${radiosField(state, 'basis', { label: 'Lawful basis' }, items)}${dayField(state, 'ends_on', { label: 'It runs until', hint: 'For example, 31 August 2029. A head can end it at any time.' })}${submit('Offer this agreement')}`
  const work =
    schools === 0
      ? emptyState({
          heading: 'Schools of your trust will be here',
          words:
            'A school belongs to your trust here once a programme has enrolled it, or its own request to join was answered.',
        })
      : html`${paragraph(`${wordsOfCount(schools, 'school')} of your trust ${schools === 1 ? 'is' : 'are'} on Wholeschool. Each that has no agreement with you yet gets this one: its head reads it, signs it or declines.`)}<h2 class="govuk-heading-m">It is for</h2>${quietList(Object.values(TRUST_PURPOSES))}${postForm(`/settings/${office.setting_id}/trust-agreement`, fields)}`
  const context = html`<h2 class="govuk-heading-s">What a head may then share</h2>${quietList(Object.values(TRUST_FLOWS).map((flow) => html`<strong>${flow.name}</strong>. ${flow.leaves}`))}`
  return page(
    heading,
    html`${summaryOf(state)}${pageHeading({ heading, caption: office.name })}${columns(work, context)}`,
    {
      back: { text: office.name, href: `/settings/${office.setting_id}` },
    },
  )
}
