// A principle's page, which is its chapter: what each of us sees, what we agree, what is met and what is missing.
import type { Mistakes, Typed } from '../../../kernel/form.ts'
import { page, type Page } from '../../../kernel/route.ts'
import { postForm } from '../../../view/form.ts'
import { errorSummaryFor, mistakeIn } from '../../../view/form-page.ts'
import { button } from '../../../view/govuk/button.ts'
import { details } from '../../../view/govuk/details.ts'
import { input } from '../../../view/govuk/input.ts'
import { html, nothing, type Html } from '../../../view/html.ts'
import {
  columns,
  focusQuestion,
  level,
  levelKey,
  pageHeading,
  quietList,
  workList,
  type LevelWords,
} from '../../../view/layout.ts'
import { dateInWords, minutes as minutesInWords, wordsOfCount } from '../../../view/words.ts'
import type { HereSeen } from '../cycles/pages.ts'
import { minutesAlone, stageInWords } from '../cycles/rules.ts'
import type { Criterion, Principle } from '../edition.ts'
import { levelWords } from '../leveling.ts'
import { criterionPageAt, principleAt, principlePlanAt, principleViewsAt, ratingAt, toolkitAt } from '../paths.ts'
import { closeRoundPiece } from '../ratings/pages.ts'
import { countedPiece, togetherPiece } from '../ratings/pieces.ts'
import { together, type SeenRating } from '../ratings/rules.ts'
import {
  agreedNow,
  chapterOf,
  isGap,
  momentOf,
  roundOf,
  waitingFor,
  whereWeAre,
  type Chapter,
} from '../standing/rules.ts'
import { sectionPiece } from '../sections/pieces.ts'
import type { Section } from '../sections/rules.ts'
import { threadPiece } from '../talk/pieces.ts'
import type { Thread } from '../talk/service.ts'
import { typedIn } from '../typing.ts'
import { agreeFields, agreedPiece, askedByPiece } from './pieces.ts'
import { agreedHere, chapterFinding, earlierOf, nextToAgree } from './rules.ts'

export type PrincipleSeen = {
  here: HereSeen
  principle: Principle
  ratings: readonly SeenRating[]
  talk: Thread
  /** What each agreement stands at, as its form begins with it. */
  begins: (criterion: Criterion) => Typed
  section: Section
  mayAgree: boolean
  typed?: Typed
  mistakes?: Mistakes
}

export function principlePage(seen: PrincipleSeen): Page {
  const { here, principle, mistakes = {} } = seen
  const { cycle, edition, standing } = here
  const words = levelWords(edition)
  const heading = `${principle.name}: ${chapterFinding(edition, standing, principle, words)}`
  const next = nextToAgree(standing, principle, undefined)
  const chapter = cycle.stage === 'closed' ? undefined : chapterOf(edition, standing, principle, cycle.stage)
  const asks = seen.mayAgree && chapter && !chapter.agreement && chapter.missing.length === 0
  const top = html`${errorSummaryFor(mistakes, asks ? {} : { discussed_with: 'chapter' })}${pageHeading({ heading, caption: `Principle ${principle.number} of 8 · ${capital(stageInWords(edition, cycle.stage))}` })}`
  const work = html`${focusQuestion(principle.focus_question)}
${alone(here, principle)}
<h2 class="govuk-heading-m">What we see and what we agree</h2>
${countedPiece(principle.criteria.map((criterion) => together(seen.ratings.filter((one) => one.item_key === criterion.key))))}
${principle.criteria.map((criterion) => criterionPart(seen, criterion, words, criterion === next))}
${levelKey({ words })}
${chapter && chapterPart(seen, chapter)}${sectionPiece(cycle.setting_id, seen.section)}
${threadPiece(seen.talk)}`
  return page(heading, html`${top}${columns(work, context(here, principle))}`, {
    back: { text: 'All principles', href: toolkitAt(cycle.setting_id) },
  })
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** The member's own part, while the round is open. */
function alone(here: HereSeen, principle: Principle): Html {
  const { cycle, standing, me } = here
  const round = roundOf(standing, principle.key)
  if (cycle.stage !== 'assess' || round?.closed_at)
    return !me && round?.closed_at
      ? html`<p class="govuk-body ws-quiet">Ratings by name are seen by the resilience team only.</p>`
      : nothing
  const inNow = standing.team.length - waitingFor(standing, round).length
  const closing = closeRoundPiece(here, principle)
  if (!me)
    return html`<p class="govuk-body">${inNow} of ${standing.team.length} on the team have rated this on their own.</p>${closing}`
  const href = ratingAt(cycle.setting_id, principle.key)
  if (round?.finished.includes(me.id))
    return html`<p class="govuk-body">You are in, with ${inNow} of ${standing.team.length}. You will see one another’s ratings when the round closes. <a class="govuk-link" href="${href}">Change your ratings</a></p>${closing}`
  const title = round?.begun.includes(me.id) ? 'Finish rating this on your own' : 'Rate this on your own first'
  return html`${workList([{ href, title, hint: 'Then see what the others see, and agree.', minutes: minutesAlone(principle.minutes) }])}${closing}`
}

function criterionPart(
  { here, principle, ratings, begins, mayAgree }: PrincipleSeen,
  criterion: Criterion,
  words: LevelWords,
  isNext: boolean,
): Html {
  const { cycle, standing } = here
  const setting = cycle.setting_id
  const closed = roundOf(standing, principle.key)?.closed_at
  const seen = together(ratings.filter((one) => one.item_key === criterion.key))
  const agreed = agreedNow(standing, criterion.key)
  const pieces = standing.evidence.find((one) => one.criterion_key === criterion.key)?.pieces ?? 0
  const moment = agreedHere(standing, criterion.key)
  const form =
    mayAgree && moment
      ? details({
          summaryText: moment.agreed
            ? 'Change what we agree'
            : moment.moment === 'review'
              ? 'Agree a new level'
              : 'Agree a level',
          open: isNext && cycle.stage === 'assess' && closed !== null && closed !== undefined,
          html: agreeFields({
            setting,
            principle: principle.key,
            criterion,
            agreed: moment.agreed,
            begins: begins(criterion),
            suggested: seen.middle,
            words,
          }),
        })
      : nothing
  const proof = pieces === 0 ? 'No evidence noted yet' : wordsOfCount(pieces, 'piece of evidence', 'pieces of evidence')
  return html`<section id="${criterion.key}" aria-labelledby="${criterion.key}-name"><h3 class="govuk-heading-s" id="${criterion.key}-name">${criterion.text}</h3>${askedByPiece(criterion)}
${agreedPiece(agreed, earlierOf(standing, criterion.key), words)}
${here.me && closed && togetherPiece(seen, words, { folded: agreed !== undefined })}
<p class="govuk-body"><a class="govuk-link" href="${criterionPageAt(setting, principle.key, criterion.key)}">${proof}<span class="govuk-visually-hidden"> for “${criterion.text}”</span></a></p>
${form}</section>`
}

function chapterPart({ here, principle, mayAgree, typed, mistakes = {} }: PrincipleSeen, chapter: Chapter): Html {
  const { cycle, edition } = here
  const stage = stageInWords(edition, cycle.stage)
  const met =
    chapter.met.length > 0 &&
    html`<h3 class="govuk-heading-s">What is met</h3><ul class="govuk-list govuk-list--bullet">${chapter.met.map(({ criterion, words }) => html`<li>${criterion.text} <span class="ws-quiet">${words}</span></li>`)}</ul>`
  const missing =
    chapter.missing.length > 0 &&
    html`<h3 class="govuk-heading-s">Still to do</h3>${workList(chapter.missing.map(({ href, words, minutes }) => ({ href, title: words, minutes })))}`
  const unproved =
    chapter.unproved.length > 0 &&
    html`<p class="govuk-body">${wordsOfCount(chapter.unproved.length, 'strength has', 'strengths have')} no evidence noted yet. It never keeps a stage open, and it helps whoever reads the Record.</p>`
  return html`<h2 class="govuk-heading-m" id="chapter">This chapter in ${stage}</h2>${met}${missing}${unproved}${agreementPart(here, principle, chapter, mayAgree, typed, mistakes)}`
}

function agreementPart(
  { cycle }: HereSeen,
  principle: Principle,
  chapter: Chapter,
  mayAgree: boolean,
  typed: Typed | undefined,
  mistakes: Mistakes,
): Html {
  const at = `${principleAt(cycle.setting_id, principle.key)}/agreement`
  const { agreement } = chapter
  if (agreement) {
    const undo =
      mayAgree &&
      postForm(`${at}/withdrawal`, html`<button class="ws-link-button" type="submit">Open this chapter again</button>`)
    return html`<p class="govuk-body"><strong>We agree this chapter is done.</strong> ${agreement.agreed_name}, ${dateInWords(agreement.agreed_at)}, after talking with ${agreement.discussed_with}.</p>${undo}`
  }
  if (!mayAgree || chapter.missing.length > 0) return nothing
  const content = html`${input({ name: 'discussed_with', label: { text: 'Who talked about it?', classes: 'govuk-label--s' }, hint: { text: 'Such as: the team, a staff meeting, a group you asked' }, value: typedIn(typed, 'discussed_with'), errorMessage: mistakeIn(mistakes, 'discussed_with') })}${button({ text: 'We agree this chapter is done' })}`
  return html`<p class="govuk-body">Nothing is missing here.</p>${postForm(at, content)}`
}

function context({ cycle, edition, standing }: HereSeen, principle: Principle): Html {
  const setting = cycle.setting_id
  const where = whereWeAre(edition, standing).find((one) => one.principle.key === principle.key)!
  const gaps = principle.criteria.filter((criterion) => isGap(agreedNow(standing, criterion.key)))
  const moves = (gaps.length > 0 ? gaps : principle.criteria).slice(0, 4).flatMap((criterion) => {
    const move = criterion.moves[0]
    return move
      ? [
          html`<a class="govuk-link" href="${criterionPageAt(setting, principle.key, criterion.key)}#moves">${move.title}</a> <span class="ws-quiet">${minutesInWords(move.minutes)}</span>`,
        ]
      : []
  })
  const evidence = standing.evidence.filter((one) =>
    principle.criteria.some((criterion) => criterion.key === one.criterion_key),
  )
  const pieces = evidence.reduce((sum, one) => sum + one.pieces, 0)
  const newest = evidence
    .map((one) => one.newest_on)
    .sort()
    .at(-1)
  const plan =
    momentOf(cycle.stage) === 'assess'
      ? `${wordsOfCount(where.actions, 'action')} so far.`
      : `${wordsOfCount(where.actions, 'action')}, ${wordsOfCount(where.unanswered, 'gap')} to answer.`
  return html`<h2 class="govuk-heading-m">Where this is</h2><p class="govuk-body">${level(where.level, { words: levelWords(edition) })}</p>
<h2 class="govuk-heading-m">Moves to try</h2>${quietList(moves)}
<h2 class="govuk-heading-m">Evidence so far</h2><p class="govuk-body">${pieces === 0 ? 'Nothing noted yet.' : `${wordsOfCount(pieces, 'piece', 'pieces')}${newest ? `, newest from ${dateInWords(newest)}` : ''}.`}</p>
<h2 class="govuk-heading-m">The plan</h2><p class="govuk-body">${capital(plan)} <a class="govuk-link" href="${principlePlanAt(setting, principle.key)}">Plan for ${principle.name}</a></p>
<h2 class="govuk-heading-m">Other voices</h2><p class="govuk-body"><a class="govuk-link" href="${principleViewsAt(setting, principle.key)}">What pupils, parents and staff say about it</a></p>
${details({ summaryText: 'About this principle', html: html`<p class="govuk-body">${principle.about}</p><p class="govuk-body"><strong>Ideas for evidence</strong></p><ul class="govuk-list govuk-list--bullet">${principle.evidence_ideas.map((idea) => html`<li>${idea}</li>`)}</ul>` })}`
}
