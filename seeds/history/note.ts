// Notes beside a criterion: how a setting shows that something was in place.
import { seedId } from '../cast.ts'
import type { Told } from './story.ts'

/** A dated note by which a criterion is met; now and then a link to where it can be read. */
export function tellNote(told: Told, criterion: string, words: string, ago: number): void {
  const { rows, setting, cycle, calendar, chance, team, school } = told
  const link = chance.is(0.14)
  const site = school.toLowerCase().replace(/[^a-z]+/g, '-')
  rows.add('toolkit.evidence', {
    setting_id: setting,
    id: seedId(`evidence ${cycle} ${criterion} ${words}`),
    cycle_id: cycle,
    criterion_key: criterion,
    kind: link ? 'link' : 'note',
    on_day: calendar.day(ago),
    words,
    ...(link ? { url: `https://${site}.example/wellbeing/${criterion}` } : {}),
    added_by: chance.pick(team).one.name,
    added_at: calendar.at(Math.max(1, ago - 1), 45),
  })
}
