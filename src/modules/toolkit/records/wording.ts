// A Record's facts in words, the same on the screen and on paper. Pure.
import type { Level } from '../edition.ts'
import { dateInWords, inWords, listInWords, number, wordsOfCount } from '../../../view/words.ts'
import type {
  RecordAction,
  RecordAgreed,
  RecordDocument,
  RecordMeasure,
  RecordReceipt,
  RecordReview,
} from './document.ts'
import { STATE_WORDS } from '../actions/rules.ts'
import { CHANGED_WORDS, NEXT_WORDS } from '../reviews/rules.ts'
import type { RecordCounts } from './rules.ts'

export const RECORD_TITLE = 'Resilience and Emotional Wellbeing Record'

/** What the Record finds, as its heading says it. */
export function findingOf(document: RecordDocument, counts: RecordCounts): string {
  const { stage, number: cycle } = document.cycle
  if ((stage === 'closed' || stage === 'review') && counts.moved > 0)
    return `${inWords(counts.moved)} of ${counts.criteria} criteria ${counts.moved === 1 ? 'stands' : 'stand'} higher than before`
  if (stage === 'closed')
    return `Cycle ${cycle} is finished: ${wordsOfCount(counts.actions, 'action')}, ${number(counts.done)} done`
  if (stage === 'review') return `${inWords(counts.reviewed)} of ${wordsOfCount(counts.actions, 'action')} reviewed`
  if (stage === 'plan')
    return `${inWords(counts.actions)} ${counts.actions === 1 ? 'action' : 'actions'} planned from ${number(counts.agreed)} agreed criteria`
  return `${inWords(counts.agreed)} of ${counts.criteria} criteria agreed so far`
}

export function stageLine(document: RecordDocument): string {
  const { stage, stages, number: cycle } = document.cycle
  if (stage === 'closed') return `Cycle ${cycle}, finished`
  const at = stages.findIndex((one) => one.key === stage)
  return `Cycle ${cycle}, stage ${at + 1} of ${stages.length}: ${stages[at]?.name ?? stage}`
}

export function stageWords(document: RecordDocument, stage: RecordDocument['cycle']['stages'][number]): string {
  if (stage.closedOn === null) return stage.key === document.cycle.stage ? 'Open now' : 'Not begun yet'
  return `Closed on ${dateInWords(stage.closedOn)}${stage.closedBy === null ? '' : ` by ${stage.closedBy}`}`
}

export function levelWords(document: RecordDocument, level: Level | null): string {
  return level === null ? 'Not applicable' : `${level}, ${document.edition.levelWords[level]}`
}

/** "Amina Osei, 3 March 2027". */
export function signedWords(signed: { by: string; on: string }): string {
  return `${signed.by}, ${dateInWords(signed.on)}`
}

/** Who said that it was ready; the signature follows. */
export function signOffLine(
  document: RecordDocument,
  signOff: { stage: string; readyBy: string; readyOn: string },
): string {
  const stage = document.cycle.stages.find((one) => one.key === signOff.stage)?.name ?? signOff.stage
  return `${stage}: called ready by ${signOff.readyBy} on ${dateInWords(signOff.readyOn)}, and signed off.`
}

export function agreedWords(agreed: RecordAgreed): string {
  return `Agreed by the team, noted by ${signedWords(agreed)}`
}

/** A number with its unit: "31 %" reads badly, so a sign follows at once and a word after a space. */
export function valueWords(value: number, unit: string): string {
  const figure = value.toLocaleString('en-GB', { maximumFractionDigits: 2 })
  if (unit === '') return figure
  return /^[\p{L}\d]/u.test(unit) ? `${figure} ${unit}` : `${figure}${unit}`
}

/** "Began at 31% on 4 September 2026, aiming for 15% by 1 July 2027; newest 18% on 3 March 2027". */
export function measureWords(measure: RecordMeasure): string {
  const { unit } = measure
  const newest = measure.points.at(-1)
  const began =
    measure.baseline === null
      ? ''
      : `Began at ${valueWords(measure.baseline, unit)}${measure.baselineOn ? ` on ${dateInWords(measure.baselineOn)}` : ''}`
  const aim =
    measure.target === null
      ? ''
      : `aiming for ${valueWords(measure.target, unit)}${measure.targetOn ? ` by ${dateInWords(measure.targetOn)}` : ''}`
  const now = newest ? `newest ${valueWords(newest.value, unit)} on ${dateInWords(newest.on)}` : 'no numbers noted yet'
  const line = [[began, aim].filter(Boolean).join(', '), now].filter(Boolean).join('; ')
  return line.charAt(0).toUpperCase() + line.slice(1)
}

/** Before against after, where there are both. */
export function changeWords(measure: RecordMeasure): string | undefined {
  const newest = measure.points.at(-1)
  if (!newest || measure.baseline === null || (measure.points.length === 1 && measure.baselineOn === newest.on))
    return undefined
  const [from, to] = [valueWords(measure.baseline, measure.unit), valueWords(newest.value, measure.unit)]
  if (newest.value === measure.baseline) return `${measure.name}: ${from}, then and now`
  return `${measure.name}: from ${from} to ${to}`
}

export function receiptWords(receipt: RecordReceipt): string {
  const kind = { note: 'Note', link: 'Link', series: 'Numbers' }[receipt.kind]
  return `${kind}, ${dateInWords(receipt.on)}, added by ${receipt.by}`
}

export function datesWords(action: Pick<RecordAction, 'startsOn' | 'dueOn'>): string {
  if (action.startsOn && action.dueOn) return `${dateInWords(action.startsOn)} to ${dateInWords(action.dueOn)}`
  if (action.dueOn) return `By ${dateInWords(action.dueOn)}`
  return action.startsOn ? `From ${dateInWords(action.startsOn)}` : 'No dates yet'
}

export function ownerWords(action: Pick<RecordAction, 'owner' | 'people'>): string {
  const owner = action.owner ?? 'No owner yet'
  return action.people ? `${owner}, with ${action.people}` : owner
}

/** An action's facts as label and words, leaving out what nobody wrote. */
export function actionLines(action: RecordAction): [string, string][] {
  const lines: [string, string | null][] = [
    ['Who', ownerWords(action)],
    ['When', datesWords(action)],
    ['State', `${STATE_WORDS[action.state]}${action.carriedIn ? ', carried on from the cycle before' : ''}`],
    ['From the move', action.move],
    ['What it should change', action.intendedImpact],
    ['What was said that it answers', action.pupilView],
    ['How we will know', action.evidencePlan],
  ]
  return lines.filter((line): line is [string, string] => line[1] !== null)
}

export function reviewLines(review: RecordReview): [string, string][] {
  const lines: [string, string | null][] = [
    ['What was done', review.done],
    ['In the words of those it was for', review.pupilsWords],
    ['What changed', CHANGED_WORDS[review.changed]],
    ['What next', review.nextWords ? `${NEXT_WORDS[review.next]}. ${review.nextWords}` : NEXT_WORDS[review.next]],
    ['Reviewed by', signedWords(review)],
  ]
  return lines.filter((line): line is [string, string] => line[1] !== null)
}

/** What a critical friend said, as label and words. */
export function friendLines(said: { strong: string; wondered: string; nextStep: string }): [string, string][] {
  return [
    ['What stands out as strong', said.strong],
    ['What they wondered', said.wondered],
    ['One next step', said.nextStep],
  ]
}

export function programmesLine(document: RecordDocument): string {
  return document.programmes.length === 0 ? 'Not in a programme' : listInWords(document.programmes)
}

const DESIGNATION_WORDS: Readonly<Record<string, string>> = {
  primary: 'Primary school',
  secondary: 'Secondary school',
  all_through: 'All-through school',
  special: 'Special school',
  alternative_provision: 'Alternative provision',
  nursery: 'Nursery',
  college: 'College',
  independent: 'Independent school',
  community: 'Community organisation',
}

export function designationWords(designation: string | null): string {
  return designation === null ? 'Setting' : (DESIGNATION_WORDS[designation] ?? designation)
}
