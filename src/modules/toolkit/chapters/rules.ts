// What a principle's page says first, and which criterion comes next.
import type { Stands } from '../../../kernel/merge.ts'
import type { MergeField } from '../../../view/merge.ts'
import type { Criterion, Edition, Level, Principle } from '../edition.ts'
import { levelInWords, type LevelWords } from '../../../view/level.ts'
import {
  agreedAt,
  agreedNow,
  chapterOf,
  isGap,
  momentOf,
  whereWeAre,
  type Agreed,
  type AgreedBefore,
  type Moment,
  type Standing,
} from '../standing/rules.ts'

const counted = (n: number, one: string, many: string): string => (n === 1 ? `1 ${one}` : `${n} ${many}`)

/** The finding for one principle in the stage that is open. */
export function chapterFinding(edition: Edition, standing: Standing, principle: Principle, words: LevelWords): string {
  const { stage } = standing.cycle
  const where = whereWeAre(edition, standing).find((one) => one.principle.key === principle.key)!
  if (stage === 'closed') return levelInWords(where.level, words)
  const missing = chapterOf(edition, standing, principle, stage).missing.length
  if (stage === 'assess')
    return missing === 0 ? 'every criterion agreed' : `${where.total - missing} of ${where.total} criteria agreed`
  if (stage === 'plan') {
    if (missing === 0 && !principle.criteria.some((criterion) => isGap(agreedAt(standing, criterion.key, 'assess'))))
      return 'strengths to keep, and no gaps'
    return missing === 0 ? 'every gap has an answer' : `${counted(missing, 'gap', 'gaps')} to answer`
  }
  if (where.actions === 0) return levelInWords(where.level, words)
  return missing === 0 ? 'every action reviewed' : `${counted(missing, 'action', 'actions')} to review`
}

/** The next criterion to agree after this one, going round the principle once. */
export function nextToAgree(
  standing: Standing,
  principle: Principle,
  after: Criterion | undefined,
): Criterion | undefined {
  const from = after ? principle.criteria.findIndex((criterion) => criterion.key === after.key) + 1 : 0
  const order = [...principle.criteria.slice(from), ...principle.criteria.slice(0, from)]
  return order.find((criterion) => criterion.key !== after?.key && !agreedAt(standing, criterion.key, 'assess'))
}

/** What stands for the moment that is open now: at review, what was agreed at review. */
export function agreedHere(
  standing: Standing,
  criterion: string,
): { moment: Moment; agreed: Agreed | undefined } | undefined {
  const moment = momentOf(standing.cycle.stage)
  return moment && { moment, agreed: agreedAt(standing, criterion, moment) }
}

/** What is agreed at the moment that is open, as it would be typed; version 0 where nothing is yet. */
export function standsOfAgreement(standing: Standing, criterion: string): Stands {
  const agreed = agreedHere(standing, criterion)?.agreed
  if (!agreed) return { typed: { level: '', reason: '' }, version: 0, by: null, at: null }
  const { level, reason, version, agreed_name: by, agreed_at: at } = agreed
  return { typed: { level: String(level ?? 'na'), reason }, version, by, at }
}

/** A level and its reason say one thing: nobody’s reason is put under somebody else’s level. */
export function agreementFields(words: LevelWords): MergeField[] {
  const said = (value: string): string =>
    /^[0-3]$/.test(value) ? levelInWords(Number(value) as Level, words) : value === 'na' ? 'Not applicable' : 'No level'
  return [
    { name: 'level', label: 'What we agree', kind: 'value', group: 'agreed', said },
    { name: 'reason', label: 'Why', kind: 'words', group: 'agreed' },
  ]
}

/** What was true before what is true now: the assessment of this cycle when it was reviewed, else the last cycle. */
export function earlierOf(
  standing: Standing,
  criterion: string,
): Pick<AgreedBefore, 'level' | 'agreed_at'> | undefined {
  const now = agreedNow(standing, criterion)
  if (now?.moment === 'review') return agreedAt(standing, criterion, 'assess')
  return standing.before.find((one) => one.criterion_key === criterion)
}
