// When the rows of a table go: the words of a TableNote's `keep` as a rule that `wholeschool retire-data` carries out.
// Several rules: whichever comes first. Columns are the table's own unless `of` names another table and `by` says how
// to find the row there (own column: its column; setting_id goes without saying). tests/retire.test.ts holds words and
// rules together.

export type Span = { days: number } | { months: number } | { years: number }

/** The row in another table that a row belongs to. */
type Belongs = { of: string; by: Readonly<Record<string, string>> }

/** Instead of a column: the day the setting's last enrolment ended. One that is enrolled somewhere has not left. */
export const SETTING_LEFT = 'the setting left'

export type RetireRule =
  /** So long after a day or moment. Of several columns the earliest that is set counts; where none is, the row stays. */
  | { after: Span; from: string | readonly string[] }
  | ({ after: Span; from: string } & Belongs)
  /** When a row so many `number`s further on in the series it belongs to has `ended`: 2, the one after the next. */
  | ({ later: number; number: string; ended: string } & Belongs)
  /** Together with the row it belongs to. */
  | { with: string; by: Readonly<Record<string, string>> }
  /** Not by retire-data: which deed takes it away, and when. */
  | { elsewhere: string }
  /** Nobody's personal data, and why it stays. */
  | { never: string }

export type Retire = RetireRule | readonly RetireRule[]

/** What a setting's own work says: kept as long as it is enrolled, then 6 years. */
export const whileEnrolled: RetireRule = { after: { years: 6 }, from: SETTING_LEFT }

export function rulesOf(retire: Retire | undefined): readonly RetireRule[] {
  if (retire === undefined) return []
  return Array.isArray(retire) ? (retire as readonly RetireRule[]) : [retire as RetireRule]
}

export type CarriedOut = Exclude<RetireRule, { elsewhere: string } | { never: string }>

/** The rules that retire-data carries out itself. */
export function carriedOut(retire: Retire | undefined): readonly CarriedOut[] {
  return rulesOf(retire).filter((rule): rule is CarriedOut => !('elsewhere' in rule || 'never' in rule))
}

/** `6 years`, `1 day`: as PostgreSQL reads an interval and as a person reads it. */
export function spanInWords(span: Span): string {
  const [unit, n] = Object.entries(span)[0] as [string, number]
  return `${n} ${n === 1 ? unit.slice(0, -1) : unit}`
}

const code = (name: string): string => `\`${name}\``

function ruleInWords(rule: RetireRule): string {
  if ('never' in rule) return `stays: ${rule.never}`
  if ('elsewhere' in rule) return `elsewhere: ${rule.elsewhere}`
  if ('with' in rule) return `with its row in ${code(rule.with)}`
  if ('later' in rule) return `once the row ${rule.later} later in ${code(rule.of)} has ${code(rule.ended)}`
  const { after, from } = rule
  if (from === SETTING_LEFT) return `${spanInWords(after)} after the setting left`
  const columns = typeof from === 'string' ? [from] : from
  const named = 'of' in rule ? [`${rule.of}.${columns[0]}`] : columns
  return `${spanInWords(after)} after ${named.length > 1 ? 'the earliest of ' : ''}${named.map(code).join(', ')}`
}

/** For docs/data.md: each rule as a clause. */
export function retireInWords(retire: Retire | undefined): string {
  return rulesOf(retire).map(ruleInWords).join('; or ')
}
