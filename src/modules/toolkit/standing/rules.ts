// Where one cycle stands: what blocks its stage, what each chapter has and lacks, who is on the team, and where the
// eight principles are. Pure: everything is decided from what the service loaded and what the edition says.
import type { z } from 'zod'
import type { ClosingRule, Criterion, Edition, Level, Principle, RecommendedRole, StageKey } from '../edition.ts'
import { criteriaOf, principleOf, stageByKey } from '../edition.ts'
import { closingAt, criterionAt, principlePlanAt, reviewAt, teamAt } from '../paths.ts'
import type * as store from './store.ts'

type Leveled<R> = Omit<R, 'level'> & { level: Level | null }

export type Cycle = z.output<typeof store.CycleRow>
export type CycleStage = Cycle['stage']
export type Moment = 'assess' | 'review'
export type Member = z.output<typeof store.MemberRow>
/** Level null: the team agreed that the criterion does not apply, and `reason` says why. */
export type Agreed = Leveled<z.output<typeof store.AgreedRow>>
export type ActionBrief = z.output<typeof store.ActionBriefRow>
export type GapReason = z.output<typeof store.GapReasonRow>
export type ChapterAgreement = z.output<typeof store.ChapterAgreementRow>
export type EvidenceCount = z.output<typeof store.EvidenceCountRow>
export type Round = z.output<typeof store.RoundRow>
export type Involvement = z.output<typeof store.InvolvementRow>
export type AgreedBefore = Leveled<z.output<typeof store.AgreedBeforeRow>>

export type Standing = {
  cycle: Cycle
  /** On the team today; the lead first. */
  team: readonly Member[]
  leavers: readonly Member[]
  /** Both moments. */
  agreed: readonly Agreed[]
  actions: readonly ActionBrief[]
  gapReasons: readonly GapReason[]
  chapters: readonly ChapterAgreement[]
  evidence: readonly EvidenceCount[]
  rounds: readonly Round[]
  involvements: readonly Involvement[]
  /** What the cycle before this one ended with. */
  before: readonly AgreedBefore[]
}

/** One thing that must be done before a stage closes, and where to do it. */
export type Blocker = {
  rule: ClosingRule
  words: string
  href: string
  minutes: number
  principle?: string
  criterion?: string
}

/** One thing worth doing that never keeps a stage open. */
export type Warning = { rule: ClosingRule; words: string; href: string; minutes: number }

const NAME_MINUTES = 3
const REASON_MINUTES = 5
const REVIEW_MINUTES = 10

export function onTeam(standing: Pick<Standing, 'team'>, person: string): Member | undefined {
  return standing.team.find((member) => member.person_id === person)
}

export function leadOf(standing: Pick<Standing, 'team'>): Member | undefined {
  return standing.team.find((member) => member.is_lead)
}

/** Who on the team covers each recommended role; nobody means a gap. */
export function rolesCovered(edition: Edition, team: readonly Member[]): { role: RecommendedRole; by: Member[] }[] {
  return edition.recommended_roles.map((role) => ({
    role,
    by: team.filter((member) => member.team_roles.includes(role.role)),
  }))
}

export function agreedAt(standing: Pick<Standing, 'agreed'>, criterion: string, moment: Moment): Agreed | undefined {
  return standing.agreed.find((one) => one.criterion_key === criterion && one.moment === moment)
}

/** The newest word on a criterion in this cycle. */
export function agreedNow(standing: Pick<Standing, 'agreed'>, criterion: string): Agreed | undefined {
  return agreedAt(standing, criterion, 'review') ?? agreedAt(standing, criterion, 'assess')
}

export function isGap(agreed: Agreed | undefined): boolean {
  return agreed !== undefined && agreed.level !== null && agreed.level <= 1
}

/** Which moment a rating agreed now belongs to: none between stage 1 and stage 3, nor after the end. */
export function momentOf(stage: CycleStage): Moment | undefined {
  return stage === 'assess' || stage === 'review' ? stage : undefined
}

export function criteriaAgreed(edition: Edition, standing: Pick<Standing, 'agreed'>): { done: number; total: number } {
  const criteria = criteriaOf(edition)
  return {
    done: criteria.filter((criterion) => agreedAt(standing, criterion.key, 'assess')).length,
    total: criteria.length,
  }
}

type Rule = (edition: Edition, standing: Standing) => Blocker[]

const RULES: Readonly<Record<ClosingRule, Rule>> = {
  'all-criteria-agreed': (edition, standing) =>
    placed(edition)
      .filter(({ criterion }) => !agreedAt(standing, criterion.key, 'assess'))
      .map(({ principle, criterion }) => ({
        rule: 'all-criteria-agreed',
        words: `Agree a level for “${criterion.text.replace(/[.]$/, '')}”`,
        href: criterionAt(standing.cycle.setting_id, principle.key, criterion.key),
        minutes: criterion.minutes,
        principle: principle.key,
        criterion: criterion.key,
      })),
  'lead-named': (edition, standing) => roleMissing(edition, standing, 'senior_mental_health_lead', 'lead-named'),
  'senior-leader-named': (edition, standing) => roleMissing(edition, standing, 'senior_leader', 'senior-leader-named'),
  'recommended-roles': (edition, standing) =>
    rolesCovered(edition, standing.team)
      .filter(({ by }) => by.length === 0)
      .map(({ role }) => ({
        rule: 'recommended-roles',
        words: `Nobody on the team is named as ${lower(role.name)} yet`,
        href: teamAt(standing.cycle.setting_id),
        minutes: NAME_MINUTES,
      })),
  'gaps-answered': (edition, standing) =>
    placed(edition)
      .filter(({ criterion }) => unanswered(standing, criterion))
      .map((at) => gapBlocker(standing, at)),
  'actions-reviewed': (edition, standing) =>
    standing.actions
      .filter((action) => !action.reviewed)
      .map((action) => {
        const principle = principleOf(edition, action.criterion_key)
        return {
          rule: 'actions-reviewed',
          words: `Review “${action.title}”`,
          href: reviewAt(standing.cycle.setting_id, action.id),
          minutes: REVIEW_MINUTES,
          criterion: action.criterion_key,
          ...(principle ? { principle: principle.key } : {}),
        }
      }),
}

type PlacedCriterion = { principle: Principle; criterion: Criterion }

function placed(edition: Edition): PlacedCriterion[] {
  return edition.principles.flatMap((principle) => principle.criteria.map((criterion) => ({ principle, criterion })))
}

function unanswered(standing: Standing, criterion: Criterion): boolean {
  if (!isGap(agreedAt(standing, criterion.key, 'assess'))) return false
  const acted = standing.actions.some((action) => action.criterion_key === criterion.key)
  return !acted && !standing.gapReasons.some((reason) => reason.criterion_key === criterion.key)
}

function gapBlocker(standing: Standing, { principle, criterion }: PlacedCriterion): Blocker {
  return {
    rule: 'gaps-answered',
    words: `Add an action for “${criterion.text.replace(/[.]$/, '')}”, or say why it can wait`,
    href: `${principlePlanAt(standing.cycle.setting_id, principle.key)}#${criterion.key}`,
    minutes: REASON_MINUTES,
    principle: principle.key,
    criterion: criterion.key,
  }
}

function roleMissing(edition: Edition, standing: Standing, key: string, rule: ClosingRule): Blocker[] {
  if (standing.team.some((member) => member.team_roles.includes(key))) return []
  const name = edition.recommended_roles.find((role) => role.role === key)?.name ?? key
  return [
    {
      rule,
      words: `Name a ${lower(name)} on the team`,
      href: teamAt(standing.cycle.setting_id),
      minutes: NAME_MINUTES,
    },
  ]
}

/** "Class teacher" inside a sentence; PSHE stays as it is. */
export function lower(name: string): string {
  return /^[A-Z][a-z]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name
}

/** What must be done before a stage closes, in the edition's order. */
export function blockersOf(edition: Edition, standing: Standing, stage: StageKey): Blocker[] {
  return stageByKey(edition, stage).closes_when.flatMap((condition) => RULES[condition.rule](edition, standing))
}

/** What is worth doing before a stage closes, and never keeps it open. */
export function warningsOf(edition: Edition, standing: Standing, stage: StageKey): Warning[] {
  return stageByKey(edition, stage).warns_when.flatMap((condition) =>
    RULES[condition.rule](edition, standing).map(({ rule, words, href, minutes }) => ({ rule, words, href, minutes })),
  )
}

/** What a chapter (one principle in one stage) has and lacks, and who has agreed that it is done. */
export type Chapter = {
  principle: Principle
  stage: StageKey
  met: readonly { criterion: Criterion; words: string }[]
  missing: readonly Blocker[]
  /** Agreed as Working or Well established, and no evidence noted yet: worth adding, never in the way. */
  unproved: readonly Criterion[]
  agreement: ChapterAgreement | undefined
}

/** How each stage reads its part of a criterion: the words when it is met. Not met: it is among the blockers. */
const CHAPTER_RULES: Readonly<Record<StageKey, ClosingRule>> = {
  assess: 'all-criteria-agreed',
  plan: 'gaps-answered',
  review: 'actions-reviewed',
}

export function chapterOf(edition: Edition, standing: Standing, principle: Principle, stage: StageKey): Chapter {
  const missing = RULES[CHAPTER_RULES[stage]](edition, standing).filter(
    (blocker) => blocker.principle === principle.key,
  )
  const met = principle.criteria.flatMap((criterion) => {
    if (missing.some((blocker) => blocker.criterion === criterion.key)) return []
    const words = metWords(standing, criterion, stage)
    return words === undefined ? [] : [{ criterion, words }]
  })
  const unproved = principle.criteria.filter((criterion) => {
    const level = agreedNow(standing, criterion.key)?.level ?? 0
    return level >= 2 && !standing.evidence.some((one) => one.criterion_key === criterion.key)
  })
  const agreement = standing.chapters.find((one) => one.principle_key === principle.key && one.stage === stage)
  return { principle, stage, met, missing, unproved, agreement }
}

function metWords(standing: Standing, criterion: Criterion, stage: StageKey): string | undefined {
  const agreed = agreedAt(standing, criterion.key, 'assess')
  if (!agreed) return undefined
  if (stage === 'assess') return `Agreed by the team, noted by ${agreed.agreed_name}`
  const actions = standing.actions.filter((action) => action.criterion_key === criterion.key)
  if (stage === 'review')
    return actions.length === 0 ? undefined : counted(actions.length, 'action reviewed', 'actions reviewed')
  if (!isGap(agreed)) return agreed.level === null ? 'Does not apply here' : 'A strength to keep'
  if (actions.length > 0) return counted(actions.length, 'action planned', 'actions planned')
  return 'Left for now, with a reason'
}

function counted(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`
}

export type PrincipleStanding = {
  principle: Principle
  agreed: number
  total: number
  /** The middle of the levels agreed (the lower of two middles); null when none is, or none applies. */
  level: Level | null
  lowest: Level | null
  highest: Level | null
  /** The same at the end of the cycle before. */
  before: Level | null
  beforeAt: Date | undefined
  actions: number
  /** Agreed 0 or 1 without an action or a reason. */
  unanswered: number
}

/** The middle of some levels; of an even number the lower middle, so that nothing reads better than half of it is. */
export function middleOf(levels: readonly (Level | null)[]): Level | null {
  const sorted = levels.filter((level) => level !== null).sort((a, b) => a - b)
  return sorted[Math.ceil(sorted.length / 2) - 1] ?? null
}

/** Where each of the eight principles is now, and where it was. */
export function whereWeAre(edition: Edition, standing: Standing): PrincipleStanding[] {
  return edition.principles.map((principle) => {
    const keys = new Set(principle.criteria.map((criterion) => criterion.key))
    const agreed = principle.criteria.flatMap((criterion) => agreedNow(standing, criterion.key) ?? [])
    const levels = agreed.flatMap((one) => (one.level === null ? [] : [one.level])).sort((a, b) => a - b)
    const before = standing.before.filter((one) => keys.has(one.criterion_key))
    return {
      principle,
      agreed: agreed.length,
      total: principle.criteria.length,
      level: middleOf(levels),
      lowest: levels[0] ?? null,
      highest: levels.at(-1) ?? null,
      before: middleOf(before.map((one) => one.level)),
      beforeAt: before.map((one) => one.agreed_at).sort((a, b) => b.getTime() - a.getTime())[0],
      actions: standing.actions.filter((action) => keys.has(action.criterion_key)).length,
      unanswered: principle.criteria.filter((criterion) => unanswered(standing, criterion)).length,
    }
  })
}

/** Where a round of rating alone has got to. Once closed, ratings are seen; before that, by nobody but their writer. */
export function roundOf(standing: Pick<Standing, 'rounds'>, part: string): Round | undefined {
  return standing.rounds.find((round) => round.part === part)
}

export function waitingFor(standing: Pick<Standing, 'team'>, round: Round | undefined): Member[] {
  return standing.team.filter((member) => !round?.finished.includes(member.id))
}

/** The stage open now, with the way to close it; none once the cycle is closed. */
export function openStage(cycle: Pick<Cycle, 'stage' | 'setting_id'>): { key: StageKey; href: string } | undefined {
  return cycle.stage === 'closed' ? undefined : { key: cycle.stage, href: closingAt(cycle.setting_id, cycle.stage) }
}
