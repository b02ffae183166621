// A school that has just been enrolled in the county's programme, with Helen as its head and Tom as a teacher.
import { randomUUID } from 'node:crypto'
import { cast, programme } from '../seeds/cast.ts'
import { nowhere } from '../src/kernel/db.ts'
import type { Held } from './world.ts'

const NAME = 'Newbrook School'

export function newSchool(w: Held, designation: string): Promise<string> {
  return w.inCtx('helen', {}, async ({ tx, now }) => {
    const id = randomUUID()
    await tx.as('clerk', nowhere, () =>
      tx.client.query(
        "insert into settings.settings (setting_id, kind, name, designation, created_at) values ($1, 'school', $2, $3, $4)",
        [id, NAME, designation, now],
      ),
    )
    await tx.as('web', { ...nowhere, settings: [id] }, async () => {
      for (const [person, role] of [
        [cast.helen, 'head'],
        [cast.tom, 'teacher'],
      ] as const)
        await tx.client.query(
          "insert into settings.places (setting_id, person_id, name, email, role, since_on) values ($1, $2, $3, $4, $5, '2026-11-01')",
          [id, person.person, person.name, person.email, role],
        )
      await tx.client.query(
        "insert into settings.enrolments (setting_id, programme_id, name, designation, enrolled_on) values ($1, $2, $3, $4, '2026-11-01')",
        [id, programme.id, NAME, designation],
      )
    })
    return id
  })
}
