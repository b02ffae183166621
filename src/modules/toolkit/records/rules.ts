// Puts a Record together from what was loaded, and counts what it says. Pure: the same rows give the same document.
import {
  digestOf,
  loadEdition,
  stageByKey,
  type Criterion,
  type Edition,
  type Level,
  type Principle,
} from '../edition.ts'
import {
  agreedAt,
  blockersOf,
  openStage,
  roundOf,
  warningsOf,
  type Agreed,
  type Member,
  type Standing,
} from '../standing/rules.ts'
import type {
  RecordAction,
  RecordAgreed,
  RecordCriterion,
  RecordDocument,
  RecordMeasure,
  RecordReceipt,
} from './document.ts'
import type * as store from './store.ts'

type RowOf<Q extends { types?: { row: unknown } }> = NonNullable<Q['types']>['row']

export type RecordRows = {
  actions: readonly RowOf<typeof store.actionsInFull>[]
  steps: readonly RowOf<typeof store.stepsInCycle>[]
  measures: readonly RowOf<typeof store.measuresInCycle>[]
  points: readonly RowOf<typeof store.pointsOfMeasures>[]
  evidence: readonly RowOf<typeof store.evidenceInCycle>[]
  reviews: readonly RowOf<typeof store.reviewsInCycle>[]
}

export type RecordAbout = {
  setting: { name: string; designation: string | null }
  programmes: readonly string[]
  now: Date
}

const localDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' })

/** The day in London: what a person would write beside a signature. */
function dayOf(at: Date): string {
  return localDay.format(at)
}

function dayOrNull(at: Date | null): string | null {
  return at === null ? null : dayOf(at)
}

export function assemble(about: RecordAbout, edition: Edition, standing: Standing, rows: RecordRows): RecordDocument {
  const { cycle } = standing
  const open = openStage(cycle)
  const [w0, w1, w2, w3] = edition.levels.map((level) => level.word)
  return {
    format: 1,
    setting: about.setting,
    programmes: [...about.programmes],
    edition: {
      key: edition.key,
      version: edition.version,
      title: edition.title,
      digest: digestOf(loadEdition(edition.key, edition.version)),
      levelWords: [w0!, w1!, w2!, w3!],
    },
    cycle: {
      number: cycle.number,
      startedOn: cycle.started_on,
      stage: cycle.stage,
      stages: stagesOf(edition, standing),
    },
    asAt: about.now.toISOString(),
    team: teamOf(edition, standing),
    involvement: involvementOf(edition, standing),
    chapters: edition.principles.map((principle) => chapterOf(principle, standing, rows)),
    blockers: open ? blockersOf(edition, standing, open.key).map((blocker) => blocker.words) : [],
    warnings: open ? warningsOf(edition, standing, open.key).map((warning) => warning.words) : [],
    carriedOn: rows.actions.filter((action) => action.carried_on).map((action) => action.title),
  }
}

function stagesOf(edition: Edition, { cycle }: Standing): RecordDocument['cycle']['stages'] {
  const closings = [
    { key: 'assess', at: cycle.assess_closed_at, by: cycle.assess_closed_by },
    { key: 'plan', at: cycle.plan_closed_at, by: cycle.plan_closed_by },
    { key: 'review', at: cycle.review_closed_at, by: cycle.review_closed_by },
  ] as const
  return closings.map(({ key, at, by }) => ({
    key,
    name: stageByKey(edition, key).name,
    closedOn: dayOrNull(at),
    closedBy: at === null ? null : by,
  }))
}

function teamOf(edition: Edition, { team, leavers }: Standing): RecordDocument['team'] {
  const nameOf = (role: string): string => edition.recommended_roles.find((one) => one.role === role)?.name ?? role
  const shown = (member: Member) => ({
    name: member.name,
    role: member.team_roles.length === 0 ? null : member.team_roles.map(nameOf).join(', '),
    lead: member.is_lead,
    minutesAWeek: member.minutes_a_week,
    joinedOn: member.joined_on,
    leftOn: member.left_on,
  })
  const covered = new Set(team.flatMap((member) => member.team_roles))
  const gaps = edition.recommended_roles.filter((role) => !covered.has(role.role))
  return { members: [...team, ...leavers].map(shown), gaps: gaps.map((role) => ({ role: role.name, why: role.why })) }
}

function involvementOf(edition: Edition, { involvements }: Standing): RecordDocument['involvement'] {
  return edition.involvement_groups.map((group) => {
    const said = involvements.find((one) => one.group_key === group.key)
    if (!said) return { group: group.name, planned: '', actual: '' }
    return {
      group: group.name,
      planned: said.planned,
      actual: said.actual,
      by: said.updated_by,
      on: dayOf(said.updated_at),
    }
  })
}

function chapterOf(principle: Principle, standing: Standing, rows: RecordRows): RecordDocument['chapters'][number] {
  return {
    key: principle.key,
    number: principle.number,
    name: principle.name,
    focusQuestion: principle.focus_question,
    ratedAlone: roundOf(standing, principle.key)?.finished.length ?? 0,
    agreements: standing.chapters
      .filter((one) => one.principle_key === principle.key)
      .map((one) => ({
        stage: one.stage,
        by: one.agreed_name,
        on: dayOf(one.agreed_at),
        discussedWith: one.discussed_with,
      })),
    criteria: principle.criteria.map((criterion) => criterionOf(criterion, standing, rows)),
  }
}

function agreedOf(agreed: Agreed | undefined): RecordAgreed | null {
  if (!agreed) return null
  return { level: agreed.level, reason: agreed.reason, by: agreed.agreed_name, on: dayOf(agreed.agreed_at) }
}

function criterionOf(criterion: Criterion, standing: Standing, rows: RecordRows): RecordCriterion {
  const before =
    criterion.comparable || criterion.of
      ? standing.before.find((one) => one.criterion_key === criterion.key)
      : undefined
  const reason = standing.gapReasons.find((one) => one.criterion_key === criterion.key)
  return {
    key: criterion.key,
    text: criterion.text,
    ...(criterion.of ? { askedBy: criterion.of.programme } : {}),
    agreed: agreedOf(agreedAt(standing, criterion.key, 'assess')),
    before: before ? { level: before.level, cycle: standing.cycle.number - 1, on: dayOf(before.agreed_at) } : null,
    reviewed: agreedOf(agreedAt(standing, criterion.key, 'review')),
    gapReason: reason ? { reason: reason.reason, by: reason.given_by, on: dayOf(reason.given_at) } : null,
    evidence: rows.evidence.filter((one) => one.criterion_key === criterion.key).map((one) => receiptOf(one, rows)),
    actions: rows.actions
      .filter((one) => one.criterion_key === criterion.key)
      .map((one) => actionOf(one, criterion, rows)),
  }
}

function receiptOf(row: RecordRows['evidence'][number], rows: RecordRows): RecordReceipt {
  const series = rows.measures.find((measure) => measure.id === row.indicator_id)
  return {
    kind: row.kind,
    on: row.on_day,
    words: row.words,
    url: row.url,
    by: row.added_by,
    series: series ? measureOf(series, rows) : null,
  }
}

function measureOf(row: RecordRows['measures'][number], { points }: RecordRows): RecordMeasure {
  return {
    name: row.name,
    unit: row.unit,
    better: row.better,
    baseline: row.baseline,
    baselineOn: row.baseline_on,
    target: row.target,
    targetOn: row.target_on,
    points: points
      .filter((point) => point.indicator_id === row.id)
      .map((point) => ({ on: point.on_day, value: point.value })),
  }
}

function actionOf(row: RecordRows['actions'][number], criterion: Criterion, rows: RecordRows): RecordAction {
  const review = rows.reviews.find((one) => one.action_id === row.id)
  const steps = rows.steps.filter((step) => step.action_id === row.id)
  return {
    title: row.title,
    state: row.state,
    owner: row.owner,
    people: row.people,
    startsOn: row.starts_on,
    dueOn: row.due_on,
    intendedImpact: row.intended_impact,
    evidencePlan: row.evidence_plan,
    pupilView: row.pupil_view,
    move: criterion.moves.find((move) => move.key === row.move_key)?.title ?? null,
    activityLevel: row.activity_level,
    carriedIn: row.carried_in,
    steps: steps.map((step) => ({ words: step.words, doneOn: dayOrNull(step.done_at), doneBy: step.done_by })),
    measures: rows.measures
      .filter((measure) => measure.action_id === row.id)
      .map((measure) => measureOf(measure, rows)),
    review: review
      ? {
          done: review.done_words,
          pupilsWords: review.pupils_words,
          changed: review.changed,
          next: review.next,
          nextWords: review.next_words,
          by: review.reviewed_name,
          on: dayOf(review.reviewed_at),
        }
      : null,
  }
}

// What a document says, counted ------------------------------------------------------------------------------------

export type RecordCounts = {
  criteria: number
  agreed: number
  notApplicable: number
  /** How many criteria stand at each of the four levels now. */
  levels: readonly [number, number, number, number]
  /** How many stand higher than they did: than at assessment where reviewed, else than in the cycle before. */
  moved: number
  actions: number
  done: number
  reviewed: number
  receipts: number
}

/** The newest word on a criterion. */
export function nowAt(criterion: RecordCriterion): RecordAgreed | null {
  return criterion.reviewed ?? criterion.agreed
}

/** What it is compared with: the assessment when a review has spoken, else the end of the cycle before. */
export function wasAt(criterion: RecordCriterion): Level | null {
  return criterion.reviewed ? (criterion.agreed?.level ?? null) : (criterion.before?.level ?? null)
}

function hasRisen(criterion: RecordCriterion): boolean {
  const now = nowAt(criterion)?.level ?? null
  const was = wasAt(criterion)
  return now !== null && was !== null && now > was
}

export function countsOf(chapters: RecordDocument['chapters']): RecordCounts {
  const criteria = chapters.flatMap((chapter) => chapter.criteria)
  const actions = criteria.flatMap((criterion) => criterion.actions)
  const agreed = criteria.flatMap((criterion) => nowAt(criterion) ?? [])
  const at = (level: Level): number => agreed.filter((one) => one.level === level).length
  return {
    criteria: criteria.length,
    agreed: agreed.length,
    notApplicable: agreed.filter((one) => one.level === null).length,
    levels: [at(0), at(1), at(2), at(3)],
    moved: criteria.filter(hasRisen).length,
    actions: actions.length,
    done: actions.filter((action) => action.state === 'done').length,
    reviewed: actions.filter((action) => action.review !== null).length,
    receipts: criteria.reduce((sum, criterion) => sum + criterion.evidence.length, 0),
  }
}
