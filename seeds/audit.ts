// Lines of the audit, as the service would have written them on the day.
import { seedId } from './cast.ts'
import type { SeedPerson } from './people.ts'
import type { Rows } from './rows.ts'

export type SeedAudit = { setting: string; person: SeedPerson; deed: string; about: string; words: string }

export function addAudit(rows: Rows, at: Date, { setting, person, deed, about, words }: SeedAudit): void {
  rows.add('kernel.audit_lines', {
    setting_id: setting,
    id: seedId(`audit ${setting} ${deed} ${about} ${words}`),
    at,
    person_id: person.person,
    person_name: person.name,
    deed,
    about,
    words,
  })
}
