// A Record for paper: every fact already in words, so that the template only lays out. Pure.
import { dateInWords, dateTimeInWords, isoDay, wordsOfCount } from '../../../view/words.ts'
import type { Level } from '../edition.ts'
import type { RecordAction, RecordChapter, RecordCriterion, RecordDocument } from './document.ts'
import { countsOf, nowAt, wasAt } from './rules.ts'
import {
  actionLines,
  agreedWords,
  changeWords,
  designationWords,
  findingOf,
  friendLines,
  levelWords,
  measureWords,
  programmesLine,
  receiptWords,
  RECORD_TITLE,
  reviewLines,
  signedWords,
  signOffLine,
  stageLine,
  stageWords,
} from './wording.ts'

/** What this copy is: the living Record, or a version that was kept, by whom and why. */
export type PrintedAs =
  | { kind: 'living' }
  | { kind: 'kept'; version: string; why: string; by: string; at: Date; digest: string }
  | { kind: 'shared'; version: string; by: string; at: Date; digest: string }

/** Level null: no shape is drawn, the words say why. */
type PrintedLevel = { level: Level | null; words: string }

export type PrintedRecord = ReturnType<typeof printed>

export const RECORD_TEMPLATE = 'src/modules/toolkit/records/record.typ'

export function printed(document: RecordDocument, as: PrintedAs) {
  const counts = countsOf(document.chapters)
  const at = new Date(document.asAt)
  const [year, month, day] = isoDay(at).split('-').map(Number)
  return {
    title: RECORD_TITLE,
    setting: document.setting.name,
    finding: findingOf(document, counts),
    asAt: dateInWords(at),
    date: { year, month, day },
    about: aboutLines(document, as),
    stages: document.cycle.stages.map((stage) => [stage.name, stageWords(document, stage)]),
    levels: ([3, 2, 1, 0] as const).map((level) => ({
      level,
      word: document.edition.levelWords[level],
      n: counts.levels[level],
    })),
    criteria: wordsOfCount(counts.criteria, 'criterion', 'criteria'),
    principles: document.chapters.map((chapter) => principleRow(chapter)),
    waiting: document.blockers,
    advice: document.warnings,
    team: document.team.members.map((member) => [
      member.lead ? `${member.name} (leads the team)` : member.name,
      member.role ?? 'Beside the recommended roles',
      `Since ${dateInWords(member.joinedOn)}${member.leftOn ? `, until ${dateInWords(member.leftOn)}` : ''}`,
      member.minutesAWeek === null ? 'Not said' : wordsOfCount(member.minutesAWeek, 'minute'),
    ]),
    gaps: document.team.gaps.map((gap) => [gap.role, gap.why]),
    involvement: document.involvement.map((one) => [
      one.group,
      one.planned || 'Not planned yet',
      one.actual || 'Not noted yet',
    ]),
    chapters: document.chapters.map((chapter) => printedChapter(document, chapter)),
    carriedOn: document.carriedOn,
    proof: proofLines(document, as),
  }
}

function aboutLines(document: RecordDocument, as: PrintedAs): [string, string][] {
  return [
    ['Kind of setting', designationWords(document.setting.designation)],
    ['Programme', programmesLine(document)],
    ['Cycle', `${stageLine(document)}. Began ${dateInWords(document.cycle.startedOn)}`],
    ['Edition', `${document.edition.title}, version ${document.edition.version}`],
    ['This copy', copyWords(document, as)],
    ...(as.kind === 'kept' ? ([['Kept because', as.why]] satisfies [string, string][]) : []),
  ]
}

function copyWords(document: RecordDocument, as: PrintedAs): string {
  if (as.kind === 'living') return `The living Record as it stood on ${dateTimeInWords(new Date(document.asAt))}`
  return `Version ${as.version}, ${as.kind} on ${dateTimeInWords(as.at)} by ${as.by}`
}

function proofLines(document: RecordDocument, as: PrintedAs): [string, string][] {
  const kept: [string, string][] = as.kind === 'living' ? [] : [['Digest of this version', as.digest]]
  return [...kept, ['Digest of the edition', document.edition.digest]]
}

function principleRow({ name, number, criteria }: RecordChapter) {
  const levels = criteria.flatMap((criterion) => nowAt(criterion)?.level ?? [])
  const at = (level: Level): string => String(levels.filter((one) => one === level).length)
  const actions = criteria.reduce((sum, criterion) => sum + criterion.actions.length, 0)
  return { name: `${number}. ${name}`, cells: [at(3), at(2), at(1), at(0), String(actions)] }
}

function printedChapter(document: RecordDocument, chapter: RecordChapter) {
  return {
    heading: `${chapter.number}. ${chapter.name}`,
    question: chapter.focusQuestion,
    alone:
      chapter.ratedAlone === 0
        ? ''
        : `${wordsOfCount(chapter.ratedAlone, 'person', 'people')} rated this alone before the team agreed.`,
    agreements: [
      ...chapter.agreements.map((one) => {
        const stage = document.cycle.stages.find((own) => own.key === one.stage)?.name ?? one.stage
        return `${stage}: the team says this chapter is done. ${signedWords(one)}. Talked over with ${one.discussedWith}.`
      }),
      ...(chapter.signOffs ?? []).map((one) => `${signOffLine(document, one)} ${signedWords(one)}.`),
    ],
    friends: (chapter.friends ?? []).map((one) => ({
      by: `${signedWords(one)}. ${one.from}`,
      lines: friendLines(one),
    })),
    criteria: chapter.criteria.map((criterion) => printedCriterion(document, criterion)),
    gapReasons: chapter.criteria.flatMap((own) =>
      own.gapReason ? [[own.text, own.gapReason.reason, signedWords(own.gapReason)]] : [],
    ),
    evidence: chapter.criteria.flatMap((own) =>
      own.evidence.map((receipt) => {
        const series = receipt.series ? `${receipt.series.name}. ${measureWords(receipt.series)}` : ''
        return [own.text, [receipt.words, receipt.url ?? '', series].filter(Boolean).join(' · '), receiptWords(receipt)]
      }),
    ),
    actions: chapter.criteria.flatMap((own) => own.actions.map((action) => printedAction(own, action))),
  }
}

function printedCriterion(document: RecordDocument, criterion: RecordCriterion) {
  const now = nowAt(criterion)
  const was = wasAt(criterion)
  const level: PrintedLevel = now
    ? { level: now.level, words: levelWords(document, now.level) }
    : { level: null, words: 'Not agreed yet' }
  const before: PrintedLevel =
    was === null ? { level: null, words: 'No earlier level' } : { level: was, words: levelWords(document, was) }
  const text = criterion.askedBy ? `${criterion.text} Asked by ${criterion.askedBy}.` : criterion.text
  return { text, level, before, why: now ? now.reason : '', signed: now ? agreedWords(now) : '' }
}

function printedAction(criterion: RecordCriterion, action: RecordAction) {
  return {
    title: action.title,
    lines: [['For', criterion.text], ...actionLines(action)],
    steps: action.steps.map((step) => [
      step.words,
      step.doneOn ? `Done ${dateInWords(step.doneOn)}${step.doneBy ? ` by ${step.doneBy}` : ''}` : 'To do',
    ]),
    measures: action.measures.map((measure) => ({
      name: measure.name,
      words: measureWords(measure),
      change: changeWords(measure) ?? '',
    })),
    review: action.review ? reviewLines(action.review) : [],
  }
}
