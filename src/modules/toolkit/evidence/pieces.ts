// What shows that a criterion is met, as a list; and the form that adds to it. Drawn inside the criterion's page.
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import { postForm } from '../../../view/form.ts'
import { mistakeIn } from '../../../view/form-page.ts'
import { button } from '../../../view/govuk/button.ts'
import { input } from '../../../view/govuk/input.ts'
import { radios } from '../../../view/govuk/radios.ts'
import { select } from '../../../view/govuk/select.ts'
import { textarea } from '../../../view/govuk/textarea.ts'
import { html, type Html } from '../../../view/html.ts'
import { dateInWords, wordsOfCount } from '../../../view/words.ts'
import { actionAt } from '../paths.ts'
import { typedIn } from '../typing.ts'

export type EvidenceSeen = {
  id: string
  kind: 'note' | 'link' | 'series'
  on_day: string
  words: string
  url: string | null
  indicator_name: string | null
  action_id: string | null
  readings: number
  added_by: string
}

/** `withdrawAt` gives the address that withdraws one; none for those who may only read. */
export function evidenceList(
  pieces: readonly EvidenceSeen[],
  setting: string,
  withdrawAt: ((id: string) => string) | undefined,
): Html {
  if (pieces.length === 0) return html`<p class="govuk-body ws-quiet">Nothing is noted yet.</p>`
  return html`<ul class="govuk-list govuk-list--spaced">${pieces.map((piece) => html`<li>${what(piece, setting)} <span class="ws-quiet">${dateInWords(piece.on_day)}, added by ${piece.added_by}</span>${withdrawAt && withdrawal(piece, withdrawAt(piece.id))}</li>`)}</ul>`
}

function what(piece: EvidenceSeen, setting: string): Html {
  if (piece.kind === 'link' && piece.url)
    return html`${piece.words}: <a class="govuk-link" href="${piece.url}" rel="noopener noreferrer external">${hostOf(piece.url)}</a>.`
  if (piece.kind === 'series' && piece.action_id)
    return html`${piece.words}: <a class="govuk-link" href="${actionAt(setting, piece.action_id)}">${piece.indicator_name}</a>, ${wordsOfCount(piece.readings, 'reading')}.`
  return html`${piece.words}`
}

function hostOf(url: string): string {
  return URL.parse(url)?.hostname ?? 'link'
}

function withdrawal(piece: EvidenceSeen, action: string): Html {
  return postForm(
    action,
    html`<button class="ws-link-button" type="submit">Withdraw<span class="govuk-visually-hidden"> “${piece.words}”</span></button>`,
  )
}

type Measures = readonly { id: string; name: string; action: string }[]

export function evidenceFields(measures: Measures, today: string, typed: Typed | undefined, mistakes: Mistakes): Html {
  const link = input({
    name: 'url',
    type: 'url',
    label: { text: 'Web address' },
    hint: { text: 'A link to where it is kept. The file itself stays there.' },
    value: typedIn(typed, 'url'),
    errorMessage: mistakeIn(mistakes, 'url'),
  })
  const items = [
    { value: '', text: 'Choose a measure' },
    ...measures.map((one) => ({ value: one.id, text: `${one.name} (${one.action})` })),
  ]
  const series = select({
    name: 'indicator',
    label: { text: 'Measure' },
    items,
    value: typedIn(typed, 'indicator'),
    errorMessage: mistakeIn(mistakes, 'indicator'),
  })
  return html`${radios({
    name: 'kind',
    fieldset: { legend: { text: 'What is it?', classes: 'govuk-fieldset__legend--s' } },
    value: typedIn(typed, 'kind', 'note'),
    items: [
      { value: 'note', text: 'A note', hint: { text: 'What someone saw, said or decided' } },
      { value: 'link', text: 'A link', conditional: { html: link } },
      measures.length > 0 && { value: 'series', text: 'A measure with its readings', conditional: { html: series } },
    ],
    errorMessage: mistakeIn(mistakes, 'kind'),
  })}
${textarea({ name: 'words', rows: 3, label: { text: 'What it shows', classes: 'govuk-label--s' }, hint: { text: 'No names of children, please' }, value: typedIn(typed, 'words'), errorMessage: mistakeIn(mistakes, 'words') })}
${input({ name: 'on_day', label: { text: 'From which day?', classes: 'govuk-label--s' }, hint: { text: 'For example, 12 October 2026' }, classes: 'govuk-input--width-10', value: typedIn(typed, 'on_day', dateInWords(today)), errorMessage: mistakeIn(mistakes, 'on_day') })}
${button({ text: 'Add this evidence', classes: 'govuk-button--secondary' })}`
}
