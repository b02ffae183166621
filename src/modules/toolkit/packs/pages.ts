// The three packs, each one press away.
import { page, type Page } from '../../../kernel/route.ts'
import { html } from '../../../view/html.ts'
import { columns, emptyState, pageHeading, quietList } from '../../../view/layout.ts'
import { packAt, recordAt, recordPdfAt, toolkitAt } from '../paths.ts'
import { PACK_KEYS, PACKS } from './pieces.ts'

export function packsPage(setting: string, cycle: number | undefined): Page {
  const title = 'Packs from the Record'
  const each = PACK_KEYS.map((key) => {
    const { title: name, words, namesStaff } = PACKS[key]
    return html`<h2 class="govuk-heading-m">${name}</h2><p class="govuk-body">${words} ${namesStaff ? 'It names staff where they signed.' : 'It adds no names to your own words.'}</p><p class="govuk-body"><a class="govuk-link ws-strong-link" href="${packAt(setting, key)}">Draw this pack as PDF<span class="govuk-visually-hidden">: ${name}</span></a></p>`
  })
  const empty = emptyState({
    heading: 'What will be here',
    words:
      'Once your first cycle has begun, packs for governors, a trust board and inspection are drawn from its Record.',
    action: { text: 'Go to the Toolkit', href: toolkitAt(setting) },
  })
  const context = html`<h2 class="govuk-heading-s">About packs</h2>${quietList([
    `Each is drawn from the living Record${cycle === undefined ? '' : ` of cycle ${cycle}`} at the moment you press, while you wait: a few seconds.`,
    'They can be read aloud by a screen reader and printed on A4.',
    html`<a class="govuk-link" href="${recordPdfAt(setting)}">The whole Record as PDF</a>`,
  ])}`
  return page(
    title,
    html`${pageHeading({ heading: title, caption: 'The Record' })}${columns(cycle === undefined ? empty : html`${each}`, context)}`,
    {
      back: { text: 'The Record', href: recordAt(setting) },
    },
  )
}
