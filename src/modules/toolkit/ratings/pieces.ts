// Small pieces that pages of ratings share: what the team sees of one item, and the anchors in order.
import { details } from '../../../view/govuk/details.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { attention, level, levelInWords, type LevelWords } from '../../../view/layout.ts'
import { minutes as minutesInWords } from '../../../view/words.ts'
import type { Criterion } from '../edition.ts'
import type { Together } from './rules.ts'

/** Named levels, the totals where they may be shown, and the difference in words. Folded: names open on a press. */
export function togetherPiece(seen: Together, words: LevelWords, { folded = false } = {}): Html {
  if (seen.n === 0) return html`<p class="govuk-body ws-quiet">Nobody rated this on their own.</p>`
  const named =
    seen.named.length > 0 &&
    html`<ul class="ws-together">${seen.named.map((one) => html`<li class="ws-together__one"><span class="ws-together__name">${one.name}</span> ${one.value === null ? html`<span class="ws-quiet">came back to it later</span>` : level(one.value, { words })}${one.reason && html` <span class="ws-quiet">“${one.reason}”</span>`}</li>`)}</ul>`
  const difference = seen.words && (seen.apart ? attention(seen.words) : html`<p class="govuk-body">${seen.words}.</p>`)
  const who = html`${named}${countedWords(seen, words)}`
  return html`${difference}${folded ? details({ summaryText: 'What each of us chose', html: who, open: seen.apart }) : who}`
}

function countedWords({ counted, counts, n }: Together, words: LevelWords): Html {
  if (counted === 0) return nothing
  const chose = `${counted} more counted, not shown.`
  if (!counts) return html`<p class="govuk-body ws-quiet">${chose}</p>`
  const totals = counts.map(({ value, n: own }) => `${own} said ${levelInWords(value, words)}`).join('; ')
  return html`<p class="govuk-body ws-quiet">${chose} Of all ${n}: ${totals}.</p>`
}

/** Said once on a page, when someone there chose to be counted. */
export function countedPiece(seen: readonly Together[]): Html {
  if (!seen.some((one) => one.counted > 0)) return nothing
  return html`<p class="govuk-body">Some of us chose to be counted, not shown. Totals are left out wherever they would tell what one person chose.</p>`
}

/** Why a criterion matters, the least that would show it, and moves to try. */
export function behindPiece({
  why,
  minimum_evidence,
  moves,
}: Pick<Criterion, 'why' | 'minimum_evidence' | 'moves'>): Html {
  return html`<p class="govuk-body">${why}</p><p class="govuk-body"><strong>The least that would show it:</strong> ${minimum_evidence}</p>
<p class="govuk-body"><strong>Moves to try</strong></p><ul class="govuk-list govuk-list--bullet">${moves.map((move) => html`<li><strong>${move.title}.</strong> ${move.words} <span class="ws-quiet">${minutesInWords(move.minutes)}, ${move.effort} effort</span></li>`)}</ul>`
}
