// What a cycle was asked as it began: the setting's edition, and beside it what the programme's own criteria were then.
import { withOwn, criterionFrom, ownWordsShape } from '../../src/modules/toolkit/own-criteria/rules.ts'
import type { Edition, Kept } from '../../src/modules/toolkit/edition.ts'
import type { Calendar } from '../calendar.ts'
import { programme } from '../cast.ts'
import type { Rows } from '../rows.ts'

type Here = { edition: Edition; setting: string }

/** The same as the service keeps when a cycle begins on that day. */
export function askedFrom(
  rows: Rows,
  calendar: Calendar,
  { edition, setting }: Here,
  startedAgo: number,
): { edition: Edition; kept: Kept[] } {
  const enrolment = rows.of('settings.enrolments').find((row) => row.setting_id === setting)
  const began = calendar.at(startedAgo, 60)
  const kept = rows
    .of('toolkit.own_criterion_versions')
    .filter((row) => (row.designations as string[]).includes(String(enrolment?.designation)))
    .filter((row) => (row.published_at as Date) <= began)
    .map((row) => ({
      principle: String(row.principle_key),
      criterion: criterionFrom(ownWordsShape.parse(row.words), {
        id: String(row.criterion_id),
        programme: programme.name,
        version: Number(row.number),
      }),
    }))
  return { edition: withOwn(edition, kept), kept }
}
