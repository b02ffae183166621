// The officer's page on which it is noted that a setting left the programme.
import { page, type Page } from '../../../kernel/route.ts'
import { postForm } from '../../../view/form.ts'
import { insetText } from '../../../view/govuk/inset-text.ts'
import { html, nothing } from '../../../view/html.ts'
import { columns, pageHeading, quietList } from '../../../view/layout.ts'
import { dayField, link, submit, summaryOf, typedText, type FormState } from '../pieces.ts'
import type { Programme } from '../programmes/store.ts'
import type { Enrolment } from './store.ts'

export function leavingPage(programme: Programme, enrolment: Enrolment, state: FormState): Page {
  const path = `/programmes/${programme.id}/settings/${enrolment.setting_id}`
  const heading = `${enrolment.name} leaves ${programme.name}?`
  const meanwhile =
    typedText(state, 'version') === '' || typedText(state, 'version') === String(enrolment.version)
      ? nothing
      : insetText({
          text: 'Someone changed this setting while you were working. Look at it once more before you save.',
        })
  const fields = html`<input type="hidden" id="version" name="version" value="${enrolment.version}">${dayField(state, 'left_on', { label: 'It left on', hint: 'Today or earlier, like 31 August 2026' })}${submit('Note that it left', 'govuk-button--warning')}`
  const work = html`${meanwhile}${quietList([
    'Its agreement with the programme ends, and everything it shared is taken back at once.',
    'What it wrote stays its own. Its people keep their accounts and can go on.',
    'Whoever leads it gets a letter. It can be enrolled again at any time.',
  ])}${postForm(`${path}/leaving`, fields)}<p class="govuk-body">${link(path, 'Keep it enrolled')}</p>`
  const main = html`${summaryOf(state)}${pageHeading({ heading, caption: 'Leaving a programme' })}${columns(work)}`
  return page(heading, main, { back: { text: enrolment.name, href: path } })
}
