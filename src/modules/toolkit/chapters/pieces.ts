// Pieces that the principle's page and the criterion's page share: what is agreed, and the form to agree it.
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import { postForm } from '../../../view/form.ts'
import { mistakeIn } from '../../../view/form-page.ts'
import { button } from '../../../view/govuk/button.ts'
import { radios } from '../../../view/govuk/radios.ts'
import { textarea } from '../../../view/govuk/textarea.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { level, levelInWords, LEVELS, type LevelWords } from '../../../view/layout.ts'
import { beganFields } from '../../../view/merge-page.ts'
import { dateInWords } from '../../../view/words.ts'
import type { Criterion, Level } from '../edition.ts'
import { askedBy } from '../own-criteria/rules.ts'
import { agreementAt } from '../paths.ts'
import type { Agreed, AgreedBefore } from '../standing/rules.ts'
import { typedIn } from '../typing.ts'

/** The level, why, by whom and when, and what it was before. */
export function agreedPiece(
  agreed: Agreed | undefined,
  earlier: Pick<AgreedBefore, 'level' | 'agreed_at'> | undefined,
  words: LevelWords,
): Html {
  const was = earlier
    ? html` <span class="ws-quiet">was ${levelInWords(earlier.level ?? 'na', words)} on ${dateInWords(earlier.agreed_at)}</span>`
    : nothing
  if (!agreed)
    return html`<p class="govuk-body"><span class="ws-quiet">Not agreed yet</span>${earlier && html`,${was}`}</p>`
  return html`<p class="govuk-body">${level(agreed.level ?? 'na', { words })}${was}<br>${agreed.reason} <span class="ws-quiet">Noted by ${agreed.agreed_name}, ${dateInWords(agreed.agreed_at)}</span></p>`
}

export type AgreeForm = {
  setting: string
  principle: string
  criterion: Criterion
  agreed: Agreed | undefined
  /** What stands as the form begins with it. */
  begins: Typed
  suggested: Level | null
  words: LevelWords
  typed?: Typed | undefined
  mistakes?: Mistakes
}

/** Ids carry the criterion, because several of these stand on one page. */
export function agreeFields({
  setting,
  principle,
  criterion,
  agreed,
  begins,
  suggested,
  words,
  typed,
  mistakes = {},
}: AgreeForm): Html {
  const standing = agreed ? String(agreed.level ?? 'na') : suggested === null ? '' : String(suggested)
  const content = html`${beganFields(typed ?? begins)}
${radios({
  name: 'level',
  idPrefix: `level_${criterion.key}`,
  fieldset: { legend: { text: agreed ? 'What we agree now' : 'What we agree', classes: 'govuk-fieldset__legend--s' } },
  value: typedIn(typed, 'level', standing),
  items: [
    ...LEVELS.map((value) => ({ value, html: level(value, { words }), hint: { text: criterion.anchors[value] } })),
    { value: 'na', text: 'Not applicable' },
  ],
  errorMessage: mistakeIn(mistakes, 'level'),
})}
${textarea({ name: 'reason', id: `reason_${criterion.key}`, rows: 3, label: { text: 'Why, in a sentence a new colleague would understand', classes: 'govuk-label--s' }, value: typedIn(typed, 'reason', agreed?.reason ?? ''), errorMessage: mistakeIn(mistakes, 'reason') })}
${button({ text: 'Agree this rating' })}`
  return postForm(agreementAt(setting, principle, criterion.key), content)
}

/** Said wherever a programme's own criterion stands among the edition's. */
export function askedByPiece(criterion: Pick<Criterion, 'of'>): Html {
  const words = askedBy(criterion)
  return words === undefined
    ? nothing
    : html`<p class="govuk-body-s"><strong class="govuk-tag govuk-tag--grey">${words}</strong></p>`
}
