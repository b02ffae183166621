// One criterion's own page: what stands behind it, what the team sees, what it agrees, what shows it.
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { postForm } from '../../../view/form.ts'
import { errorSummaryFor } from '../../../view/form-page.ts'
import { details } from '../../../view/govuk/details.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import { columns, level, LEVELS, pageHeading, quietList } from '../../../view/layout.ts'
import { minutes as minutesInWords } from '../../../view/words.ts'
import type { HereSeen } from '../cycles/pages.ts'
import { termsOf, type Criterion, type Principle } from '../edition.ts'
import { evidenceFields, evidenceList, type EvidenceSeen } from '../evidence/pieces.ts'
import { levelWords } from '../leveling.ts'
import { criterionPageAt, principleAt, principlePlanAt } from '../paths.ts'
import { countedPiece, togetherPiece } from '../ratings/pieces.ts'
import { together, type SeenRating } from '../ratings/rules.ts'
import { agreedNow, roundOf } from '../standing/rules.ts'
import { threadPiece } from '../talk/pieces.ts'
import type { Thread } from '../talk/service.ts'
import { agreeFields, agreedPiece, askedByPiece } from './pieces.ts'
import { agreedHere, earlierOf } from './rules.ts'

export type CriterionPageSeen = {
  here: HereSeen
  principle: Principle
  criterion: Criterion
  ratings: readonly SeenRating[]
  evidence: readonly EvidenceSeen[]
  measures: readonly { id: string; name: string; action: string }[]
  talk: Thread
  /** What the agreement stands at, as its form begins with it. */
  begins: Typed
  /** Who else is there. */
  beside: Html
  mayAgree: boolean
  /** Which of the page's two forms was sent. */
  sent?: 'agreement' | 'evidence'
  typed?: Typed
  mistakes?: Mistakes
}

export function criterionPage(seen: CriterionPageSeen): Page {
  const { here, principle, criterion, mistakes = {} } = seen
  const { cycle, edition } = here
  const ids = { level: `level_${criterion.key}`, reason: `reason_${criterion.key}`, version: 'main-content' }
  const top = html`${errorSummaryFor(mistakes, ids)}${pageHeading({ heading: criterion.text, caption: principle.name })}${askedByPiece(criterion)}`
  const work = html`${agreedPart(seen)}
<h2 class="govuk-heading-m" id="evidence">What shows it</h2><p class="govuk-body"><strong>The least that would show it:</strong> ${criterion.minimum_evidence}</p>${evidencePart(seen)}${threadPiece(seen.talk)}`
  const terms = termsOf(edition, criterion)
  const context = html`<h2 class="govuk-heading-m">Why it matters</h2><p class="govuk-body">${criterion.why}</p>
<h2 class="govuk-heading-m" id="moves">Moves to try</h2>${quietList(criterion.moves.map((move) => html`<strong>${move.title}.</strong> ${move.words} <span class="ws-quiet">${minutesInWords(move.minutes)}, ${move.effort} effort</span>`))}
<p class="govuk-body"><a class="govuk-link" href="${principlePlanAt(cycle.setting_id, principle.key)}#${criterion.key}">Plan an action</a></p>
${terms.length > 0 && html`<h2 class="govuk-heading-m">Words used here</h2>${quietList(terms.map((term) => html`<a class="govuk-link" href="/words#${term.key}">${term.term}</a>`))}`}`
  return page(criterion.text, html`${top}${columns(work, context)}`, {
    back: { text: principle.name, href: principleAt(cycle.setting_id, principle.key) },
  })
}

function agreedPart(seen: CriterionPageSeen): Html {
  const { here, principle, criterion, ratings, begins, mayAgree, sent, typed, mistakes } = seen
  const { standing, edition, me } = here
  const words = levelWords(edition)
  const moment = agreedHere(standing, criterion.key)
  const mine = sent === 'agreement' ? typed : undefined
  const views = together(ratings)
  const group =
    me && roundOf(standing, principle.key)?.closed_at
      ? html`<h2 class="govuk-heading-m">What each of us sees</h2>${countedPiece([views])}${togetherPiece(views, words)}`
      : nothing
  const stands = agreedPiece(agreedNow(standing, criterion.key), earlierOf(standing, criterion.key), words)
  if (!mayAgree || !moment)
    return html`${group}<h2 class="govuk-heading-m">What we agreed</h2>${stands}${anchors(seen)}`
  const form = agreeFields({
    setting: here.cycle.setting_id,
    principle: principle.key,
    criterion,
    agreed: moment.agreed,
    begins,
    suggested: views.middle,
    words,
    typed: mine,
    mistakes: sent === 'agreement' ? (mistakes ?? {}) : {},
  })
  return html`${group}<h2 class="govuk-heading-m">Our agreement</h2>${seen.beside}${moment.agreed ? stands : nothing}${form}`
}

/** For those who may only read: what each level would look like. */
function anchors({ here, criterion }: CriterionPageSeen): Html {
  const words = levelWords(here.edition)
  return details({
    summaryText: 'What each level looks like',
    html: quietList(LEVELS.map((value) => html`${level(value, { words })}<br>${criterion.anchors[value]}`)),
  })
}

function evidencePart({
  here,
  principle,
  criterion,
  evidence,
  measures,
  mayAgree,
  sent,
  typed,
  mistakes,
}: CriterionPageSeen): Html {
  const setting = here.cycle.setting_id
  const at = `${criterionPageAt(setting, principle.key, criterion.key)}/evidence`
  const list = evidenceList(evidence, setting, mayAgree ? (id) => `${at}/${id}/withdrawal` : undefined)
  if (!mayAgree) return list
  const mine = sent === 'evidence'
  const fields = evidenceFields(measures, here.today, mine ? typed : undefined, mine ? (mistakes ?? {}) : {})
  return html`${list}${details({ summaryText: 'Add evidence', open: mine, html: postForm(at, fields) })}`
}
