// Pages on which an officer says what is on for a programme's settings, and a head what is on in one of them.
import { page, type Page } from '../../../kernel/route.ts'
import { postForm } from '../../../view/form.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { columns, inWords, pageHeading, quietList } from '../../../view/layout.ts'
import { paragraph, submit, summaryOf, ticksField, typedText, type FormState } from '../pieces.ts'
import type { Programme } from '../programmes/store.ts'
import type { SwitchHere, SwitchShown } from './rules.ts'

const choices = (switches: readonly SwitchShown[]) =>
  switches.map(({ module: value, name: text, words: hint }) => ({ value, text, hint }))

const stays = (): Html =>
  html`<h2 class="govuk-heading-s">Good to know</h2>${quietList([
    'What people wrote stays where it is. When a part is switched on again, everything is there.',
    'A part that is off is left out of the navigation and of home pages, and its pages say that it is off.',
    'Nothing here is compulsory, except what keeps people safe: accounts, agreements and the audit are always on.',
  ])}`

export function programmeSwitchesPage(programme: Programme, switches: readonly SwitchShown[], state: FormState): Page {
  const on = switches.filter((one) => one.on).length
  const heading = `${inWords(on)} of ${inWords(switches.length, { lower: true })} ${switches.length === 1 ? 'part is' : 'parts are'} on for settings`
  const fields = html`${ticksField(state, 'modules', { label: `On for settings of ${programme.name}`, hint: 'Each setting may leave out what it does not need' }, choices(switches))}${submit('Save what is on')}`
  const path = `/programmes/${programme.id}`
  const main = html`${summaryOf(state)}${pageHeading({ heading, caption: 'What this programme uses' })}${columns(postForm(`${path}/modules`, fields), stays())}`
  return page('What is on for settings', main, { back: { text: programme.name, href: path } })
}

export type SettingSwitches = {
  setting: { setting_id: string; name: string }
  switches: readonly SwitchHere[]
  version: number
}

export function settingSwitchesPage({ setting, switches, version }: SettingSwitches, state: FormState): Page {
  const offered = switches.filter((one) => one.offered)
  const rest = switches.filter((one) => !one.offered)
  const on = offered.filter((one) => one.on).length
  const heading =
    on === 0
      ? 'Nothing is switched on here at present'
      : `${inWords(on)} of ${inWords(switches.length, { lower: true })} ${switches.length === 1 ? 'part is' : 'parts are'} on here`
  const path = `/settings/${setting.setting_id}`
  const meanwhile = typedText(state, 'version') !== '' && typedText(state, 'version') !== String(version)
  const fields = html`<input type="hidden" id="version" name="version" value="${version}">${ticksField(state, 'modules', { label: `On at ${setting.name}` }, choices(offered))}${submit('Save what is on')}`
  const form = offered.length > 0 ? postForm(`${path}/modules`, fields) : nothing
  const changed = meanwhile
    ? paragraph(
        `Now on: ${
          offered
            .filter((one) => one.on)
            .map((one) => one.name)
            .join(', ') || 'nothing'
        }. Your own choice is in the form below.`,
      )
    : nothing
  const none =
    rest.length === 0
      ? nothing
      : html`${paragraph('Your programmes do not use these at present:')}${quietList(rest.map((one) => one.name))}`
  const main = html`${summaryOf(state)}${pageHeading({ heading, caption: setting.name })}${columns(html`${changed}${form}${none}`, stays())}`
  return page('What is on here', main, { back: { text: 'Sharing', href: `${path}/sharing` } })
}
