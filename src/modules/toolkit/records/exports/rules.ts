// A Record as a table and as a document for other programs. The table is long: one thing said in each row, so that a
// spreadsheet can filter and count it without knowing us. Both say only what the Record says. Pure.
import { documentDigest, type RecordAction, type RecordDocument, type RecordMeasure } from '../document.ts'

export type Cell = string | number | null

export const COLUMNS = [
  'School',
  'Cycle',
  'As at',
  'Edition',
  'Edition version',
  'Principle',
  'Criterion key',
  'Criterion',
  'Part',
  'Number',
  'Title',
  'What',
  'Value',
  'On',
  'By',
] as const

/** One thing said. `n`: which action of the Record it belongs to. */
type Said = {
  part: string
  n?: number | undefined
  title?: string | null | undefined
  what: string
  value: Cell
  on?: string | null | undefined
  by?: string | null | undefined
}

type About = { principle: string; key: string; criterion: string }

const NOWHERE: About = { principle: '', key: '', criterion: '' }

function rowOf(document: RecordDocument, about: About, said: Said): Cell[] {
  const { setting, cycle, asAt, edition } = document
  const whole = [setting.name, cycle.number, asAt, edition.key, edition.version]
  const where = [about.principle, about.key, about.criterion]
  return [
    ...whole,
    ...where,
    said.part,
    said.n ?? null,
    said.title ?? null,
    said.what,
    said.value,
    said.on ?? null,
    said.by ?? null,
  ]
}

/** Every row of the table, without its heading. What nobody wrote has no row. */
export function tableOf(document: RecordDocument): Cell[][] {
  const rows = wholeOf(document).map((said) => rowOf(document, NOWHERE, said))
  let n = 0
  for (const chapter of document.chapters) {
    const principle = { ...NOWHERE, principle: chapter.name }
    for (const said of chapterOf(document, chapter)) rows.push(rowOf(document, principle, said))
    for (const criterion of chapter.criteria) {
      const about = { principle: chapter.name, key: criterion.key, criterion: criterion.text }
      for (const said of criterionOf(criterion)) rows.push(rowOf(document, about, said))
      for (const action of criterion.actions) {
        n += 1
        for (const said of actionOf(action, n)) rows.push(rowOf(document, about, said))
      }
    }
  }
  return rows.filter((row) => row[COLUMNS.indexOf('Value')] !== null)
}

function wholeOf({ cycle, programmes, team, involvement, carriedOn }: RecordDocument): Said[] {
  return [
    { part: 'Cycle', what: 'Stage', value: cycle.stage },
    { part: 'Cycle', what: 'Began', value: cycle.startedOn, on: cycle.startedOn },
    ...programmes.map((name): Said => ({ part: 'Cycle', what: 'Programme', value: name })),
    ...cycle.stages.map((stage): Said => ({
      part: 'Stage',
      title: stage.name,
      what: 'Closed',
      value: stage.closedOn,
      on: stage.closedOn,
      by: stage.closedBy,
    })),
    ...team.members.flatMap((member): Said[] => [
      { part: 'Team', title: member.name, what: 'Role', value: member.role ?? '', on: member.joinedOn },
      { part: 'Team', title: member.name, what: 'Leads the team', value: member.lead ? 'yes' : 'no' },
      { part: 'Team', title: member.name, what: 'Minutes a week', value: member.minutesAWeek },
      { part: 'Team', title: member.name, what: 'Left', value: member.leftOn, on: member.leftOn },
    ]),
    ...involvement.flatMap((one): Said[] => [
      { part: 'Involvement', title: one.group, what: 'Planned', value: one.planned || null, on: one.on, by: one.by },
      { part: 'Involvement', title: one.group, what: 'Done', value: one.actual || null, on: one.on, by: one.by },
    ]),
    ...carriedOn.map((title): Said => ({ part: 'Carried on', title, what: 'Goes on in the next cycle', value: 'yes' })),
  ]
}

function chapterOf(document: RecordDocument, chapter: RecordDocument['chapters'][number]): Said[] {
  const nameOf = (key: string): string => document.cycle.stages.find((stage) => stage.key === key)?.name ?? key
  const { agreements, signOffs = [], friends = [] } = chapter
  return [
    ...agreements.map((one): Said => ({
      part: 'Chapter agreed as done',
      title: nameOf(one.stage),
      what: 'Talked over with',
      value: one.discussedWith,
      on: one.on,
      by: one.by,
    })),
    ...signOffs.flatMap((one): Said[] => [
      {
        part: 'Chapter signed off',
        title: nameOf(one.stage),
        what: 'Ready, says',
        value: one.readyBy,
        on: one.readyOn,
        by: one.readyBy,
      },
      {
        part: 'Chapter signed off',
        title: nameOf(one.stage),
        what: 'Signed off',
        value: 'yes',
        on: one.on,
        by: one.by,
      },
    ]),
    ...friends.flatMap((one): Said[] => {
      const said = { part: 'Critical friend', title: one.from, on: one.on, by: one.by }
      return [
        { ...said, what: 'Strong', value: one.strong },
        { ...said, what: 'Wondered', value: one.wondered },
        { ...said, what: 'Next step', value: one.nextStep },
      ]
    }),
  ]
}

const levelIn = (level: number | null): Cell => level ?? 'not applicable'

function criterionOf(criterion: RecordDocument['chapters'][number]['criteria'][number]): Said[] {
  const { agreed, reviewed, before, gapReason, evidence, askedBy } = criterion
  const spoken = (part: string, word: typeof agreed): Said[] =>
    word
      ? [
          { part, what: 'Level', value: levelIn(word.level), on: word.on, by: word.by },
          { part, what: 'Reason', value: word.reason, on: word.on, by: word.by },
        ]
      : []
  return [
    ...(askedBy ? [{ part: 'Criterion', what: 'Asked by', value: askedBy }] : []),
    ...(before ? [{ part: 'Cycle before', what: 'Level', value: levelIn(before.level), on: before.on }] : []),
    ...spoken('Agreed at assessment', agreed),
    ...spoken('Agreed at review', reviewed),
    ...(gapReason
      ? [{ part: 'Can wait', what: 'Reason', value: gapReason.reason, on: gapReason.on, by: gapReason.by }]
      : []),
    ...evidence.flatMap((one): Said[] => [
      { part: 'Evidence', title: one.words, what: 'Kind', value: one.kind, on: one.on, by: one.by },
      { part: 'Evidence', title: one.words, what: 'Link', value: one.url, on: one.on, by: one.by },
      ...(one.series ? measureOf('Evidence series', one.series) : []),
    ]),
  ]
}

function measureOf(part: string, measure: RecordMeasure, n?: number): Said[] {
  const one = { part, n, title: measure.unit ? `${measure.name} (${measure.unit})` : measure.name }
  return [
    { ...one, what: 'Better', value: measure.better },
    { ...one, what: 'Baseline', value: measure.baseline, on: measure.baselineOn },
    { ...one, what: 'Target', value: measure.target, on: measure.targetOn },
    ...measure.points.map((point) => ({ ...one, what: 'Reading', value: point.value, on: point.on })),
  ]
}

function actionOf(action: RecordAction, n: number): Said[] {
  const { title, review } = action
  const part = 'Action'
  const lines: [string, Cell][] = [
    ['State', action.state],
    ['Owner', action.owner],
    ['With', action.people],
    ['Starts', action.startsOn],
    ['Due', action.dueOn],
    ['What it should change', action.intendedImpact],
    ['How we will know', action.evidencePlan],
    ['What was said that it answers', action.pupilView],
    ['From the move', action.move],
    ['Level of activity', action.activityLevel],
    ['Carried on from the cycle before', action.carriedIn ? 'yes' : 'no'],
  ]
  const reviewed: [string, Cell][] = review
    ? [
        ['What was done', review.done],
        ['In the words of those it was for', review.pupilsWords],
        ['What changed', review.changed],
        ['What next', review.next],
        ['What next, in words', review.nextWords],
      ]
    : []
  return [
    ...lines.map(([what, value]): Said => ({ part, n, title, what, value })),
    ...action.steps.map((step): Said => ({
      part: 'Step',
      n,
      title: step.words,
      what: 'Done',
      value: step.doneOn ? 'yes' : 'no',
      on: step.doneOn,
      by: step.doneBy,
    })),
    ...action.measures.flatMap((measure) => measureOf('Measure', measure, n)),
    ...reviewed.map(([what, value]): Said => ({
      part: 'Review',
      n,
      title,
      what,
      value,
      on: review!.on,
      by: review!.by,
    })),
  ]
}

// For other programs -------------------------------------------------------------------------------------------------

/** Which copy was taken. */
export type Copy =
  | { kind: 'living'; cycle: number }
  | { kind: 'kept'; cycle: number; version: number; keptAt: string; keptBy: string; why: string }

/** The shape that records/README.md documents. A later one has another `format`. */
export function exportedAs(document: RecordDocument, copy: Copy, at: Date) {
  return {
    what: 'wholeschool-record',
    format: 1,
    takenAt: at.toISOString(),
    copy,
    digest: {
      algorithm: 'SHA-256',
      of: 'record, as JSON with its keys in order and no white space',
      value: documentDigest(document),
    },
    record: document,
  }
}
