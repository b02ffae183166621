// For the proofs about the whole house: a value for each path parameter of this room, found in the demonstration.
import { z } from 'zod'
import type { Module } from '../../kernel/module.ts'
import { query } from '../../kernel/sql.ts'

const Found = z.object({ id: z.string() })
type InProgramme = { programme: string }
type InSetting = { setting: string }

const anEnrolment = query<InProgramme>()(Found, `select setting_id as id from settings.enrolments where programme_id = :programme and left_on is null order by name limit 1`)
const aDistrict = query<InProgramme>()(Found, `select id from settings.districts where programme_id = :programme order by name limit 1`)
const aPhase = query<InProgramme>()(Found, `select id from settings.phases where programme_id = :programme order by name limit 1`)
const aTrust = query<InProgramme>()(
  Found,
  `select t.id from settings.trusts t join settings.enrolments e on e.trust_name = t.name where e.programme_id = :programme and e.left_on is null order by t.name limit 1`,
)
const aRun = query<InProgramme>()(Found, `select id from settings.register_runs where programme_id = :programme order by at desc limit 1`)
const anAgreement = query<InSetting>()(Found, `select id from settings.agreements where setting_id = :setting order by ended_at nulls first limit 1`)
const aPerson = query<InSetting>()(Found, `select person_id as id from settings.places where setting_id = :setting and ended_on is null order by name, role limit 1`)
const aTheme = query<InProgramme>()(Found, `select slug || '.css' as id from settings.programmes where id = :programme`)

export const examples: Module['examples'] = {
  enrolment: async (tx, { programme }) => (await tx.maybe(anEnrolment, { programme }))?.id,
  district: async (tx, { programme }) => (await tx.maybe(aDistrict, { programme }))?.id,
  phase: async (tx, { programme }) => (await tx.maybe(aPhase, { programme }))?.id,
  trust: async (tx, { programme }) => (await tx.maybe(aTrust, { programme }))?.id,
  run: async (tx, { programme }) => (await tx.maybe(aRun, { programme }))?.id,
  theme: async (tx, { programme }) => (await tx.maybe(aTheme, { programme }))?.id,
  agreement: async (tx, { setting }) => (await tx.maybe(anAgreement, { setting }))?.id,
  person: async (tx, { setting }) => (await tx.maybe(aPerson, { setting }))?.id,
}
