// A Record drawn to be read: the finding first, then where we are, who took part and the eight chapters, each opening
// to its evidence and its plan. The living Record, a kept version and one shared with a programme look the same.
import { details } from '../../../view/govuk/details.ts'
import { summaryList } from '../../../view/govuk/summary-list.ts'
import { html, nothing, type Html, type Value } from '../../../view/html.ts'
import { attention, focusQuestion, level, levelKey, rowList, stackedTable, type ListRow } from '../../../view/layout.ts'
import { dateInWords, listInWords, wordsOfCount } from '../../../view/words.ts'
import { middleOf } from '../standing/rules.ts'
import type { RecordAction, RecordChapter, RecordCriterion, RecordDocument, RecordReceipt } from './document.ts'
import { countsOf, nowAt, wasAt, type RecordCounts } from './rules.ts'
import {
  actionLines,
  agreedWords,
  changeWords,
  measureWords,
  receiptWords,
  reviewLines,
  friendLines,
  signedWords,
  signOffLine,
  stageWords,
} from './wording.ts'

type Words = RecordDocument['edition']['levelWords']

/** Words and, quieter, what stands beside them: one thing in its cell, also where cells become small lists. */
export function withQuiet(words: Value, quiet: Value): Html {
  return html`<span>${words} <span class="ws-quiet">${quiet}</span></span>`
}

/** The whole of a Record under its heading, which the page itself draws. */
export function reading(document: RecordDocument): Html {
  const counts = countsOf(document.chapters)
  return html`${contents(document)}
${whereWeAre(document, counts)}
${whoTookPart(document)}
${document.chapters.map((chapter) => chapterOf(document, chapter))}
${goesOn(document)}`
}

function contents(document: RecordDocument): Html {
  const items: [string, string][] = [
    ['where-we-are', 'Where we are'],
    ['who-took-part', 'Who took part'],
    ...document.chapters.map((chapter): [string, string] => [chapter.key, `${chapter.number}. ${chapter.name}`]),
    ['goes-on', 'What goes on from here'],
  ]
  return html`<nav class="ws-screen-only" aria-label="In this Record"><h2 class="govuk-heading-s">In this Record</h2><ul class="govuk-list ws-contents">${items.map(([id, text]) => html`<li><a class="govuk-link" href="#${id}">${text}</a></li>`)}</ul></nav>`
}

function whereWeAre(document: RecordDocument, counts: RecordCounts): Html {
  const words = document.edition.levelWords
  return html`<section id="where-we-are"><h2 class="govuk-heading-l">Where we are</h2>
${stackedTable({
  caption: `Criteria at each level, of ${counts.criteria}`,
  head: ['Level', 'Criteria'],
  rows: ([3, 2, 1, 0] as const).map((value) => [level(value, { words }), counts.levels[value]]),
})}
<p class="govuk-body">${[...rest(counts)].join('. ')}.</p>
<h3 class="govuk-heading-m">The eight principles</h3>
${rowList(document.chapters.map((chapter) => principleRow(chapter, words)))}
${stackedTable({
  caption: 'The three stages',
  head: ['Stage', 'How far'],
  rows: document.cycle.stages.map((stage) => [stage.name, stageWords(document, stage)]),
})}
${waiting('What this stage still waits for', document.blockers)}${waiting('Worth doing, and never in the way', document.warnings)}</section>`
}

function rest(counts: RecordCounts): string[] {
  const { criteria, agreed, notApplicable, actions, done, reviewed, receipts } = counts
  const parts = [`${agreed} of ${wordsOfCount(criteria, 'criterion', 'criteria')} agreed`]
  if (notApplicable > 0) parts.push(`${notApplicable} of them ${notApplicable === 1 ? 'does' : 'do'} not apply here`)
  if (actions > 0) parts.push(`${wordsOfCount(actions, 'action')}: ${done} done, ${reviewed} reviewed`)
  parts.push(
    receipts === 0 ? 'No evidence noted yet' : `${wordsOfCount(receipts, 'piece')} of evidence, each with its date`,
  )
  return parts
}

/** The middle of a chapter's levels, and under it how many criteria stand at each. */
function principleRow(chapter: RecordChapter, words: Words): ListRow {
  const levels = chapter.criteria.flatMap((criterion) => nowAt(criterion)?.level ?? [])
  const at = ([3, 2, 1, 0] as const).flatMap((value) => {
    const n = levels.filter((one) => one === value).length
    return n === 0 ? [] : [`${n} at ${value}`]
  })
  const actions = chapter.criteria.reduce((sum, criterion) => sum + criterion.actions.length, 0)
  const hint = `${at.length === 0 ? 'Nothing agreed yet' : sentence(listInWords(at))}. ${sentence(wordsOfCount(actions, 'action'))}.`
  return {
    href: `#${chapter.key}`,
    title: `${chapter.number}. ${chapter.name}`,
    end: level(middleOf(levels), { words }),
    hint,
  }
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const BLOCKERS_SHOWN = 6

function waiting(heading: string, lines: readonly string[]): Html {
  if (lines.length === 0) return nothing
  const more = lines.slice(BLOCKERS_SHOWN)
  return html`<h3 class="govuk-heading-m">${heading}</h3>${bullets(lines.slice(0, BLOCKERS_SHOWN))}${more.length > 0 && details({ summaryText: `And ${more.length} more`, html: bullets(more) })}`
}

function bullets(lines: readonly Value[]): Html {
  return html`<ul class="govuk-list govuk-list--bullet">${lines.map((line) => html`<li>${line}</li>`)}</ul>`
}

function whoTookPart({ team, involvement }: RecordDocument): Html {
  const members = team.members.map((member) => [
    member.lead ? withQuiet(member.name, 'leads the team') : member.name,
    member.role ?? 'Beside the recommended roles',
    html`Since ${dateInWords(member.joinedOn)}${member.leftOn && html`, until ${dateInWords(member.leftOn)}`}`,
    member.minutesAWeek === null ? 'Not said' : wordsOfCount(member.minutesAWeek, 'minute'),
  ])
  const table = stackedTable({
    caption: 'The resilience team',
    head: ['Name', 'Role on the team', 'When', 'Time a week'],
    rows: members,
  })
  const gaps = team.gaps.map((gap) => html`<strong>${gap.role}</strong>. ${gap.why}`)
  return html`<section id="who-took-part"><h2 class="govuk-heading-l">Who took part</h2>
${members.length === 0 ? html`<p class="govuk-body">Nobody is named on the resilience team yet.</p>` : table}
${gaps.length > 0 && html`<h3 class="govuk-heading-m">Roles still open</h3>${bullets(gaps)}`}
${stackedTable({
  caption: 'How others take part',
  head: ['Who', 'What we planned', 'What we did', 'Noted by'],
  rows: involvement.map((one) => [
    one.group,
    one.planned || 'Not planned yet',
    one.actual || 'Not noted yet',
    one.by && one.on ? signedWords({ by: one.by, on: one.on }) : 'Nobody yet',
  ]),
})}</section>`
}

/** The chapters alone, for a reader who is given only those. */
export function chapterReading(document: RecordDocument): Html {
  return html`${document.chapters.map((chapter) => chapterOf(document, chapter))}`
}

function chapterOf(document: RecordDocument, chapter: RecordChapter): Html {
  const words = document.edition.levelWords
  const rows = chapter.criteria.map((criterion) => criterionRow(criterion, words))
  const alone =
    chapter.ratedAlone > 0 &&
    html`<p class="govuk-body ws-quiet">${wordsOfCount(chapter.ratedAlone, 'person', 'people')} rated this alone before the team agreed.</p>`
  const table = stackedTable({
    caption: `${chapter.name}: where we agreed we are`,
    captionHidden: true,
    head: ['Criterion', 'Now', 'Was', 'Why, and who noted it'],
    rows,
  })
  const standing = principleRow(chapter, words)
  const waits = chapter.criteria.flatMap((own) =>
    own.gapReason ? [withQuiet(html`${own.text} ${own.gapReason.reason}`, signedWords(own.gapReason))] : [],
  )
  return html`<section id="${chapter.key}"><h2 class="govuk-heading-l">${chapter.number}. ${chapter.name}</h2>
${focusQuestion(chapter.focusQuestion)}<p class="govuk-body">${standing.end} <span class="ws-quiet">${standing.hint}</span></p>${alone}
${details({ summaryText: `Where we agreed we are, and why: ${wordsOfCount(rows.length, 'criterion', 'criteria')}`, html: html`${table}${levelKey({ words })}` })}
${waits.length > 0 && html`<h3 class="govuk-heading-m">What can wait, and why</h3>${bullets(waits)}`}
${evidenceOf(chapter)}${planOf(chapter)}${agreements(document, chapter)}${friendsOf(chapter)}</section>`
}

function criterionRow(criterion: RecordCriterion, words: Words): Value[] {
  const now = nowAt(criterion)
  const was = wasAt(criterion)
  const why = now ? withQuiet(now.reason, agreedWords(now)) : 'Not agreed yet'
  return [
    criterion.askedBy ? withQuiet(criterion.text, `Asked by ${criterion.askedBy}`) : criterion.text,
    level(now ? (now.level ?? 'na') : null, { words }),
    was === null ? html`<span class="ws-quiet">No earlier level</span>` : level(was, { words }),
    why,
  ]
}

function evidenceOf(chapter: RecordChapter): Html {
  const met = chapter.criteria.filter((criterion) => criterion.evidence.length > 0)
  const n = met.reduce((sum, criterion) => sum + criterion.evidence.length, 0)
  if (n === 0) return html`<p class="govuk-body">No evidence is noted in this chapter yet.</p>`
  const inside = met.map(
    (criterion) => html`<h3 class="govuk-heading-s">${criterion.text}</h3>${bullets(criterion.evidence.map(receipt))}`,
  )
  return details({ summaryText: `By what it is met: ${wordsOfCount(n, 'piece')} of evidence`, html: html`${inside}` })
}

function receipt(one: RecordReceipt): Html {
  const link = one.url && html` <a class="govuk-link" href="${one.url}" rel="noreferrer">${one.url}</a>`
  const series = one.series && html` ${one.series.name}. ${measureWords(one.series)}.`
  return withQuiet(html`${one.words}${link}${series}`, receiptWords(one))
}

function planOf(chapter: RecordChapter): Html {
  const actions = chapter.criteria.flatMap((criterion) => criterion.actions.map((action) => ({ criterion, action })))
  if (actions.length === 0) return nothing
  const reviewed = actions.filter(({ action }) => action.review !== null).length
  const line = `What we planned: ${wordsOfCount(actions.length, 'action')}${reviewed > 0 ? `, ${reviewed} reviewed` : ''}`
  return details({
    summaryText: line,
    html: html`${actions.map(({ criterion, action }) => actionOf(criterion, action))}`,
  })
}

function actionOf(criterion: RecordCriterion, action: RecordAction): Html {
  const steps = action.steps.map((step) => {
    const done = step.doneOn ? `Done ${dateInWords(step.doneOn)}${step.doneBy ? ` by ${step.doneBy}` : ''}` : 'To do'
    return withQuiet(step.words, done)
  })
  const measures = action.measures.map((one) => html`${one.name}. ${measureWords(one)}. ${changeWords(one)}`)
  const lines: [string, Value][] = [
    ['For', criterion.text],
    ...actionLines(action),
    ...(steps.length > 0 ? ([['Steps', bullets(steps)]] satisfies [string, Value][]) : []),
    ...(measures.length > 0 ? ([['Measures', bullets(measures)]] satisfies [string, Value][]) : []),
    ...(action.review ? reviewLines(action.review) : []),
  ]
  return html`<h3 class="govuk-heading-s">${action.title}</h3>${summaryList({ rows: lines.map(([key, value]) => ({ key: { text: key }, value: { html: html`${value}` } })) })}`
}

function agreements(document: RecordDocument, chapter: RecordChapter): Html {
  const { signOffs = [] } = chapter
  if (chapter.agreements.length + signOffs.length === 0) return nothing
  const lines = chapter.agreements.map((one) => {
    const stage = document.cycle.stages.find((own) => own.key === one.stage)?.name ?? one.stage
    return withQuiet(
      `${stage}: the team says this chapter is done.`,
      `${signedWords(one)}. Talked over with ${one.discussedWith}`,
    )
  })
  const signed = signOffs.map((one) => withQuiet(signOffLine(document, one), signedWords(one)))
  return html`<h3 class="govuk-heading-m">Agreed as done</h3>${bullets([...lines, ...signed])}`
}

function friendsOf({ friends = [] }: RecordChapter): Html {
  if (friends.length === 0) return nothing
  const said = friends.map(
    (one) =>
      html`<p class="govuk-body">${signedWords(one)} <span class="ws-quiet">${one.from}</span></p>${summaryList({ rows: friendLines(one).map(([key, words]) => ({ key: { text: key }, value: { text: words } })) })}`,
  )
  return html`<h3 class="govuk-heading-m">What a critical friend said</h3>${said}`
}

function goesOn(document: RecordDocument): Html {
  const carried = document.carriedOn
  return html`<section id="goes-on"><h2 class="govuk-heading-l">What goes on from here</h2>
${carried.length === 0 ? html`<p class="govuk-body">No action has been carried into a later cycle.</p>` : html`<p class="govuk-body">These actions go on in the next cycle.</p>${bullets(carried)}`}
${attention('Each level is the team’s own, agreed together with a reason. Members rated alone first. What each of them said is theirs and is not in this Record.')}</section>`
}
